import type { Metadata } from 'next'
import { changePreference } from '@/app/(account)/settings/actions'
import { PageHeader } from '@/components/shared/page-header'
import { TabLinks } from '@/components/ui/tabs'
import { listNodeRecords } from '@/lib/domains/liquidity/node/queries'
import { tablePreference } from '@/lib/platform/preference/rules'
import { readChoice } from '@/lib/web/search-params'
import { requireRole, type ViewerCtx } from '@/lib/web/viewer'
import { writeBlock } from '@/lib/web/write-block'
import { ChannelBoard } from './_components/channel-board'
import { ChannelTable } from './_components/channel-table'
import { FaultDialog } from './_components/fault-dialog'
import { advance, fail, retry, script } from './actions'
import { toChannelRow } from './channel-row'
import { CHANNEL_TABLE, type LifecycleView, loadLifecycle } from './read-filter'

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
          <ChannelBoard channels={view.matching.map(toChannelRow)} viewer={ctx.display} />
        ) : (
          <Lifecycle view={view} ctx={ctx} />
        )}
      </div>
    </div>
  )
}

function Lifecycle({ view, ctx }: { view: LifecycleView; ctx: ViewerCtx }) {
  const { page, state, facets } = view
  return (
    <ChannelTable
      page={{ ...page, rows: page.rows.map(toChannelRow) }}
      state={state}
      filters={[
        { kind: 'choice', param: 'state', label: 'State', options: facets.state },
        { kind: 'choice', param: 'treasury', label: 'Treasury', options: facets.treasury },
        { kind: 'choice', param: 'late', label: 'Late', options: lateOption(facets.late) },
      ]}
      viewer={ctx.display}
      preference={tablePreference(ctx.preferences, CHANNEL_TABLE)}
      setPreference={changePreference}
      advance={advance}
      retry={retry}
      fail={fail}
      writeBlock={writeBlock(ctx)}
    />
  )
}

/** Offered also while nothing is late, so that a link with it can be undone. */
function lateOption([found]: LifecycleView['facets']['late']) {
  return [found ?? { value: 'yes', label: 'Late only', count: 0 }]
}

/** Only in a demo world: elsewhere the network makes its own faults. */
async function ScriptFault({ ctx }: { ctx: ViewerCtx }) {
  if (ctx.demoWorld === null) return null
  const nodes = await listNodeRecords(ctx)
  return (
    <FaultDialog
      nodes={nodes.map(({ id, alias }) => ({ id, alias }))}
      action={script}
      blockedBy={writeBlock(ctx)}
    />
  )
}
