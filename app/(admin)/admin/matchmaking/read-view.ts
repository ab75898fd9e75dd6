import 'server-only'
import { RISK_TIER_WORDS } from '@/components/liquidity/ticket/ticket-pills'
import { TICKET_KIND_WORDS, ticketStatusWord } from '@/components/liquidity/ticket/ticket-words'
import { type ListSpec, type ListView, viewList } from '@/lib/core/list-view'
import { toMs } from '@/lib/core/time'
import type { TicketView } from '@/lib/flows/market/view-rules'
import { tablePreference } from '@/lib/platform/preference/rules'
import {
  parseTableState,
  type RawSearchParams,
  readAmount,
  readChoice,
  readChoices,
  type TableState,
} from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import { RISK_TIERS, TICKET_KINDS, TICKET_STATUSES, type TicketStatus } from '@/types'

export const TICKET_TABLE = 'admin-matchmaking'

const TABS = [...TICKET_STATUSES, 'all'] as const
export type TicketTab = (typeof TABS)[number]

const SORTS = [
  'age',
  'id',
  'subscriber',
  'size',
  'filled',
  'term',
  'band',
  'tier',
  'status',
] as const
type TicketSort = (typeof SORTS)[number]
type TicketFacet = 'tier' | 'kind' | 'status'

export interface MatchView {
  state: TableState<TicketSort, 'tier' | 'kind'>
  /** Null while several states are asked for. */
  tab: TicketTab | null
  tabs: { tab: TicketTab; label: string; count: number }[]
  list: ListView<TicketView, TicketFacet>
}

/** What the query string asks of the requests: the pending ones unless it names another state. */
export function readMatchView(
  ctx: ViewerCtx,
  params: RawSearchParams,
  tickets: readonly TicketView[],
): MatchView {
  const state = parseTableState(
    params,
    {
      sorts: SORTS,
      defaultSort: { by: 'age', descending: true },
      facets: { tier: RISK_TIERS, kind: TICKET_KINDS },
    },
    tablePreference(ctx.preferences, TICKET_TABLE).per,
  )
  const { tab, status } = readStatus(params)
  const request = { ...state, facets: { ...state.facets, status } }
  const sizes = { min: readAmount(params, 'sizeMin'), max: readAmount(params, 'sizeMax') }
  const list = viewList(tickets, request, specFor(ctx.clock.now(), sizes))
  const counts = list.facets.status
  const tabs = TABS.map((each) => ({
    tab: each,
    label: each === 'all' ? 'All' : ticketStatusWord(each),
    count: counts
      .filter(({ value }) => each === 'all' || value === each)
      .reduce((sum, { count }) => sum + count, 0),
  }))
  const total = tickets.filter(
    (ticket) => status.length === 0 || status.includes(ticket.status),
  ).length
  return { state, tab, tabs, list: { ...list, page: { ...list.page, total } } }
}

function readStatus(params: RawSearchParams): Pick<MatchView, 'tab'> & { status: TicketStatus[] } {
  if (readChoice(params, 'status', ['all']) !== null) return { tab: 'all', status: [] }
  const [first = 'pending', ...others] = readChoices(params, 'status', TICKET_STATUSES)
  return { tab: others.length === 0 ? first : null, status: [first, ...others] }
}

function specFor(
  now: Date,
  { min, max }: { min: number | null; max: number | null },
): ListSpec<TicketView, TicketSort, TicketFacet> {
  const tierRank = (ticket: TicketView) => RISK_TIERS.indexOf(ticket.riskTier)
  const statusRank = (status: TicketStatus) => TICKET_STATUSES.indexOf(status)
  return {
    id: (ticket) => ticket.id,
    text: (ticket) => [
      ticket.id,
      ticket.desk?.subscriberName ?? null,
      ticket.desk?.assigneeName ?? null,
    ],
    sorts: {
      age: (ticket) => queueAge(ticket, now),
      id: (ticket) => ticket.id,
      subscriber: (ticket) => ticket.desk?.subscriberName ?? null,
      size: (ticket) => ticket.sizeSats,
      filled: (ticket) => ticket.filledSats / ticket.sizeSats,
      term: (ticket) => ticket.termDays,
      band: (ticket) => ticket.priceMaxPpm,
      tier: tierRank,
      status: (ticket) => statusRank(ticket.status),
    },
    facets: {
      tier: {
        value: (ticket) => ticket.riskTier,
        label: ({ riskTier }) => RISK_TIER_WORDS[riskTier],
      },
      kind: { value: (ticket) => ticket.kind, label: ({ kind }) => TICKET_KIND_WORDS[kind] },
      status: { value: (ticket) => ticket.status },
    },
    keeps: ({ sizeSats }) => (min === null || sizeSats >= min) && (max === null || sizeSats <= max),
  }
}

/** More than any age in milliseconds. */
const ERA_MS = 1e14

/** Descending: fallbacks of renewals, then the oldest pending; closed ones last, the newest first. */
function queueAge({ status, kind, createdAt }: TicketView, now: Date): number {
  const age = now.getTime() - toMs(createdAt)
  if (status !== 'pending') return -ERA_MS - age
  return kind === 'renewal_fallback' ? ERA_MS + age : age
}
