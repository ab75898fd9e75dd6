import { addSats, sats, sumSats } from '@/lib/core/money'
import { DAY_MS, type DateWindow, eachDate, startOfDay, toMs } from '@/lib/core/time'
import type { AllocationRecord, DemandTicketRecord, IsoDate, LeaseRecord, Sats } from '@/types'
import { allocatedSats } from '../ticket/rules'
import type { TreasuryDay } from '../treasury/rules'

export interface SupplyDemandDay {
  date: IsoDate
  /** Deployed over all treasuries; null without facts. */
  supplySats: Sats | null
  /** Σ size of the leases that ran at the end of the day. */
  leasedSats: Sats
  /** Leased plus what open requests still asked for at the end of the day. */
  demandSats: Sats
  isPartial: boolean
}

interface SupplyDemandInput {
  days: readonly TreasuryDay[]
  leases: readonly LeaseRecord[]
  tickets: readonly DemandTicketRecord[]
  allocations: readonly AllocationRecord[]
  window: DateWindow
  now: Date
}

/**
 * Supply, leased and demanded capacity at the end of each UTC day; the running day as of now. A ticket
 * counts from its creation until its last change unless it is still pending.
 */
export function supplyDemandDays(input: SupplyDemandInput): SupplyDemandDay[] {
  const supply = new Map<IsoDate, Sats>()
  for (const { date, deployedSats } of input.days) {
    supply.set(date, addSats(supply.get(date) ?? 0, deployedSats))
  }
  const lived = input.leases.flatMap((lease) => lifeOf(lease) ?? [])
  const asked = input.tickets.map((ticket) => ({
    fromMs: toMs(ticket.createdAt),
    toMs: ticket.status === 'pending' ? Number.POSITIVE_INFINITY : toMs(ticket.updatedAt),
    sizeSats: remaining(ticket, input.allocations),
  }))
  const nowMs = input.now.getTime()
  return [...eachDate(input.window.from, input.window.to)].map((date) => {
    const endMs = toMs(startOfDay(date)) + DAY_MS
    const isPartial = endMs > nowMs
    const atMs = isPartial ? nowMs : endMs
    const leasedSats = sizeStandingAt(lived, atMs)
    return {
      date,
      supplySats: supply.get(date) ?? (isPartial ? latest(supply) : null),
      leasedSats,
      demandSats: addSats(leasedSats, sizeStandingAt(asked, atMs)),
      isPartial,
    }
  })
}

interface Standing {
  fromMs: number
  toMs: number
  sizeSats: Sats
}

/** From when to when a lease ran, told from its dates and end state; null for one that never did. */
function lifeOf(lease: LeaseRecord): Standing | null {
  if (lease.status === 'pending' || lease.status === 'cancelled') return null
  const endMs = toMs(lease.endAt)
  return {
    fromMs: toMs(lease.startAt),
    toMs: lease.endedAt === null ? endMs : Math.min(endMs, toMs(lease.endedAt)),
    sizeSats: lease.sizeSats,
  }
}

function sizeStandingAt(all: readonly Standing[], atMs: number): Sats {
  return sumSats(
    all.filter(({ fromMs, toMs: end }) => fromMs <= atMs && end > atMs).map((one) => one.sizeSats),
  )
}

function remaining(ticket: DemandTicketRecord, allocations: readonly AllocationRecord[]): Sats {
  if (ticket.status !== 'pending') return ticket.sizeSats
  const own = allocations.filter((allocation) => allocation.ticketId === ticket.id)
  return sats(Math.max(0, ticket.sizeSats - allocatedSats(own)))
}

function latest(supply: ReadonlyMap<IsoDate, Sats>): Sats | null {
  const [date] = [...supply.keys()].sort().slice(-1)
  return date === undefined ? null : (supply.get(date) ?? null)
}
