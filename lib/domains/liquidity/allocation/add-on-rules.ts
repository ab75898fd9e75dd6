import { ConflictError } from '@/lib/core/errors'
import { dayText } from '@/lib/core/fact-text'
import { addMs, DAY_MS, toInstant, toMs } from '@/lib/core/time'
import type { IsoInstant, LeaseRecord } from '@/types'
import { effectiveLeaseStatus, isLiveLease } from '../lease/rules'

/**
 * The term of more capacity for a running lease: whole days, counted back from the same end, so it
 * begins within the 24 hours after the instant that is wanted, or after now.
 * Source: functional specification §3 and §7, Increase.
 * @throws ConflictError `lease_not_running`, `lease_ends_too_soon`.
 */
export function addOnTerm(
  lease: Pick<LeaseRecord, 'id' | 'status' | 'startAt' | 'endAt' | 'deliveredAt'>,
  now: Date,
  from: IsoInstant = toInstant(now),
): { startAt: IsoInstant; endAt: IsoInstant; termDays: number } {
  if (!isLiveLease(lease, now)) {
    const status = effectiveLeaseStatus(lease, now)
    throw new ConflictError(
      'lease_not_running',
      `${lease.id} is ${status}: only a running lease can be added to.`,
    )
  }
  const termDays = addOnDays(lease, from)
  if (termDays < 1) {
    throw new ConflictError(
      'lease_ends_too_soon',
      `${lease.id} ends on ${dayText(lease.endAt)}, less than a day after the start.`,
    )
  }
  return { startAt: addMs(lease.endAt, -termDays * DAY_MS), endAt: lease.endAt, termDays }
}

/** The whole days from an instant to the end of a lease: less than one is no term. */
export function addOnDays({ endAt }: Pick<LeaseRecord, 'endAt'>, from: Date | IsoInstant): number {
  return Math.floor((toMs(endAt) - toMs(from)) / DAY_MS)
}
