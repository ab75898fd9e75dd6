import type { Metadata } from 'next'
import { PageHeader } from '@/components/shared/page-header'
import { TabLinks } from '@/components/ui/tabs'
import { readChoice } from '@/lib/web/search-params'
import { requireRole } from '@/lib/web/viewer'
import { ChannelBoard } from './_components/channel-board'
import { Lifecycle } from './_components/lifecycle'
import { ScriptFault } from './_components/script-fault'
import { toChannelRow } from './channel-row'
import { loadLifecycle } from './read-filter'

export async function generateMetadata({
  searchParams,
}: PageProps<'/admin/orchestration'>): Promise<Metadata> {
  const shape = readChoice(await searchParams, 'view', ['board'])
  return { title: shape === null ? 'Orchestration' : 'Orchestration board' }
}

export default async function OrchestrationPage({
  searchParams,
}: PageProps<'/admin/orchestration'>) {
  const ctx = await requireRole('admin')
  const view = await loadLifecycle(ctx, await searchParams)
  const isBoard = view.shape === 'board'
  return (
    <div className="space-y-4">
      <PageHeader
        title="Orchestration"
        purpose="Every channel on its way from an order to a lease, and what holds it up."
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
        action={<ScriptFault ctx={ctx} />}
      />
      <div className="space-y-3">
        <h2 className="font-semibold">Channel lifecycle</h2>
        <TabLinks
          label="Channel lifecycle as"
          tabs={[
            { href: '/admin/orchestration', label: 'Table', isCurrent: !isBoard },
            { href: '/admin/orchestration?view=board', label: 'Board', isCurrent: isBoard },
          ]}
        />
        {isBoard ? (
          <ChannelBoard
            channels={view.matching.map((each) => toChannelRow(each, ctx.display))}
            viewer={ctx.display}
          />
        ) : (
          <Lifecycle view={view} ctx={ctx} />
        )}
      </div>
    </div>
  )
}
