import type { Route } from 'next'
import { TICKET_KIND_WORDS } from '@/components/liquidity/ticket/ticket-words'
import { changeQuery } from '@/components/shared/data-table/table-url'
import type { TableFilter } from '@/components/shared/data-table/types'
import type { TabLink } from '@/components/ui/tabs'
import { durationInWords } from '@/lib/core/duration'
import type { ListView } from '@/lib/core/list-view'
import { percentOf } from '@/lib/core/ratio'
import { DAY_MS, HOUR_MS, MINUTE_MS, toMs } from '@/lib/core/time'
import type { TicketView } from '@/lib/flows/market/view-rules'
import type { RawSearchParams } from '@/lib/web/search-params'
import type { TicketRow } from './_components/ticket-table'
import type { MatchView } from './read-view'

export function toRow(ticket: TicketView, now: Date): TicketRow {
  const { id, kind, sizeSats, termDays, priceMinPpm, priceMaxPpm, status, createdAt } = ticket
  return {
    id,
    kind,
    kindWord: TICKET_KIND_WORDS[kind],
    subscriber: ticket.desk?.subscriberName ?? '',
    compliance: ticket.desk?.complianceStatus ?? 'not_started',
    isCleared: ticket.desk?.isCleared ?? false,
    sizeSats,
    filledPct: percentOf(ticket.filledSats, sizeSats) ?? 0,
    termDays,
    priceMinPpm,
    priceMaxPpm,
    tier: ticket.riskTier,
    status,
    createdAt,
    age: ageText(now.getTime() - toMs(createdAt)),
  }
}

/** "12 days", "5 hours", "3 minutes": the largest whole unit. */
function ageText(ms: number): string {
  const unit = [DAY_MS, HOUR_MS, MINUTE_MS].find((each) => ms >= each)
  return unit === undefined ? 'just now' : durationInWords(Math.floor(ms / unit) * unit)
}

export function filtersOf(facets: ListView<TicketView, 'tier' | 'kind'>['facets']): TableFilter[] {
  return [
    { kind: 'choice', param: 'tier', label: 'Risk', options: facets.tier },
    { kind: 'choice', param: 'kind', label: 'Kind', options: facets.kind },
    { kind: 'numbers', min: 'sizeMin', max: 'sizeMax', label: 'Size', unit: 'BTC' },
  ]
}

/** One tab per state of a request, each with the rest of the view. */
export function tabsOf(params: RawSearchParams, { tab, tabs }: MatchView): TabLink[] {
  const query = queryOf(params)
  return tabs.map((each) => {
    const status = each.tab === 'pending' ? null : each.tab
    return {
      href: `/admin/matchmaking${changeQuery(query, { status })}` as Route,
      label: each.label,
      count: each.count,
      isCurrent: each.tab === tab,
    }
  })
}

/** The query string that the page was asked with. */
function queryOf(params: RawSearchParams): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const text of value === undefined ? [] : [value].flat()) query.append(name, text)
  }
  return query.toString()
}
