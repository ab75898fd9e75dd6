import { addSats, sats, subSats, sumSats, ZERO_SATS } from '@/lib/core/money'
import { addMonths, addMs, HOUR_MS, monthOf, monthWindow, startOfDay, toMs } from '@/lib/core/time'
import { accruedSats } from '@/lib/domains/liquidity/lease/rules'
import type { InvoiceRecord, IsoInstant, LeaseRecord, Sats, SlaBreachRecord } from '@/types'

/** What is closed now. */
export interface Close {
  /** The newest month that is final. */
  last: string
  demoAnchorAt: IsoInstant | null
}

const FINAL_AFTER_MS = 2 * HOUR_MS

/** When a month's statements become final: two hours into the next month, UTC. */
export function finalAt(period: string): IsoInstant {
  return addMs(startOfDay(monthWindow(period).to), FINAL_AFTER_MS)
}

/** The newest month that is final as of now. */
export function lastFinalMonth(now: Date): string {
  const before = addMonths(monthOf(now.toISOString()), -1)
  return toMs(finalAt(before)) <= now.getTime() ? before : addMonths(before, -1)
}

/** The months up to and including `last` from `first` on that are not among those made. */
export function missingMonths(first: string, last: string, made: Iterable<string>): string[] {
  const known = new Set(made)
  const missing: string[] = []
  for (let period = first; period <= last; period = addMonths(period, 1)) {
    if (!known.has(period)) missing.push(period)
  }
  return missing
}

/**
 * The first month of an organisation that is closed here: that of its first day. What a demo world
 * brought over begins with its oldest document; the months before are archived.
 */
export function firstMonth(
  firstDay: IsoInstant,
  periods: readonly string[],
  demoAnchorAt: IsoInstant | null,
): string {
  const oldest = [...periods].sort()[0]
  const isBroughtOver =
    oldest !== undefined && demoAnchorAt !== null && oldest < monthOf(demoAnchorAt)
  return isBroughtOver ? oldest : monthOf(firstDay)
}

/** How far a lessee is billed for one of its leases, told from documents. */
export interface BillingState {
  /** All that the lessee has. */
  invoices: readonly InvoiceRecord[]
  /** The newest month that was closed: its lessor has the statement. Null before the first one. */
  lastClosed: string | null
  /** The first month that is billed here; what was brought over has earlier ones. */
  firstBilled: string
}

/** A month is not billed yet, nothing was owed for it, or it was billed before the records began. */
export type Unbilled = 'open' | 'nothing_owed' | 'archived'

/** Why a month of a lease has no invoice; null where it has one. */
export function withoutInvoice(period: string, billing: BillingState): Unbilled | null {
  if (billing.invoices.some((invoice) => invoice.period === period)) return null
  if (period < billing.firstBilled) return 'archived'
  const { lastClosed } = billing
  return lastClosed === null || period > lastClosed ? 'open' : 'nothing_owed'
}

/**
 * When a lease that reached its end was settled: every month of its term is billed and paid, or owes
 * nothing. Null while one is not.
 */
export function settledAt(
  { startAt, endAt }: Pick<LeaseRecord, 'startAt' | 'endAt'>,
  billing: BillingState,
): IsoInstant | null {
  const last = monthOf(addMs(endAt, -1))
  let settled = endAt
  for (let period = monthOf(startAt); period <= last; period = addMonths(period, 1)) {
    const at = monthSettledAt(period, billing)
    if (at === null) return null
    if (at > settled) settled = at
  }
  return settled
}

function monthSettledAt(period: string, billing: BillingState): IsoInstant | null {
  const invoice = billing.invoices.find((candidate) => candidate.period === period)
  if (invoice === undefined) {
    return withoutInvoice(period, billing) === 'open' ? null : finalAt(period)
  }
  switch (invoice.status) {
    case 'paid':
    case 'refunded':
      return invoice.paidAt ?? invoice.issuedAt
    case 'void':
      return invoice.issuedAt
    case 'draft':
    case 'issued':
    case 'partially_paid':
      return null
  }
}

type Credit = Pick<SlaBreachRecord, 'bookedOn' | 'creditSats'>
type Billed = Pick<InvoiceRecord, 'period' | 'amountSats'>

/**
 * What a lessee owes for a month in satoshis: the accrual of its leases, fees of early ends included,
 * less the credits booked in that month, never below 0. What a month leaves in the lessee's favour (a
 * lessor's early end) is taken off the months after it.
 * @param billed invoices of earlier months, each once: what one billed too much or too little, this one
 * settles. A month without one was billed as this rule says.
 */
export function invoiceAmountSats(
  leases: readonly LeaseRecord[],
  credits: readonly Credit[],
  period: string,
  billed: readonly Billed[] = [],
): Sats {
  const starts = leases.map(({ startAt }) => monthOf(startAt))
  const [first = period] = [...starts, ...credits.map(({ bookedOn }) => monthOf(bookedOn))].sort()
  const billedByMonth = new Map(billed.map((invoice) => [invoice.period, invoice.amountSats]))
  let balance = ZERO_SATS
  for (let month = first; month < period; month = addMonths(month, 1)) {
    const owed = addSats(balance, monthSats(leases, credits, month))
    balance = subSats(owed, billedByMonth.get(month) ?? Math.max(0, owed))
  }
  return sats(Math.max(0, addSats(balance, monthSats(leases, credits, period))))
}

function monthSats(
  leases: readonly LeaseRecord[],
  breaches: readonly Credit[],
  period: string,
): Sats {
  const { from, to } = monthWindow(period)
  const accrual = sumSats(
    leases.map((lease) =>
      subSats(accruedSats(lease, startOfDay(to)), accruedSats(lease, startOfDay(from))),
    ),
  )
  const credits = sumSats(
    breaches
      .filter(({ bookedOn }) => monthOf(bookedOn) === period)
      .map(({ creditSats }) => creditSats),
  )
  return subSats(accrual, credits)
}
