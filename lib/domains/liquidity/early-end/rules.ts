import { ConflictError } from '@/lib/core/errors'
import { addSats, mulBps, mulDiv, sats, subSats, ZERO_SATS } from '@/lib/core/money'
import { addMs, DAY_MS, HOUR_MS, toInstant, toMs } from '@/lib/core/time'
import type {
  EarlyEndRecord,
  EarlyEndStatus,
  IsoInstant,
  LeaseRecord,
  Sats,
  SlaBreachRecord,
} from '@/types'
import { accruedSats, leaseFeeSats } from '../lease/rules'

/** Source: functional specification §7, Early end. */
export const NOTICE_DAYS = 30
const FEE_BPS = 1000
/** Offline for longer than this, the subscriber may leave free of charge. Source: §9 #1. */
const FREE_AFTER_MS = 24 * HOUR_MS

export const EARLY_END_VERBS = ['approve', 'decline', 'withdraw', 'drop', 'finish'] as const
export type EarlyEndVerb = (typeof EARLY_END_VERBS)[number]

export const EARLY_END_MOVES: Readonly<
  Record<EarlyEndVerb, { from: readonly EarlyEndStatus[]; to: EarlyEndStatus; done: string }>
> = {
  approve: { from: ['requested'], to: 'approved', done: 'approved' },
  decline: { from: ['requested'], to: 'declined', done: 'declined' },
  withdraw: { from: ['requested'], to: 'withdrawn', done: 'withdrawn' },
  /** By itself, where the lease ended otherwise. */
  drop: { from: ['requested', 'approved'], to: 'withdrawn', done: 'dropped' },
  finish: { from: ['approved'], to: 'done', done: 'carried out' },
}

/** @throws ConflictError `illegal_transition` naming the state. */
export function moveEarlyEnd(
  request: EarlyEndRecord,
  verb: EarlyEndVerb,
  at: Date | IsoInstant,
  answerReason: string | null = null,
): EarlyEndRecord {
  const { from, to, done } = EARLY_END_MOVES[verb]
  if (!from.includes(request.status)) {
    throw new ConflictError(
      'illegal_transition',
      `Early end ${request.id} is ${request.status} and can't be ${done}.`,
    )
  }
  const answer = verb === 'finish' ? {} : { answeredAt: toInstant(toMs(at)), answerReason }
  return { ...request, ...answer, status: to, version: request.version + 1 }
}

export interface EarlyEndTerms {
  effectiveAt: IsoInstant
  feeSats: Sats
  isFeeWaived: boolean
}

/** When a notice given now is over. */
export function noticeEndsAt(requestedAt: Date | IsoInstant): IsoInstant {
  return addMs(requestedAt, NOTICE_DAYS * DAY_MS)
}

/**
 * When a lease ends after its notice of 30 days, at the latest at its term, and what the asking side
 * pays: 10 % of the fee not yet accrued then (half-up), at least one day's fee (half-up); 0 when waived
 * or asked by Flowrate. Source: functional specification §7, Early end.
 */
export function earlyEndTerms(
  lease: LeaseRecord,
  {
    requestedAt,
    requestedBy,
    isWaived,
  }: {
    requestedAt: Date | IsoInstant
    requestedBy: EarlyEndRecord['requestedBy']
    isWaived: boolean
  },
): EarlyEndTerms {
  const notice = noticeEndsAt(requestedAt)
  const effectiveAt = notice < lease.endAt ? notice : lease.endAt
  const isFree = isWaived || requestedBy === 'admin'
  return {
    effectiveAt,
    feeSats: isFree ? ZERO_SATS : earlyEndFeeSats(lease, effectiveAt),
    isFeeWaived: isFree,
  }
}

/** max(10 % of what is not accrued at the instant, one day's fee), in satoshis. Source: §7. */
export function earlyEndFeeSats(lease: LeaseRecord, effectiveAt: IsoInstant): Sats {
  const total = leaseFeeSats(lease)
  const termMs = toMs(lease.endAt) - toMs(lease.startAt)
  const oneDay = sats(mulDiv(total, DAY_MS, termMs, 'half-up'))
  const unaccrued = subSats(total, accruedSats(lease, effectiveAt))
  return addSats(Math.max(mulBps(unaccrued, FEE_BPS, 'half-up'), oneDay))
}

/**
 * The request as it is approved: an effective instant that has passed meanwhile becomes now, with the
 * fee of that later end.
 */
export function approvedTerms(
  lease: LeaseRecord,
  request: Pick<EarlyEndRecord, 'effectiveAt' | 'feeSats' | 'isFeeWaived'>,
  now: Date,
): EarlyEndTerms {
  const { effectiveAt, feeSats, isFeeWaived } = request
  if (toMs(effectiveAt) >= now.getTime()) return { effectiveAt, feeSats, isFeeWaived }
  const at = toInstant(now)
  return {
    effectiveAt: at,
    feeSats: isFeeWaived ? ZERO_SATS : earlyEndFeeSats(lease, at),
    isFeeWaived,
  }
}

/**
 * The fee of an approved early end as its lease keeps it: above 0 the lessee pays the lessor, below 0
 * the lessor the lessee; 0 when waived or asked by Flowrate. Source: functional specification §7.
 */
export function endFeeOf({
  requestedBy,
  feeSats,
  isFeeWaived,
}: Pick<EarlyEndRecord, 'requestedBy' | 'feeSats' | 'isFeeWaived'>): Sats {
  if (isFeeWaived) return ZERO_SATS
  switch (requestedBy) {
    case 'subscriber':
      return feeSats
    case 'treasury':
      return subSats(0, feeSats)
    case 'admin':
      return ZERO_SATS
  }
}

/** Whether the node behind a lease was offline for more than 24 hours in a row. Source: §9 #1. */
export function mayLeaveFree(
  breaches: readonly Pick<SlaBreachRecord, 'leaseId' | 'metric' | 'fromAt' | 'toAt'>[],
  leaseId: string,
  now: Date,
): boolean {
  return breaches.some(
    (breach) =>
      breach.leaseId === leaseId &&
      breach.metric === 'uptime' &&
      toMs(breach.toAt ?? now) - toMs(breach.fromAt) > FREE_AFTER_MS,
  )
}
