// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Amount } from '@/components/shared/amount'
import { DataTable, type DataTableProps } from '@/components/shared/data-table/data-table'
import type { TableColumn } from '@/components/shared/data-table/types'
import { InApp, type Visit } from './in-app'

afterEach(cleanup)

interface LeaseRow {
  id: string
  lessee: string
  sats: number
}

const columns: TableColumn<LeaseRow>[] = [
  { id: 'id', header: 'Lease', cell: (row) => row.id, sort: 'asc', canHide: false },
  { id: 'lessee', header: 'Lessee', cell: (row) => row.lessee },
  {
    id: 'size',
    header: 'Size',
    cell: (row, viewer) => <Amount sats={row.sats} unit={viewer.unit} />,
    align: 'end',
    sort: 'desc',
    total: (totals, viewer) => <Amount sats={totals.size ?? 0} unit={viewer.unit} />,
  },
]

const rows: LeaseRow[] = [
  { id: 'lease_002', lessee: 'Kestrel Exchange', sats: 200_000_000 },
  { id: 'lease_001', lessee: 'Meridian Pay', sats: 100_000_000 },
]

function table(props: Partial<DataTableProps<LeaseRow>>, at: { query?: string; visits?: Visit[] }) {
  return (
    <InApp pathname="/treasury/leases" {...at}>
      <DataTable
        caption="Leases"
        noun={{ one: 'lease', many: 'leases' }}
        columns={columns}
        page={{ rows, matching: 2, total: 50, page: 1, per: 25 }}
        state={{ q: '', sort: { by: 'size', descending: true } }}
        viewer={{ unit: 'btc', timeZone: 'UTC' }}
        rowHref={(row) => `/treasury/leases/${row.id}`}
        empty={{ title: 'No leases yet', description: 'None.' }}
        {...props}
      />
    </InApp>
  )
}

function show(
  props: Partial<DataTableProps<LeaseRow>> = {},
  at: { query?: string; visits?: Visit[] } = {},
) {
  return render(table(props, at))
}

describe('DataTable', () => {
  it('names each row by its id and links its first cell', () => {
    show()
    const row = screen.getByRole('row', { name: /Kestrel/ })
    expect(row.dataset.id).toBe('lease_002')
    const header = within(row).getByRole('rowheader')
    expect(within(header).getByRole('link').getAttribute('href')).toBe('/treasury/leases/lease_002')
  })

  it('says how it is sorted and links the headings to the other order', () => {
    show()
    const size = screen.getByRole('columnheader', { name: 'Size' })
    expect(size.getAttribute('aria-sort')).toBe('descending')
    expect(within(size).getByRole('link').getAttribute('href')).toBe('/treasury/leases?sort=size')
    const lessee = screen.getByRole('columnheader', { name: 'Lessee' })
    expect(within(lessee).queryByRole('link')).toBeNull()
  })

  it('counts what matches against all there is', () => {
    show()
    expect(screen.getByRole('status').textContent).toBe('2 of 50 leases')
  })

  it('sends no bound of an amount that can’t be read, and says why beside it', () => {
    const visits: Visit[] = []
    const filters = [
      { kind: 'numbers', min: 'sizeMin', max: 'sizeMax', label: 'Size', unit: 'BTC' },
    ] as const
    show({ filters }, { visits })
    const field = screen.getByLabelText('Size from (BTC)')
    fireEvent.change(field, { target: { value: '0,05' } })
    const form = field.closest('form') as HTMLFormElement
    fireEvent.submit(form)
    expect(document.activeElement).toBe(field)
    expect(visits).toEqual([])
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/commas only between thousands/)).toBeTruthy()
  })

  it('exports the view that is shown', () => {
    show({}, { query: 'q=kes&page=2' })
    expect(screen.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe(
      '/treasury/leases/export.csv?q=kes',
    )
  })

  it('sums over all matching rows', () => {
    show({ totals: { size: 300_000_000 } })
    const total = screen.getByRole('row', { name: /Total of 2 leases/ })
    expect(total.textContent).toContain('3.00000000')
  })

  it('opens the row that is clicked, but leaves a click on a control alone', () => {
    const visits: Visit[] = []
    show({}, { visits })
    fireEvent.click(screen.getByText('Kestrel Exchange'))
    fireEvent.click(screen.getByRole('link', { name: 'CSV' }))
    expect(visits).toEqual([{ method: 'push', href: '/treasury/leases/lease_002' }])
  })

  it('replaces the address after a pause in typing, back on the first page', async () => {
    const visits: Visit[] = []
    show({}, { visits, query: 'page=2&sort=-size' })
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'kes' } })
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'kestrel' } })
    await waitFor(() => expect(visits).toHaveLength(1))
    expect(visits[0]).toEqual({
      method: 'replace',
      href: '/treasury/leases?sort=-size&q=kestrel',
    })
  })

  it('keeps what is typed while the answer to an earlier text comes in, and takes what did not come from typing', async () => {
    const visits: Visit[] = []
    const { rerender } = show({}, { visits })
    const answer = (q: string) =>
      rerender(table({ state: { q, sort: { by: 'size', descending: true } } }, { visits }))
    const field = () => screen.getByRole<HTMLInputElement>('searchbox').value
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'kes' } })
    await waitFor(() => expect(visits).toHaveLength(1))
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'kestrel' } })
    answer('kes')
    expect(field()).toBe('kestrel')
    await waitFor(() => expect(visits).toHaveLength(2))
    answer('kestrel')
    expect(field()).toBe('kestrel')
    answer('kes')
    expect(field()).toBe('kes')
  })

  it('moves over the rows with j and k, and to the search with /', () => {
    show()
    fireEvent.keyDown(document.body, { key: 'j' })
    fireEvent.keyDown(document.body, { key: 'j' })
    expect(document.activeElement?.textContent).toBe('lease_001')
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'k' })
    expect(document.activeElement?.textContent).toBe('lease_002')
    fireEvent.keyDown(document.body, { key: '/' })
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('hides a column and remembers it', () => {
    const saved: unknown[] = []
    show({
      onPreferenceChange: async (change) => {
        saved.push(change)
      },
    })
    fireEvent.click(screen.getByRole('checkbox', { name: 'Lessee', hidden: true }))
    expect(screen.queryByRole('columnheader', { name: 'Lessee' })).toBeNull()
    expect(saved).toEqual([{ hiddenColumns: ['lessee'] }])
  })

  it('starts with the columns that were remembered', () => {
    show({ preference: { hiddenColumns: ['lessee', 'id'] } })
    expect(screen.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual([
      'Lease',
      'Size',
    ])
  })

  it('tells an empty list from one that the filters emptied', () => {
    show({ page: { rows: [], matching: 0, total: 0, page: 1, per: 25 } })
    expect(screen.getByText('No leases yet')).toBeTruthy()
    cleanup()
    show({ page: { rows: [], matching: 0, total: 50, page: 1, per: 25 } }, { query: 'q=zzz' })
    expect(screen.getByText('No leases match')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Clear filters' }).getAttribute('href')).toBe(
      '/treasury/leases',
    )
  })

  it('leads back from a page past the end', () => {
    show({ page: { rows: [], matching: 2, total: 2, page: 9, per: 25 } }, { query: 'page=9' })
    expect(screen.getByText('Page 9 is past the end')).toBeTruthy()
  })
})

describe('a refreshed table', () => {
  const at = (sats: number, query: string) => (
    <InApp pathname="/treasury/leases" query={query}>
      <DataTable
        caption="Leases"
        noun={{ one: 'lease', many: 'leases' }}
        columns={columns}
        page={{
          rows: [{ id: 'lease_001', lessee: 'Meridian Pay', sats }],
          matching: 1,
          total: 1,
          page: 1,
          per: 25,
        }}
        state={{ q: '', sort: { by: 'size', descending: true } }}
        viewer={{ unit: 'btc', timeZone: 'UTC' }}
        empty={{ title: 'No leases yet', description: 'None.' }}
      />
    </InApp>
  )
  const row = () => screen.getByRole('row', { name: /lease_001/ })

  it('flashes a row that changed, but not one that another view brought', () => {
    const { rerender } = render(at(1, ''))
    expect(row().className).toBe('')
    rerender(at(2, ''))
    expect(row().className).toBe('flash')
    rerender(at(3, 'q=mer'))
    expect(row().className).toBe('')
  })

  describe('when what a row’s control does takes it away', () => {
    type Actions = Readonly<Record<string, readonly string[]>>

    function tableWith(actions: Actions) {
      const withActions: TableColumn<LeaseRow>[] = [
        ...columns,
        {
          id: 'actions',
          header: 'Actions',
          cell: ({ id }) =>
            actions[id]?.map((name) => (
              <button key={name} type="button">
                {name} {id}
              </button>
            )),
        },
      ]
      const left = rows.filter(({ id }) => id in actions)
      return (
        <InApp pathname="/treasury/leases">
          <DataTable
            caption="Leases"
            noun={{ one: 'lease', many: 'leases' }}
            columns={withActions}
            page={{ rows: left, matching: left.length, total: 2, page: 1, per: 25 }}
            state={{ q: '', sort: { by: 'size', descending: true } }}
            viewer={{ unit: 'btc', timeZone: 'UTC' }}
            rowHref={(row) => `/treasury/leases/${row.id}`}
            empty={{ title: 'No leases yet', description: 'None.' }}
          />
        </InApp>
      )
    }
    const button = (name: string) => screen.getByRole('button', { name })
    const BOTH = { lease_002: ['Read', 'Dismiss'], lease_001: ['Read', 'Dismiss'] }

    it('leaves the focus alone when only the columns are made anew', () => {
      const { rerender } = render(tableWith(BOTH))
      const dismiss = button('Dismiss lease_002')
      dismiss.focus()
      rerender(tableWith({ ...BOTH }))
      expect(button('Dismiss lease_002')).toBe(dismiss)
      expect(document.activeElement).toBe(dismiss)
    })

    it('gives the focus to the next control of the same row', async () => {
      const { rerender } = render(tableWith(BOTH))
      button('Read lease_002').focus()
      rerender(tableWith({ ...BOTH, lease_002: ['Dismiss'] }))
      await waitFor(() => expect(document.activeElement).toBe(button('Dismiss lease_002')))
    })

    it('goes on to the row in its place, then to the one before, then to the search', async () => {
      const { rerender } = render(tableWith(BOTH))
      button('Dismiss lease_002').focus()
      rerender(tableWith({ lease_001: ['Read', 'Dismiss'] }))
      await waitFor(() => expect(document.activeElement).toBe(button('Read lease_001')))
      rerender(tableWith(BOTH))
      button('Dismiss lease_001').focus()
      rerender(tableWith({ lease_002: ['Read'] }))
      await waitFor(() => expect(document.activeElement).toBe(button('Read lease_002')))
      rerender(tableWith({}))
      await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('searchbox')))
    })

    it('takes no focus from whoever has gone elsewhere', async () => {
      const { rerender } = render(tableWith(BOTH))
      button('Dismiss lease_002').focus()
      button('Dismiss lease_002').blur()
      await Promise.resolve()
      rerender(tableWith({ lease_001: ['Dismiss'] }))
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(document.activeElement).toBe(document.body)
    })
  })
})
