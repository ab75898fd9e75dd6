import { addSats, sats, sumSats } from '@/lib/core/money'
import { addDays, type DateWindow, eachDate, startOfDay, toInstant } from '@/lib/core/time'
import type { AllocationRecord, DemandTicketRecord, IsoDate, LeaseRecord, Sats } from '@/types'
import { wasLiveAt } from '../lease/rules'
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
  const open = input.tickets.map((ticket) => ({
    from: ticket.createdAt,
    to: ticket.status === 'pending' ? null : ticket.updatedAt,
    sizeSats: remaining(ticket, input.allocations),
  }))
  const nowText = toInstant(input.now)
  return [...eachDate(input.window.from, input.window.to)].map((date) => {
    const end = startOfDay(addDays(date, 1))
    const isPartial = end > nowText
    const at = isPartial ? nowText : end
    const leasedSats = sumSats(
      input.leases.filter((lease) => wasLiveAt(lease, at)).map((lease) => lease.sizeSats),
    )
    const asked = open.filter(({ from, to }) => from <= at && (to === null || to > at))
    return {
      date,
      supplySats: supply.get(date) ?? (isPartial ? latest(supply) : null),
      leasedSats,
      demandSats: addSats(leasedSats, ...asked.map((ticket) => ticket.sizeSats)),
      isPartial,
    }
  })
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
