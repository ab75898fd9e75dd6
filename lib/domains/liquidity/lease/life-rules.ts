import { ConflictError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { DAY_MS, toInstant, toMs } from '@/lib/core/time'
import type { IsoInstant, LeaseRecord, LeaseStatus } from '@/types'
import { effectiveLeaseStatus } from './rules'

export const LEASE_VERBS = [
  'activate',
  'cancel',
  'pause',
  'resume',
  'expire',
  'complete',
  'terminate',
  'default',
  'cure',
] as const
export type LeaseVerb = (typeof LEASE_VERBS)[number]

interface LeaseMove {
  from: readonly LeaseStatus[]
  to: LeaseStatus
  /** Past participle: "can't be paused". */
  done: string
}

/** Every move of a lease; anything else is refused. Source: functional specification §3, Lease. */
export const LEASE_MOVES: Readonly<Record<LeaseVerb, LeaseMove>> = {
  activate: { from: ['pending'], to: 'active', done: 'activated' },
  cancel: { from: ['pending'], to: 'cancelled', done: 'cancelled' },
  pause: { from: ['active'], to: 'paused', done: 'paused' },
  resume: { from: ['paused'], to: 'active', done: 'resumed' },
  expire: { from: ['active', 'paused'], to: 'expired', done: 'expired' },
  complete: { from: ['expired'], to: 'completed', done: 'completed' },
  terminate: { from: ['active', 'paused', 'defaulted'], to: 'terminated', done: 'terminated' },
  default: { from: ['active', 'paused', 'expired'], to: 'defaulted', done: 'put into default' },
  cure: { from: ['defaulted'], to: 'active', done: 'cured' },
}

/** A default may be cured within so many days, while the term still runs. Source: §3. */
export const CURE_DAYS = 14

/**
 * A term is over at its end whatever the row says; only `expire` itself looks at the row. What has not
 * been activated yet can only be activated or cancelled.
 */
export function leaseStatusFor(
  verb: LeaseVerb,
  lease: Pick<LeaseRecord, 'status' | 'endAt'>,
  at: Date,
): LeaseStatus {
  const isOfRow = verb === 'expire' || lease.status === 'pending'
  return isOfRow ? lease.status : effectiveLeaseStatus(lease, at)
}

/**
 * The lease after a move at an instant, one version further; early ends and settlements keep the
 * instant in `endedAt`.
 * @throws ConflictError `illegal_transition` naming the state; `lease_not_over` for an expiry before
 * the end, `cure_too_late` for a cure after 14 days or the end.
 */
export function moveLease(lease: LeaseRecord, verb: LeaseVerb, at: Date | IsoInstant): LeaseRecord {
  const instant = new Date(toMs(at))
  const move = LEASE_MOVES[verb]
  const from = leaseStatusFor(verb, lease, instant)
  if (!move.from.includes(from)) {
    throw new ConflictError(
      'illegal_transition',
      `${lease.id} is ${from} and can't be ${move.done}.`,
    )
  }
  if (verb === 'expire') assertOver(lease, instant)
  if (verb === 'cure') assertCurable(lease, instant)
  return {
    ...lease,
    status: move.to,
    endedAt: endedAtAfter(lease, verb, instant),
    version: lease.version + 1,
  }
}

/** @throws ConflictError `illegal_transition` for a lease that is not active or paused as of now. */
export function assertLiveLease(lease: LeaseRecord, now: Date): void {
  const status = effectiveLeaseStatus(lease, now)
  if (status === 'active' || status === 'paused') return
  throw new ConflictError('illegal_transition', `${lease.id} is ${status}, not running.`)
}

function assertOver(lease: LeaseRecord, at: Date): void {
  if (toMs(lease.endAt) <= at.getTime()) return
  throw new ConflictError('lease_not_over', `${lease.id} runs until ${fact.moment(lease.endAt)}.`)
}

function assertCurable(lease: LeaseRecord, at: Date): void {
  const since = toMs(lease.endedAt ?? lease.startAt)
  const isInTime = at.getTime() - since <= CURE_DAYS * DAY_MS
  if (isInTime && at.getTime() < toMs(lease.endAt)) return
  throw new ConflictError(
    'cure_too_late',
    `${lease.id} is in default and can only be cured within ${CURE_DAYS} days and before its end.`,
  )
}

function endedAtAfter(lease: LeaseRecord, verb: LeaseVerb, at: Date): IsoInstant | null {
  switch (verb) {
    case 'cancel':
    case 'complete':
    case 'terminate':
    case 'default':
      return toInstant(at)
    case 'cure':
      return null
    case 'activate':
    case 'pause':
    case 'resume':
    case 'expire':
      return lease.endedAt
  }
}
