import { addSats, sats, subSats, sumSats, ZERO_SATS } from '@/lib/core/money'
import { addMonths, addMs, HOUR_MS, monthOf, monthWindow, startOfDay } from '@/lib/core/time'
import { accruedSats } from '@/lib/domains/liquidity/lease/rules'
import type { IsoInstant, LeaseRecord, Sats, SlaBreachRecord } from '@/types'

const FINAL_AFTER_MS = 2 * HOUR_MS

/** When a month's statements become final: two hours into the next month, UTC. */
export function finalAt(period: string): IsoInstant {
  return addMs(startOfDay(monthWindow(period).to), FINAL_AFTER_MS)
}

type Credit = Pick<SlaBreachRecord, 'fromAt' | 'creditSats'>

/**
 * What a lessee owes for a month in satoshis: the accrual of its leases, fees of early ends included,
 * less the credits given to it for breaches that began in that month, never below 0. What a month
 * leaves in the lessee's favour (a lessor's early end) is taken off the months after it.
 */
export function invoiceAmountSats(
  leases: readonly LeaseRecord[],
  credits: readonly Credit[],
  period: string,
): Sats {
  const [first = period] = leases.map(({ startAt }) => monthOf(startAt)).sort()
  let owed = ZERO_SATS
  for (let month = first; month <= period; month = addMonths(month, 1)) {
    owed = addSats(Math.min(0, owed), monthSats(leases, credits, month))
  }
  return sats(Math.max(0, owed))
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
    breaches.filter(({ fromAt }) => monthOf(fromAt) === period).map(({ creditSats }) => creditSats),
  )
  return subSats(accrual, credits)
}
