import { ConflictError } from '@/lib/core/errors'
import { addMs, DAY_MS, toMs } from '@/lib/core/time'
import type { IsoInstant, LeaseRecord } from '@/types'
import { isLiveLease } from '../lease/rules'

/**
 * The term of more capacity for a running lease: whole days, counted back from the same end, so it
 * begins within the next 24 hours. Source: functional specification §3 and §7, Increase.
 * @throws ConflictError `lease_not_running`, `lease_ends_too_soon`.
 */
export function addOnTerm(
  lease: Pick<LeaseRecord, 'status' | 'endAt'>,
  now: Date,
): { startAt: IsoInstant; endAt: IsoInstant; termDays: number } {
  if (!isLiveLease(lease, now)) {
    throw new ConflictError('lease_not_running', 'Only a running lease can be increased.')
  }
  const termDays = Math.floor((toMs(lease.endAt) - now.getTime()) / DAY_MS)
  if (termDays < 1) {
    throw new ConflictError('lease_ends_too_soon', 'The lease ends within a day.')
  }
  return { startAt: addMs(lease.endAt, -termDays * DAY_MS), endAt: lease.endAt, termDays }
}
