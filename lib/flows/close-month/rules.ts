import { sats, subSats, sumSats } from '@/lib/core/money'
import { addMs, HOUR_MS, monthOf, monthWindow, startOfDay } from '@/lib/core/time'
import { accruedSats } from '@/lib/domains/liquidity/lease/rules'
import type { IsoInstant, LeaseRecord, Sats, SlaBreachRecord } from '@/types'

const FINAL_AFTER_MS = 2 * HOUR_MS

/** When a month's statements become final: two hours into the next month, UTC. */
export function finalAt(period: string): IsoInstant {
  return addMs(startOfDay(monthWindow(period).to), FINAL_AFTER_MS)
}

/**
 * What a lessee owes for a month in satoshis: the accrual of its leases less the credits given to it
 * for breaches that began in that month, never below 0.
 */
export function invoiceAmountSats(
  leases: readonly LeaseRecord[],
  breaches: readonly Pick<SlaBreachRecord, 'fromAt' | 'creditSats'>[],
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
  return sats(Math.max(0, accrual - credits))
}
