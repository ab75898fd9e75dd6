import { ConflictError, ValidationError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { belowLimit } from '@/lib/core/limits'
import { sats } from '@/lib/core/money'
import { addMs, HOUR_MS, toMs } from '@/lib/core/time'
import type { Transitions } from '@/lib/core/transitions'
import type {
  AllocationRecord,
  AllocationStatus,
  DemandTicketRecord,
  IsoInstant,
  PlatformPolicyRecord,
  Sats,
} from '@/types'
import type { Notice } from './fee-rules'

/** Source: functional specification §3, Allocation. */
export const ALLOCATION_TRANSITIONS: Transitions<AllocationStatus> = {
  reserved: ['confirmed', 'released'],
  confirmed: [],
  released: [],
}

/** Of what both have signed only a lease that does not come about is released. Source: decision 0007. */
export const CALL_OFF_TRANSITIONS: Transitions<AllocationStatus> = {
  ...ALLOCATION_TRANSITIONS,
  confirmed: ['released'],
}

/** How long capacity is held for a contract to be issued, and again for both signatures. Source: §3. */
export const RESERVATION_HOURS = 72

export function reservedUntil(from: Date | IsoInstant): IsoInstant {
  return addMs(from, RESERVATION_HOURS * HOUR_MS)
}

type Reservation = Pick<AllocationRecord, 'status' | 'expiresAt'>

/** Reserved and past its time, whether or not a job has released it yet. */
export function isReservationOver({ status, expiresAt }: Reservation, now: Date): boolean {
  return status === 'reserved' && expiresAt !== null && toMs(expiresAt) <= now.getTime()
}

/** The status as of now: a reservation past its time reads as released. */
export function effectiveAllocationStatus(allocation: Reservation, now: Date): AllocationStatus {
  return isReservationOver(allocation, now) ? 'released' : allocation.status
}

/** @throws ConflictError `reservation_over` for what is no longer held. */
export function assertHeld(allocation: Reservation, now: Date): void {
  if (effectiveAllocationStatus(allocation, now) === 'reserved') return
  throw new ConflictError(
    'reservation_over',
    allocation.status === 'confirmed'
      ? 'This allocation is confirmed by both signatures.'
      : 'This reservation is over; its capacity is free again.',
  )
}

/** The least lease that a request may get: the platform's, or all of a request that asks for less. */
export function leastLeaseSats(
  ticket: Pick<DemandTicketRecord, 'sizeSats'>,
  { minLeaseSats }: Pick<PlatformPolicyRecord, 'minLeaseSats'>,
): Sats {
  return sats(Math.min(minLeaseSats, ticket.sizeSats))
}

/** @throws ValidationError on `sizeSats` for less than the least lease. */
export function assertLeast(sizeSats: Sats, leastSats: Sats): void {
  if (sizeSats >= leastSats) return
  throw new ValidationError('The size is below the smallest lease.', {
    sizeSats: belowLimit(sizeSats, leastSats, fact.size, fact.gap),
  })
}

/** What an allocation leaves of a request that no further one can serve. */
export function remainderNotices(remainingSats: number, leastSats: Sats): Notice[] {
  if (remainingSats <= 0 || remainingSats >= leastSats) return []
  const detail = `${fact.size(remainingSats)} of the request is left, below the smallest lease of ${fact.size(leastSats)}: it can’t be allocated.`
  return [{ code: 'remainder_below_minimum', detail }]
}
