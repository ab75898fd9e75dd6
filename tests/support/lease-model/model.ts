import { CAPACITY, DAILY_PPM, MIN_SIZE, MIN_TERM_DAYS, PLATFORM_LIMIT, POOLS } from './world'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export interface ModelTicket {
  id: string
  sub: string
  size: number
  term: number
  status: 'pending' | 'matched' | 'rejected' | 'cancelled' | 'lapsed'
  touchedAt: number
  /** The lease whose renewal it stands in for. */
  standsFor: string | null
  /** In ppm of size; null for one that takes any price. */
  band: { min: number; max: number } | null
}

export interface ModelLease {
  id: string
  ticket: string | null
  treasury: keyof typeof CAPACITY
  pool: keyof typeof POOLS
  sub: string
  size: number
  start: number
  end: number
  status: 'pending' | 'active' | 'paused' | 'expired' | 'cancelled' | 'terminated'
  renews: string | null
  isCancelAtTerm: boolean
  allocation: { id: string; status: 'reserved' | 'confirmed' | 'released'; until: number } | null
  contract: {
    id: string
    status: 'draft' | 'active' | 'completed' | 'void'
    hash: string
    signed: ('treasury' | 'subscriber')[]
  } | null
}

export interface ModelRenewal {
  id: string
  lease: string
  by: 'treasury' | 'subscriber'
  size: number
  term: number
  status: 'requested' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn'
  respondBy: number
}

/** The lease's life as plain objects: what must be true, told without the product's rules. */
export class LeaseModel {
  tickets = new Map<string, ModelTicket>()
  leases = new Map<string, ModelLease>()
  renewals = new Map<string, ModelRenewal>()

  constructor(public now: number) {}

  filled(ticketId: string): number {
    return total(
      [...this.leases.values()].filter(
        (lease) => lease.ticket === ticketId && lease.allocation?.status !== 'released',
      ),
    )
  }

  isLive(lease: ModelLease): boolean {
    return (lease.status === 'active' || lease.status === 'paused') && lease.end > this.now
  }

  /** Promised at an instant: live and renewing leases by their dates, other pending ones always. */
  promised(at: number, test: (lease: ModelLease) => boolean): number {
    return total(
      [...this.leases.values()].filter((lease) => {
        if (!test(lease)) return false
        if (lease.status === 'pending' && lease.renews === null) return true
        const counts = lease.status === 'pending' || this.isLive(lease)
        return counts && lease.start <= at && at < lease.end
      }),
    )
  }

  /** The most promised at any instant from `from` on. */
  peak(from: number, test: (lease: ModelLease) => boolean): number {
    const starts = [...this.leases.values()].map(({ start }) => start).filter((at) => at > from)
    return Math.max(...[from, ...starts].map((at) => this.promised(at, test)))
  }

  hasRoom(
    size: number,
    from: number,
    { treasury, pool, sub }: Pick<ModelLease, 'treasury' | 'pool' | 'sub'>,
  ): boolean {
    return (
      this.peak(from, (lease) => lease.treasury === treasury) + size <= CAPACITY[treasury] &&
      this.peak(from, (lease) => lease.sub === sub) + size <= PLATFORM_LIMIT &&
      this.peak(from, (lease) => lease.sub === sub && lease.pool === pool) + size <=
        POOLS[pool].maxExposureSats
    )
  }

  mayAllocate(
    ticket: ModelTicket,
    size: number,
    where: Pick<ModelLease, 'treasury' | 'pool'>,
  ): boolean {
    return (
      ticket.status === 'pending' &&
      ticket.term >= MIN_TERM_DAYS &&
      isInBand(ticket) &&
      size >= Math.min(MIN_SIZE, ticket.size) &&
      size <= ticket.size - this.filled(ticket.id) &&
      this.hasRoom(size, this.now, { ...where, sub: ticket.sub })
    )
  }

  renewedBy(lease: ModelLease): ModelLease | undefined {
    return [...this.leases.values()].find(
      ({ renews, status }) => renews === lease.id && status !== 'cancelled',
    )
  }

  openRenewal(lease: ModelLease): ModelRenewal | undefined {
    return [...this.renewals.values()].find(
      (renewal) => renewal.lease === lease.id && renewal.status === 'requested',
    )
  }

  mayRenew(lease: ModelLease, size: number, term: number): boolean {
    return (
      this.isLive(lease) &&
      this.now >= lease.end - 60 * DAY &&
      this.renewedBy(lease) === undefined &&
      !lease.isCancelAtTerm &&
      size <= lease.size &&
      size >= Math.min(lease.size, MIN_SIZE) &&
      term >= MIN_TERM_DAYS &&
      this.hasRoom(size, lease.end, lease)
    )
  }

  /** A lease that is renewed after all takes back what asked the market in its place. */
  renewed(lease: ModelLease): void {
    for (const ticket of this.tickets.values()) {
      const isOpen = ticket.standsFor === lease.id && ticket.status === 'pending'
      if (!isOpen || this.filled(ticket.id) > 0) continue
      ticket.status = 'cancelled'
      ticket.touchedAt = this.now
    }
  }

  /** The ticket after something happened to its allocations. */
  touch(ticketId: string | null, at = this.now): void {
    const ticket = ticketId === null ? undefined : this.tickets.get(ticketId)
    if (ticket !== undefined) ticket.touchedAt = Math.max(ticket.touchedAt, at)
  }

  /** @param at when it gave its capacity back: what time does happens when it was due, however late it is seen. */
  release(lease: ModelLease, at = this.now): void {
    if (lease.allocation !== null) lease.allocation.status = 'released'
    if (lease.contract !== null) lease.contract.status = 'void'
    lease.status = 'cancelled'
    const ticket = lease.ticket === null ? undefined : this.tickets.get(lease.ticket)
    if (ticket?.status === 'matched') ticket.status = 'pending'
    this.touch(lease.ticket, at)
  }
}

/** The market's price and the allocation's, which are the same, may not be above the band. */
function isInBand({ band, term }: ModelTicket): boolean {
  const ppm = DAILY_PPM * term
  return band === null || ppm <= band.max
}

export function total(leases: readonly { size: number }[]): number {
  return leases.reduce((sum, { size }) => sum + size, 0)
}

export { DAY, HOUR }
