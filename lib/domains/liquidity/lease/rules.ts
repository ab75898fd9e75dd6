import { ValidationError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { aboveLimit, MOST_PPM, ppmText } from '@/lib/core/limits'
import { addSats, mulDiv, mulPpm, subSats, toBtc, ZERO_SATS } from '@/lib/core/money'
import { addDays, addMs, DAY_MS, daysLeft, startOfDay, toMs } from '@/lib/core/time'
import type {
  FeeModel,
  IsoDate,
  IsoInstant,
  Lease,
  LeaseBackingRecord,
  LeaseRecord,
  LeaseStatus,
  LeaseViewStatus,
  Sats,
} from '@/types'

export interface LeaseTerms {
  sizeSats: Sats
  feeModel: FeeModel
  feeSats: Sats | null
  feePpm: number | null
}

export const EXPIRING_DAYS = 14

const VIEW_STATUS: Readonly<Record<LeaseStatus, LeaseViewStatus>> = {
  pending: 'pending',
  active: 'active',
  paused: 'active',
  expired: 'expired',
  completed: 'expired',
  cancelled: 'cancelled',
  terminated: 'cancelled',
  defaulted: 'cancelled',
}

/**
 * Total fee of the term in satoshis: the fixed amount, or size × ppm ÷ 10⁶ rounded half-up.
 * @throws RangeError when the field of the fee model is missing.
 * Source: functional specification §4, "Lease fee (total)".
 */
export function leaseFeeSats(terms: LeaseTerms): Sats {
  if (terms.feeModel === 'fixed') {
    if (terms.feeSats === null) throw new RangeError('A fixed-fee lease needs feeSats')
    return terms.feeSats
  }
  if (terms.feePpm === null) throw new RangeError('A ppm lease needs feePpm')
  return mulPpm(terms.sizeSats, terms.feePpm, 'half-up')
}

export interface FeeExcess {
  field: 'feePpm' | 'feeSats'
  /** Its amounts are facts. */
  detail: string
}

/**
 * What makes a fee too much, on every path and in the store: a rate above the dearest, or a fixed fee
 * above the capacity that it is paid for; null within the limits.
 */
export function feeExcess({ sizeSats, feeSats, feePpm }: LeaseTerms): FeeExcess | null {
  if (feePpm !== null && feePpm > MOST_PPM) {
    return { field: 'feePpm', detail: aboveLimit(feePpm, MOST_PPM, ppmText) }
  }
  if (feeSats !== null && feeSats > sizeSats) {
    return { field: 'feeSats', detail: tooDear(feeSats, sizeSats) }
  }
  return null
}

function tooDear(feeSats: Sats, sizeSats: Sats): string {
  return `Exceeds by ${fact.gap(feeSats - sizeSats)}: a fee of ${fact.size(feeSats)} is above the size that it is paid for, ${fact.size(sizeSats)}.`
}

/** @throws ValidationError on the field of the fee. */
export function assertFeeWithinLimits(terms: LeaseTerms): void {
  const excess = feeExcess(terms)
  if (excess === null) return
  throw new ValidationError('The fee is too high.', { [excess.field]: excess.detail })
}

/** Fee of the whole term as ppm of size, rounded half-up. Source: §4, "effectiveCostPPM". */
export function effectiveCostPpm(terms: LeaseTerms): number {
  return mulDiv(leaseFeeSats(terms), 1_000_000, terms.sizeSats, 'half-up')
}

/** Fee scaled to 365 days as ppm of size, rounded half-up. Source: §4, "annualisedPPM". */
export function annualisedPpm(
  lease: LeaseTerms & { startAt: IsoInstant; endAt: IsoInstant },
): number {
  const termMs = BigInt(toMs(lease.endAt) - toMs(lease.startAt))
  const yearly = BigInt(leaseFeeSats(lease)) * 1_000_000n * 365n
  return mulDiv(yearly, DAY_MS, BigInt(lease.sizeSats) * termMs, 'half-up')
}

/** Length of the term in days; terms are whole days by construction. */
export function termDays(lease: { startAt: IsoInstant; endAt: IsoInstant }): number {
  return Math.round((toMs(lease.endAt) - toMs(lease.startAt)) / DAY_MS)
}

type Dated = Pick<LeaseRecord, 'status' | 'endAt'> &
  Partial<Pick<LeaseRecord, 'startAt' | 'deliveredAt'>>

/**
 * The status as of now, even when no job has said so: a live lease past its end is expired, and a
 * delivered one whose start has come is active.
 */
export function effectiveLeaseStatus(lease: Dated, now: Date): LeaseStatus {
  if (lease.status === 'pending') return startedStatus(lease, now.getTime())
  const isLive = lease.status === 'active' || lease.status === 'paused'
  return isLive && toMs(lease.endAt) <= now.getTime() ? 'expired' : lease.status
}

/** Late delivery moves start and end, which the job writes with the activation. */
function startedStatus({ startAt, endAt, deliveredAt = null }: Dated, ms: number): LeaseStatus {
  if (startAt === undefined || deliveredAt === null) return 'pending'
  const lateMs = Math.max(0, toMs(deliveredAt) - toMs(startAt))
  if (ms < toMs(startAt) + lateMs) return 'pending'
  return ms < toMs(endAt) + lateMs ? 'active' : 'expired'
}

/** Active or paused as of now: what the words "active leases" count. */
export function isLiveLease(lease: Dated, now: Date): boolean {
  const status = effectiveLeaseStatus(lease, now)
  return status === 'active' || status === 'paused'
}

/** Whether the lease was running at an instant of the past, told from its dates and end state. */
export function wasLiveAt(lease: LeaseRecord, at: Date | IsoInstant): boolean {
  if (lease.status === 'pending' || lease.status === 'cancelled') return false
  const ms = toMs(at)
  if (ms < toMs(lease.startAt) || ms >= toMs(lease.endAt)) return false
  return lease.endedAt === null || ms < toMs(lease.endedAt)
}

/** A lease's accrual with its instants read once: for sums over many days. */
export interface Accrual {
  totalSats: Sats
  startMs: number
  endMs: number
  /** The end, or where the lease ended early. */
  stopMs: number
  /** Due at `stopMs` on top of it: the fee of an early end, below 0 where the lessor pays. */
  endFeeSats: Sats
}

/** Null for a lease that never ran; one that is delivered earns from its start on. */
export function accrualOf(lease: LeaseRecord): Accrual | null {
  const { status, deliveredAt, startAt } = lease
  if (status === 'cancelled' || (status === 'pending' && deliveredAt === null)) return null
  const isWaiting = status === 'pending' && deliveredAt !== null
  const lateMs = isWaiting ? Math.max(0, toMs(deliveredAt) - toMs(startAt)) : 0
  const endMs = toMs(lease.endAt) + lateMs
  return {
    totalSats: leaseFeeSats(lease),
    startMs: toMs(startAt) + lateMs,
    endMs,
    stopMs: lease.endedAt === null ? endMs : Math.min(endMs, toMs(lease.endedAt)),
    endFeeSats: lease.endFeeSats,
  }
}

/**
 * Fee earned from the start up to an instant: floor(total × elapsed ÷ term), so that the last
 * period takes the remainder. It stops where the lease ended early; from that instant on it holds the
 * fee of the early end too, so a day, a month and a term count it once, where the lease last ran.
 * Negative once a lessor owes more for its early end than it has earned.
 * Source: functional specification §4, "Accrued(t)"; §7, "Early end".
 */
export function accruedAt(accrual: Accrual, atMs: number): Sats {
  const { totalSats, startMs, endMs, stopMs, endFeeSats } = accrual
  const elapsed = Math.min(atMs, stopMs) - startMs
  if (elapsed <= 0) return ZERO_SATS
  const earned = mulDiv(totalSats, elapsed, endMs - startMs, 'floor')
  return addSats(earned, atMs < stopMs ? 0 : endFeeSats)
}

/** The same for one instant of one lease; a lease that never ran has earned 0. */
export function accruedSats(lease: LeaseRecord, at: Date | IsoInstant): Sats {
  const accrual = accrualOf(lease)
  return accrual === null ? ZERO_SATS : accruedAt(accrual, toMs(at))
}

/** Fee earned on one UTC day: a difference of cumulative floors. Source: §4, "Accrued(t)". */
export function accrualOn(lease: LeaseRecord, date: IsoDate): Sats {
  const from = startOfDay(date)
  return subSats(accruedSats(lease, addMs(from, DAY_MS)), accruedSats(lease, from))
}

/**
 * Live, 1 to 14 days left and no accepted renewal. Source: §4, "Expiring".
 * @param renewedLeaseIds leases that an accepted renewal continues.
 */
export function isExpiring(
  lease: Dated & Pick<LeaseRecord, 'id'>,
  now: Date,
  renewedLeaseIds: ReadonlySet<string>,
): boolean {
  if (!isLiveLease(lease, now) || renewedLeaseIds.has(lease.id)) return false
  const left = daysLeft(lease.endAt, now)
  return left >= 1 && left <= EXPIRING_DAYS
}

/** States in which a lease has no days left: it has not begun, or was broken off. */
const WITHOUT_DAYS: readonly LeaseStatus[] = ['pending', 'cancelled', 'terminated']

/**
 * Days until a lease ends, as page, file and API tell them: the last day begun counts as one, 0 once it is
 * over, null where there are none to tell.
 */
export function leaseDaysLeft(lease: Dated, now: Date): number | null {
  return WITHOUT_DAYS.includes(effectiveLeaseStatus(lease, now)) ? null : daysLeft(lease.endAt, now)
}

/** Ids of the leases that another lease renews, unless that one was cancelled. */
export function renewedLeaseIds(leases: Iterable<LeaseRecord>): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { renewsLeaseId, status } of leases) {
    if (renewsLeaseId !== null && status !== 'cancelled') ids.add(renewsLeaseId)
  }
  return ids
}

/** The lessee whose lease a channel backs on a UTC day; null for an unleased one. */
export function lesseeOn(
  backings: readonly Pick<LeaseBackingRecord, 'subscriberId' | 'fromAt' | 'toAt'>[],
  date: IsoDate,
): string | null {
  if (backings.length === 0) return null
  const start = startOfDay(date)
  const end = startOfDay(addDays(date, 1))
  const backing = backings.find(
    ({ fromAt, toAt }) => fromAt < end && (toAt === null || toAt > start),
  )
  return backing?.subscriberId ?? null
}

/** How a full status shows in the seed's narrower one. Source: functional specification §2. */
export function leaseViewStatus(status: LeaseStatus): LeaseViewStatus {
  return VIEW_STATUS[status]
}

/** Record → the seed's Lease: BTC numbers exact to the satoshi, status and days left as of now. */
export function toLease(record: LeaseRecord, lesseeAlias: string, now: Date): Lease {
  return {
    id: record.id,
    treasuryId: record.treasuryId,
    subscriberId: record.subscriberId,
    lesseeAlias,
    size: toBtc(record.sizeSats),
    startDate: record.startAt,
    endDate: record.endAt,
    daysRemaining: daysLeft(record.endAt, now),
    feeModel: record.feeModel,
    ...(record.feeSats === null ? {} : { feeAmount: toBtc(record.feeSats) }),
    ...(record.feePpm === null ? {} : { feePPM: record.feePpm }),
    effectiveCostPPM: effectiveCostPpm(record),
    status: leaseViewStatus(effectiveLeaseStatus(record, now)),
  }
}
