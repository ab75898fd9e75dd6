import 'server-only'
import { channelStateWord } from '@/components/liquidity/channel-words'
import { type ListView, viewList } from '@/lib/core/list-view'
import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import type { ChannelView } from '@/lib/domains/liquidity/orchestration/view-rules'
import { tablePreference } from '@/lib/platform/preference/rules'
import {
  parseTableState,
  type RawSearchParams,
  readChoice,
  readList,
  type TableSpec,
} from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import { CHANNEL_STATES } from '@/types'

export const CHANNEL_TABLE = 'admin-channels'

const SORTS = [
  'attention',
  'id',
  'treasury',
  'node',
  'peer',
  'capacity',
  'state',
  'since',
  'lease',
  'updated',
] as const
type ChannelSort = (typeof SORTS)[number]
type ChannelFacet = 'state' | 'treasury' | 'late'

export interface LifecycleView extends ListView<ChannelView, ChannelFacet> {
  state: { q: string; sort: { by: string; descending: boolean } }
  shape: 'table' | 'board'
}

const SPEC: TableSpec<ChannelSort, 'state' | 'late'> = {
  sorts: SORTS,
  defaultSort: { by: 'attention', descending: false },
  facets: { state: CHANNEL_STATES, late: ['yes'] },
}

/** Channels as the query string asks for them; what needs somebody comes first unless it says otherwise. */
export async function loadLifecycle(
  ctx: ViewerCtx,
  params: RawSearchParams,
): Promise<LifecycleView> {
  const state = parseTableState(params, SPEC, tablePreference(ctx.preferences, CHANNEL_TABLE).per)
  const channels = await listChannelViews(ctx)
  const treasuries = new Set(channels.map(({ treasuryId }) => treasuryId))
  const treasury = readList(params, 'treasury').filter((id) => treasuries.has(id))
  const rank = new Map(channels.map(({ id }, index) => [id, index]))
  const view = viewList<ChannelView, ChannelSort, ChannelFacet>(
    channels,
    { ...state, facets: { ...state.facets, treasury } },
    {
      id: (row) => row.id,
      text: (row) => [row.id, row.treasuryName, row.nodeAlias, row.peerAlias, row.leaseId],
      sorts: {
        attention: (row) => rank.get(row.id) ?? 0,
        id: (row) => row.id,
        treasury: (row) => row.treasuryName,
        node: (row) => row.nodeAlias,
        peer: (row) => row.peerAlias,
        capacity: (row) => row.capacitySats,
        state: (row) => CHANNEL_STATES.indexOf(row.state),
        since: (row) => row.stateSince,
        lease: (row) => row.leaseId,
        updated: (row) => row.updatedAt,
      },
      facets: {
        state: { value: (row) => row.state, label: (row) => channelStateWord(row.state) },
        treasury: { value: (row) => row.treasuryId, label: (row) => row.treasuryName },
        late: { value: (row) => (row.isLate ? 'yes' : null), label: () => 'Late only' },
      },
    },
  )
  return {
    ...view,
    state: { q: state.q, sort: state.sort },
    shape: readChoice(params, 'view', ['board']) ?? 'table',
  }
}
