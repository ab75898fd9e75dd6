import { ConflictError } from '@/lib/core/errors'
import { addMs, HOUR_MS, toMs } from '@/lib/core/time'
import type { Transitions } from '@/lib/core/transitions'
import type { AllocationRecord, AllocationStatus, IsoInstant } from '@/types'

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
