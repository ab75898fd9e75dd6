import 'server-only'
import { notFound } from 'next/navigation'
import { toInstant } from '@/lib/core/time'
import { listPoolRecords } from '@/lib/domains/liquidity/pool/queries'
import { listTreasuryRecords } from '@/lib/domains/liquidity/treasury/queries'
import { withTimeline } from '@/lib/flows/market/get-ticket-view'
import { type Suggestions, suggestPools } from '@/lib/flows/market/list-suggestions'
import { loadBoard } from '@/lib/flows/market/load-board'
import { listTicketViews, poolViewsOn } from '@/lib/flows/market/queries'
import type { PoolView, TicketDetail } from '@/lib/flows/market/view-rules'
import { type RawSearchParams, readText } from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import { type MatchView, readMatchView } from './read-view'

export interface DeskData {
  view: MatchView
  selected: TicketDetail | null
  suggestions: Suggestions | null
  pools: PoolView[]
  treasuries: { id: string; name: string }[]
}

/** Everything on the page; a `ticket` that does not exist is the 404 page. */
export async function loadDesk(ctx: ViewerCtx, params: RawSearchParams): Promise<DeskData> {
  const wanted = readText(params, 'ticket')
  const now = ctx.clock.now()
  const [tickets, board, treasuries] = await Promise.all([
    listTicketViews(ctx),
    listPoolRecords(ctx).then((pools) => loadBoard(ctx, { pools, from: now })),
    listTreasuryRecords(ctx),
  ])
  const chosen = tickets.find(({ id }) => id === wanted) ?? null
  if (wanted !== '' && chosen === null) notFound()
  const [pools, suggestions, selected] = await Promise.all([
    poolViewsOn(ctx, board),
    chosen === null ? null : suggestPools(ctx, chosen, { startAt: toInstant(now), board }),
    chosen === null ? null : withTimeline(ctx, chosen),
  ])
  return {
    view: readMatchView(ctx, params, tickets),
    selected,
    suggestions,
    pools,
    treasuries: treasuries.map(({ id, name }) => ({ id, name })),
  }
}
