import type { TicketView } from '@/lib/flows/market/view-rules'
import type { RequestRow } from './_components/request-table'
import { filledPct, reasonText } from './read-filter'

/** What the table shows and its menu needs of one request. */
export function toRequestRow(view: TicketView): RequestRow {
  return {
    id: view.id,
    sizeSats: view.sizeSats,
    filledSats: view.filledSats,
    filledPct: filledPct(view),
    termDays: view.termDays,
    priceMinPpm: view.priceMinPpm,
    priceMaxPpm: view.priceMaxPpm,
    kind: view.kind,
    status: view.status,
    createdAt: view.createdAt,
    reason: reasonText(view),
    version: view.version,
  }
}
