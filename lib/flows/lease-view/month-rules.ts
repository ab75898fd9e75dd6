import { subSats, sumSats } from '@/lib/core/money'
import { addMonths, monthOf, monthWindow, startOfDay, toMs } from '@/lib/core/time'
import { accruedSats, effectiveLeaseStatus } from '@/lib/domains/liquidity/lease/rules'
import { type BillingState, type Unbilled, withoutInvoice } from '@/lib/flows/close-month/rules'
import type { InvoiceRecord, LeaseRecord, Sats, SlaBreachRecord } from '@/types'

/** What one month of the lease earns, and the invoice that asks for it. */
export interface MonthView {
  period: string
  accruedSats: Sats
  creditSats: Sats
  /** For the subscriber and Flowrate alone. */
  invoice: { id: string; number: string; status: InvoiceRecord['status'] } | null
  /** Why there is no invoice; null where there is one, or none is shown. */
  withoutInvoice: Unbilled | null
}

/**
 * Every UTC month in which the lease has run or was credited so far, with what it earned there.
 * @param billing null for who sees no invoices. Source: §4, "Accrued(t)".
 */
export function monthViews(
  lease: LeaseRecord,
  breaches: readonly SlaBreachRecord[],
  billing: BillingState | null,
  now: Date,
): MonthView[] {
  if (lease.status === 'cancelled' || effectiveLeaseStatus(lease, now) === 'pending') return []
  const months: MonthView[] = []
  const endMs = Math.min(toMs(lease.endAt), toMs(lease.endedAt ?? lease.endAt))
  const lastRun = monthOf(new Date(Math.min(now.getTime(), endMs - 1)).toISOString())
  const credited = breaches.map(({ bookedOn }) => monthOf(bookedOn))
  const last = [lastRun, ...credited].sort().at(-1) ?? lastRun
  for (let period = monthOf(lease.startAt); period <= last; period = addMonths(period, 1)) {
    const { from, to } = monthWindow(period)
    const until = Math.min(now.getTime(), toMs(startOfDay(to)))
    const accrued = subSats(
      accruedSats(lease, new Date(until)),
      accruedSats(lease, startOfDay(from)),
    )
    const credits = breaches.filter(({ bookedOn }) => monthOf(bookedOn) === period)
    const invoice = billing?.invoices.find((candidate) => candidate.period === period)
    months.push({
      period,
      accruedSats: accrued,
      creditSats: sumSats(credits.map(({ creditSats }) => creditSats)),
      invoice:
        invoice === undefined
          ? null
          : { id: invoice.id, number: invoice.number, status: invoice.status },
      withoutInvoice: billing === null ? null : withoutInvoice(period, billing),
    })
  }
  return months.reverse()
}
