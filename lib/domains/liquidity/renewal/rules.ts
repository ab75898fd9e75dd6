import { ConflictError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { mulDiv, sats } from '@/lib/core/money'
import { addMs, DAY_MS, HOUR_MS, toInstant, toMs } from '@/lib/core/time'
import type {
  FeeModel,
  IsoInstant,
  LeaseRecord,
  RenewalRequestRecord,
  RenewalStatus,
  Sats,
} from '@/types'
import {
  annualisedPpm,
  effectiveCostPpm,
  feeExcess,
  type LeaseTerms,
  leaseFeeSats,
  termDays,
} from '../lease/rules'
import { WISH_LIMITS } from '../ticket/wish-rules'

/** Source: functional specification §3 and §9 #3. */
export const RENEWAL_ANSWER_HOURS = 72
/** A fallback request asks around the old price. */
const FALLBACK_BAND_BPS = 2000

export const RENEWAL_VERBS = ['accept', 'decline', 'lapse', 'withdraw'] as const
export type RenewalVerb = (typeof RENEWAL_VERBS)[number]

export const RENEWAL_MOVES: Readonly<Record<RenewalVerb, { to: RenewalStatus; done: string }>> = {
  accept: { to: 'accepted', done: 'accepted' },
  decline: { to: 'declined', done: 'declined' },
  lapse: { to: 'lapsed', done: 'lapsed' },
  withdraw: { to: 'withdrawn', done: 'withdrawn' },
}

/** An unanswered request is lapsed at `respondBy`, even when no job has said so. */
export function effectiveRenewalStatus(
  renewal: Pick<RenewalRequestRecord, 'status' | 'respondBy'>,
  now: Date,
): RenewalStatus {
  const isOver = toMs(renewal.respondBy) <= now.getTime()
  return renewal.status === 'requested' && isOver ? 'lapsed' : renewal.status
}

/**
 * The request after its answer, lapse or withdrawal, one version further.
 * @throws ConflictError `illegal_transition` naming the state; `renewal_not_over` for a lapse before
 * its time.
 */
export function moveRenewal(
  renewal: RenewalRequestRecord,
  verb: RenewalVerb,
  at: Date | IsoInstant,
  reason: string | null = null,
): RenewalRequestRecord {
  const { to, done } = RENEWAL_MOVES[verb]
  const instant = new Date(toMs(at))
  const from = verb === 'lapse' ? renewal.status : effectiveRenewalStatus(renewal, instant)
  if (from !== 'requested') {
    throw new ConflictError(
      'illegal_transition',
      `Renewal ${renewal.id} is ${from} and can't be ${done}.`,
    )
  }
  if (verb === 'lapse' && toMs(renewal.respondBy) > instant.getTime()) {
    throw new ConflictError(
      'renewal_not_over',
      `Renewal ${renewal.id} may be answered until ${fact.moment(renewal.respondBy)}.`,
    )
  }
  const answeredAt = toInstant(instant)
  return { ...renewal, status: to, reason, answeredAt, version: renewal.version + 1 }
}

export interface RenewalOffer {
  termDays: number
  sizeSats?: Sats | undefined
  feeModel?: FeeModel | undefined
  feeSats?: Sats | undefined
  feePpm?: number | undefined
}

/** What a stored request asks for. */
export function offerOf(renewal: RenewalRequestRecord): RenewalOffer {
  return {
    termDays: renewal.termDays,
    sizeSats: renewal.sizeSats,
    feeModel: renewal.feeModel,
    feeSats: renewal.feeSats ?? undefined,
    feePpm: renewal.feePpm ?? undefined,
  }
}

/** What a renewal goes by; a form that draws its terms knows no more of the lease. */
export type RenewedTerms = LeaseTerms & Pick<LeaseRecord, 'startAt' | 'endAt'>

export interface RenewalTerms {
  sizeSats: Sats
  termDays: number
  startAt: IsoInstant
  endAt: IsoInstant
  feeModel: FeeModel
  feeSats: Sats | null
  feePpm: number | null
  /** Fee of the whole term. */
  totalSats: Sats
  effectivePpm: number
  annualisedPpm: number
}

/**
 * Terms of a renewal: it starts where the old lease ends and runs n × 24 hours. What the offer leaves
 * out stays: size, fee model and the price of a day and satoshi, so that another term or size changes
 * the fee in proportion (half-up). Source: functional specification §3 Renewal, §7 Renew.
 */
export function renewalTerms(lease: RenewedTerms, offer: RenewalOffer): RenewalTerms {
  const startAt = lease.endAt
  const endAt = addMs(startAt, offer.termDays * DAY_MS)
  const sizeSats = offer.sizeSats ?? lease.sizeSats
  const feeModel = offer.feeModel ?? lease.feeModel
  const isFixed = feeModel === 'fixed'
  const fee = {
    feeModel,
    feeSats: isFixed ? (offer.feeSats ?? sameFeeSats(lease, sizeSats, offer.termDays)) : null,
    feePpm: isFixed ? null : (offer.feePpm ?? samePpm(lease, offer.termDays)),
  }
  const terms = { ...fee, sizeSats, startAt, endAt }
  return {
    ...terms,
    termDays: offer.termDays,
    totalSats: leaseFeeSats(terms),
    effectivePpm: effectiveCostPpm(terms),
    annualisedPpm: annualisedPpm(terms),
  }
}

function sameFeeSats(lease: RenewedTerms, sizeSats: Sats, days: number): Sats {
  const daily = BigInt(leaseFeeSats(lease)) * BigInt(sizeSats)
  const old = BigInt(lease.sizeSats) * BigInt(termDays(lease))
  return sats(mulDiv(daily, days, old, 'half-up'))
}

function samePpm(lease: RenewedTerms, days: number): number {
  return mulDiv(lease.feePpm ?? effectiveCostPpm(lease), days, termDays(lease), 'half-up')
}

/**
 * Complaints about what a renewal would cost, by field: about the term where the fee is the lease's own
 * price of a day, which nobody typed.
 */
export function renewalFeeErrors(
  lease: RenewedTerms,
  offer: RenewalOffer,
): Readonly<Record<string, string>> {
  const excess = feeExcess(renewalTerms(lease, offer))
  if (excess === null) return {}
  if (offer[excess.field] !== undefined) return { [excess.field]: excess.detail }
  return { termDays: `${excess.detail} Choose a shorter term or another fee.` }
}

/** 72 hours from now, at the latest the end of the lease. Source: §9 #3. */
export function respondBy(lease: Pick<LeaseRecord, 'endAt'>, now: Date): IsoInstant {
  const limit = addMs(now, RENEWAL_ANSWER_HOURS * HOUR_MS)
  return limit < lease.endAt ? limit : lease.endAt
}

/** The least that a renewal may ask for: the smallest lease; all of a lease that is smaller itself. */
export function minRenewalSats(lease: Pick<LeaseRecord, 'sizeSats'>, minLeaseSats: Sats): Sats {
  return sats(Math.min(lease.sizeSats, minLeaseSats))
}

/**
 * The price band that stands in for a renewal: the old price of a day, for the term that was asked,
 * ± 20 %, half-up each, within what a request may say at all.
 */
export function fallbackBand(
  lease: RenewedTerms,
  askedDays: number,
): { priceMinPpm: number; priceMaxPpm: number } {
  const { priceMaxPpm: limit } = WISH_LIMITS
  const oldDays = termDays(lease)
  // Twice the limit is above it on both sides of the band: more need not be multiplied.
  const oldPpm = Math.min(effectiveCostPpm(lease), 2 * limit * oldDays)
  const ppm = Math.min(mulDiv(oldPpm, askedDays, oldDays, 'half-up'), 2 * limit)
  const within = (bps: number) => Math.min(limit, mulDiv(ppm, bps, 10_000, 'half-up'))
  return {
    priceMinPpm: within(10_000 - FALLBACK_BAND_BPS),
    priceMaxPpm: within(10_000 + FALLBACK_BAND_BPS),
  }
}
