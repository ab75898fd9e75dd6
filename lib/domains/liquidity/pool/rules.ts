import { sats, subSats, sumSats, toBtc, ZERO_SATS } from '@/lib/core/money'
import { toMs } from '@/lib/core/time'
import type { IsoInstant, LeaseRecord, Sats, TreasuryPool, TreasuryPoolRecord } from '@/types'
import { effectiveLeaseStatus } from '../lease/rules'

export interface TreasurySupply {
  treasuryId: string
  deployedSats: Sats
  availableSats: Sats
}

export interface ClearedSupply extends TreasurySupply {
  /** Its own compliance review allows new allocations. */
  isCleared: boolean
}

export interface AvailabilityInput {
  nodes: readonly {
    capacitySats: Sats
    /** Σ shares of live and placed pending leases on that node's channels. */
    backedSats: Sats
    /** In service, reachable within the hour, not below the version floor. */
    isEligible: boolean
  }[]
  /** Size of pending leases not yet placed on a node, without pending renewals of live leases. */
  unplacedPendingSats: Sats
  holdSats: Sats
}

/**
 * max(0, Σ over eligible nodes (capacity − backed there) − unplaced pending − holds), in satoshis.
 * An ineligible node counts 0 on both sides. Source: functional specification §4, "Available".
 */
export function availableSats({ nodes, unplacedPendingSats, holdSats }: AvailabilityInput): Sats {
  const free = sumSats(
    nodes
      .filter((node) => node.isEligible)
      .map((node) => subSats(node.capacitySats, node.backedSats)),
  )
  return sats(Math.max(0, free - unplacedPendingSats - holdSats))
}

/**
 * What may be allocated of a treasury: nothing while its own compliance review does not allow it.
 * Wherever "available" is said of a treasury or a pool, it is this.
 * Source: functional specification §4, "Pool total / available".
 */
export function allocatableSats(freeSats: Sats, isCleared: boolean): Sats {
  return isCleared ? freeSats : ZERO_SATS
}

/**
 * Σ deployed of the distinct member treasuries, and Σ available of those that may be allocated from.
 * Source: functional specification §4, "Pool total / available".
 */
export function poolCapacity(
  pool: Pick<TreasuryPoolRecord, 'treasuryIds'>,
  supplies: readonly ClearedSupply[],
): { totalSats: Sats; availableSats: Sats } {
  const ids = new Set(pool.treasuryIds)
  const members = supplies.filter((supply) => ids.has(supply.treasuryId))
  return {
    totalSats: sumSats(members.map((supply) => supply.deployedSats)),
    availableSats: sumSats(
      members.map(({ availableSats: free, isCleared }) => allocatableSats(free, isCleared)),
    ),
  }
}

type ExposedLease = Pick<LeaseRecord, 'status' | 'startAt' | 'endAt' | 'sizeSats' | 'renewsLeaseId'>

/**
 * Σ sizes of pending, active and paused leases that hold at the instant; the caller passes the leases of
 * one lessee (and pool). Live leases and accepted renewals hold over [start, end); any other pending
 * lease may still be delivered late, which moves its end, so it holds from its start on.
 * Source: functional specification §4, "Exposure".
 */
export function exposureAt(leases: readonly ExposedLease[], at: IsoInstant, now: Date): Sats {
  const ms = toMs(at)
  return sumSats(
    leases
      .filter((lease) => isPromised(lease, now))
      .filter((lease) => toMs(lease.startAt) <= ms && (mayMove(lease) || ms < toMs(lease.endAt)))
      .map((lease) => lease.sizeSats),
  )
}

/**
 * The most promised at any instant of [from, to): checked at `from` and at every start inside. Null for
 * `to` asks for all time to come, as for a new lease that may still move.
 */
export function peakExposure(
  leases: readonly ExposedLease[],
  interval: { from: IsoInstant; to: IsoInstant | null },
  now: Date,
): Sats {
  const { from, to } = interval
  const starts = leases
    .map((lease) => lease.startAt)
    .filter((start) => start > from && (to === null || start < to))
  const peaks = [from, ...starts].map((at) => exposureAt(leases, at, now))
  return sats(Math.max(...peaks))
}

function mayMove({ status, renewsLeaseId }: ExposedLease): boolean {
  return status === 'pending' && renewsLeaseId === null
}

function isPromised(lease: ExposedLease, now: Date): boolean {
  const status = effectiveLeaseStatus(lease, now)
  return status === 'pending' || status === 'active' || status === 'paused'
}

/** Record and its members' supply → the seed's TreasuryPool. */
export function toTreasuryPool(
  record: TreasuryPoolRecord,
  supplies: readonly ClearedSupply[],
): TreasuryPool {
  const capacity = poolCapacity(record, supplies)
  return {
    id: record.id,
    name: record.name,
    treasuryIds: [...record.treasuryIds],
    totalCapacity: toBtc(capacity.totalSats),
    availableCapacity: toBtc(capacity.availableSats),
    policy: {
      minTerm: record.minTermDays,
      maxExposure: toBtc(record.maxExposureSats),
      jurisdictions: [...record.jurisdictions],
    },
  }
}
