import 'server-only'
import { notFound } from 'next/navigation'
import { listTreasuryRecords } from '@/lib/domains/liquidity/treasury/queries'
import { listSuggestions, type Suggestions } from '@/lib/flows/market/list-suggestions'
import { listPoolViews, listTicketViews } from '@/lib/flows/market/queries'
import type { PoolView, TicketView } from '@/lib/flows/market/view-rules'
import { type RawSearchParams, readText } from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import { type MatchView, readMatchView } from './read-view'

export interface DeskData {
  view: MatchView
  selected: TicketView | null
  suggestions: Suggestions | null
  pools: PoolView[]
  treasuries: { id: string; name: string }[]
}

/** Everything on the page; a `ticket` that does not exist is the 404 page. */
export async function loadDesk(ctx: ViewerCtx, params: RawSearchParams): Promise<DeskData> {
  const wanted = readText(params, 'ticket')
  const [tickets, pools, treasuries] = await Promise.all([
    listTicketViews(ctx),
    listPoolViews(ctx),
    listTreasuryRecords(ctx),
  ])
  const selected = tickets.find(({ id }) => id === wanted) ?? null
  if (wanted !== '' && selected === null) notFound()
  return {
    view: readMatchView(ctx, params, tickets),
    selected,
    suggestions: selected === null ? null : await listSuggestions(ctx, selected.id),
    pools,
    treasuries: treasuries.map(({ id, name }) => ({ id, name })),
  }
}
