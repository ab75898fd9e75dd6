// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { NameText } from '@/app/(admin)/admin/orchestration/_components/channel-parts'
import { ProviderName } from '@/components/liquidity/lease-table/lease-cells'
import { AlertBanners } from '@/components/shared/alert-banners'
import { BreakdownTable } from '@/components/shared/breakdown-table'
import { DataTable } from '@/components/shared/data-table/data-table'
import { FactList } from '@/components/shared/fact-list'
import { InApp } from './in-app'

afterEach(cleanup)

const NAME = 'مجمع الرياض'
const viewer = { unit: 'btc', timeZone: 'UTC' } as const

const breakdown = {
  title: 'Leases',
  columns: [{ id: 'lessee', header: 'Lessee' }],
  rows: [{ id: 'lease_001', cells: [{ kind: 'text', text: NAME }] }],
  total: [],
} as unknown as Parameters<typeof BreakdownTable>[0]['breakdown']

const SHOWN = {
  'a fact': <FactList facts={[{ label: 'Lessor', value: NAME }]} />,
  'a provider': <ProviderName name={NAME} isAnonymised badge={null} />,
  'a row of a figure': <BreakdownTable breakdown={breakdown} viewer={viewer} />,
  'a name of a channel': <NameText name={NAME} />,
  'an alert': (
    <AlertBanners
      alerts={[{ id: 'a', tone: 'warn', title: NAME, message: NAME }]}
      total={1}
      allHref="/treasury/alerts"
    />
  ),
  'a cell of a table': (
    <InApp pathname="/treasury/leases">
      <DataTable
        caption="Leases"
        noun={{ one: 'lease', many: 'leases' }}
        columns={[
          { id: 'id', header: 'Lease', cell: (row) => row.id },
          { id: 'name', header: 'Lessee', cell: () => NAME },
        ]}
        page={{ rows: [{ id: NAME }], matching: 1, total: 1, page: 1, per: 25 }}
        state={{ q: '', sort: { by: 'id', descending: false } }}
        viewer={viewer}
        empty={{ title: 'None', description: 'None.' }}
      />
    </InApp>
  ),
}

describe('what people wrote', () => {
  it.each(Object.entries(SHOWN))('in %s turns nothing around it', (_, element) => {
    const { container } = render(element)
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT)
    const nodes: Text[] = []
    while (walker.nextNode()) {
      if (walker.currentNode.textContent?.includes(NAME)) nodes.push(walker.currentNode as Text)
    }
    expect(nodes.length).toBeGreaterThan(0)
    for (const node of nodes) expect(node.parentElement?.closest('bdi')).not.toBeNull()
  })
})
