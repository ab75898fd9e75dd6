import { expect } from 'vitest'
import { DAY, type LeaseModel, type ModelLease } from './model'
import type { Snapshot } from './snapshot'
import { DAILY_PPM } from './world'

const ms = (at: string | null) => (at === null ? Number.NaN : Date.parse(at))

/**
 * Takes over what time did, after judging it by the model: each change must have been due, and nothing
 * that was due may be left.
 */
export function adopt(model: LeaseModel, { leases, tickets, renewals }: Snapshot): void {
  const { now } = model
  for (const { lease, allocation } of leases) {
    const known = model.leases.get(lease.id)
    if (known === undefined) throw new Error(`${lease.id} came out of nowhere`)
    if (known.status !== lease.status) judgeLease(model, known, lease)
    const isGivenBack = known.status === 'pending' && lease.status === 'cancelled'
    if (isGivenBack) model.release(known, known.allocation?.until)
    known.status = lease.status as ModelLease['status']
    known.start = ms(lease.startAt)
    known.end = ms(lease.endAt)
    if (known.status === 'expired' && known.contract?.status === 'active') {
      known.contract.status = leases.find((row) => row.lease.id === lease.id)?.contract
        ?.status as 'active'
    }
    const isDue = (known.status === 'active' || known.status === 'paused') && known.end <= now
    expect(isDue, `${lease.id} should have ended`).toBe(false)
    const isHeldTooLong = allocation?.status === 'reserved' && ms(allocation.expiresAt) <= now
    expect(isHeldTooLong, `${lease.id} is held too long`).toBe(false)
    const startsAt = Math.max(ms(lease.startAt), ms(lease.deliveredAt))
    const isLate = lease.status === 'pending' && startsAt <= now
    expect(isLate, `${lease.id} should run`).toBe(false)
  }
  for (const renewal of renewals) {
    const known = model.renewals.get(renewal.id)
    if (known === undefined) throw new Error(`${renewal.id} came out of nowhere`)
    if (known.status === 'requested' && renewal.status === 'lapsed') {
      expect(known.respondBy).toBeLessThanOrEqual(now)
      known.status = 'lapsed'
      const ticket = tickets.find(({ id }) => id === renewal.fallbackTicketId)
      const fallback = { kind: 'renewal_fallback', leaseId: known.lease, sizeSats: known.size }
      // What the treasury offered is no wish of its lessee.
      if (known.by === 'treasury') expect(renewal.fallbackTicketId).toBeNull()
      else expect(ticket).toMatchObject(fallback)
    }
    expect(renewal.status === 'requested' && ms(renewal.respondBy) <= now).toBe(false)
  }
  for (const ticket of tickets) {
    const known = model.tickets.get(ticket.id)
    if (known === undefined) {
      expect(ticket.kind).toBe('renewal_fallback')
      const band = bandOf(ticket.termDays)
      expect({ min: ticket.priceMinPpm, max: ticket.priceMaxPpm }).toEqual(band)
      model.tickets.set(ticket.id, {
        id: ticket.id,
        sub: ticket.subscriberId,
        size: ticket.sizeSats,
        term: ticket.termDays,
        status: ticket.status as 'pending',
        touchedAt: ms(ticket.updatedAt),
        standsFor: ticket.leaseId,
        band,
      })
      continue
    }
    if (known.status === 'pending' && ticket.status !== 'pending') {
      expect(ms(ticket.updatedAt) - 30 * DAY).toBeGreaterThanOrEqual(known.touchedAt)
      expect(ticket.status).toBe(model.filled(ticket.id) > 0 ? 'matched' : 'lapsed')
    }
    known.status = ticket.status as 'pending'
    known.touchedAt = ms(ticket.updatedAt)
    expect(ticket.status === 'pending' && known.touchedAt + 30 * DAY <= now).toBe(false)
  }
}

/** What stands in for a renewal asks for the old price of a day, give or take a fifth. */
function bandOf(termDays: number): { min: number; max: number } {
  const ppm = DAILY_PPM * termDays
  return { min: Math.round(ppm * 0.8), max: Math.round(ppm * 1.2) }
}

function judgeLease(
  model: LeaseModel,
  known: ModelLease,
  lease: Snapshot['leases'][number]['lease'],
): void {
  const move = `${known.status} → ${lease.status}`
  switch (move) {
    case 'pending → active':
    case 'pending → expired': {
      expect(known.contract?.status).toBe('active')
      expect(ms(lease.deliveredAt)).toBeLessThanOrEqual(model.now)
      const delivered = known.renews === null ? ms(lease.deliveredAt) : known.start
      expect(ms(lease.startAt)).toBe(Math.max(known.start, delivered))
      expect(ms(lease.endAt) - ms(lease.startAt)).toBe(known.end - known.start)
      return
    }
    case 'pending → cancelled':
      expect(known.allocation?.status).toBe('reserved')
      expect(known.allocation?.until).toBeLessThanOrEqual(model.now)
      return
    case 'active → expired':
    case 'paused → expired':
      expect(ms(lease.endAt)).toBeLessThanOrEqual(model.now)
      return
    default:
      throw new Error(`${lease.id}: time can't do ${move}`)
  }
}
