import 'server-only'
import {
  REJECT_WORDS,
  TICKET_KIND_WORDS,
  ticketStatusWord,
} from '@/components/liquidity/ticket/ticket-words'
import { type ListView, viewList } from '@/lib/core/list-view'
import { MAX_SATS } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import { listTicketViews } from '@/lib/flows/market/queries'
import type { TicketView } from '@/lib/flows/market/view-rules'
import { tablePreference } from '@/lib/platform/preference/rules'
import { parseTableState, type RawSearchParams, readAmount } from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import { TICKET_KINDS, TICKET_STATUSES } from '@/types'

export const REQUEST_TABLE = 'subscriber-requests'

const SORTS = ['id', 'size', 'filled', 'term', 'band', 'kind', 'status', 'created'] as const
type RequestSort = (typeof SORTS)[number]
export type RequestFacet = 'status' | 'kind'

export interface RequestView extends ListView<TicketView, RequestFacet> {
  state: { q: string; sort: { by: string; descending: boolean } }
}

/** The viewer's requests as the query string asks for them. */
export async function loadRequests(ctx: ViewerCtx, params: RawSearchParams): Promise<RequestView> {
  const state = parseTableState(
    params,
    {
      sorts: SORTS,
      defaultSort: { by: 'created', descending: true },
      facets: { status: TICKET_STATUSES, kind: TICKET_KINDS },
    },
    tablePreference(ctx.preferences, REQUEST_TABLE).per,
  )
  const least = readAmount(params, 'min') ?? 0
  const most = readAmount(params, 'max') ?? MAX_SATS
  const view = viewList<TicketView, RequestSort, RequestFacet>(await listTicketViews(ctx), state, {
    id: (row) => row.id,
    text: (row) => [row.id, row.note, reasonText(row), row.leaseId, TICKET_KIND_WORDS[row.kind]],
    sorts: {
      id: (row) => row.id,
      size: (row) => row.sizeSats,
      filled: filledPct,
      term: (row) => row.termDays,
      band: (row) => row.priceMaxPpm,
      kind: (row) => row.kind,
      status: (row) => row.status,
      created: (row) => row.createdAt,
    },
    facets: {
      status: { value: (row) => row.status, label: (row) => ticketStatusWord(row.status) },
      kind: { value: (row) => row.kind, label: (row) => TICKET_KIND_WORDS[row.kind] },
    },
    keeps: ({ sizeSats }) => sizeSats >= least && sizeSats <= most,
  })
  return { ...view, state: { q: state.q, sort: state.sort } }
}

export function filledPct({ filledSats, sizeSats }: Pick<TicketView, 'filledSats' | 'sizeSats'>) {
  return percentOf(filledSats, sizeSats) ?? 0
}

/** "Price: above what you offer"; null where nobody gave a reason. */
export function reasonText({ reason, reasonCode }: Pick<TicketView, 'reason' | 'reasonCode'>) {
  if (reasonCode === null) return reason
  return reason === null ? REJECT_WORDS[reasonCode] : `${REJECT_WORDS[reasonCode]}: ${reason}`
}
