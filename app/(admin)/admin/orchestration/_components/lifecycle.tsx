import { changePreference } from '@/app/(account)/settings/actions'
import { tablePreference } from '@/lib/platform/preference/rules'
import type { ViewerCtx } from '@/lib/web/viewer'
import { writeBlock } from '@/lib/web/write-block'
import { advance, fail, retry } from '../actions'
import { toChannelRow } from '../channel-row'
import { CHANNEL_TABLE, type LifecycleView } from '../read-filter'
import { ChannelTable } from './channel-table'

/** The channels as a table with its filters. */
export function Lifecycle({ view, ctx }: { view: LifecycleView; ctx: ViewerCtx }) {
  const { page, state, facets } = view
  return (
    <ChannelTable
      page={{ ...page, rows: page.rows.map((row) => toChannelRow(row, ctx.display)) }}
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
