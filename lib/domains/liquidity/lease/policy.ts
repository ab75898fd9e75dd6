import { dayText } from '@/lib/core/fact-text'
import { toMs } from '@/lib/core/time'
import type {
  ContractRecord,
  EarlyEndRecord,
  IsoInstant,
  LeaseParty,
  LeaseRecord,
  MemberRole,
  RenewalRequestRecord,
  Role,
} from '@/types'
import { addOnDays } from '../allocation/add-on-rules'
import { signedAt } from '../contract/rules'
import { NOTICE_DAYS, noticeEndsAt } from '../early-end/rules'
import { type RenewalFacts, renewalBlockers, renewalKind } from '../renewal/block-rules'
import { effectiveRenewalStatus } from '../renewal/rules'
import { effectiveLeaseStatus } from './rules'

export const LEASE_ACTIONS = [
  'sign',
  'void',
  'accept_renewal',
  'decline_renewal',
  'withdraw_renewal',
  'renew',
  'scale',
  'increase',
  'cancel_at_term',
  'undo_cancel_at_term',
  'answer_early_end',
  'withdraw_early_end',
  'request_early_end',
  'pause',
  'resume',
  'reassign',
  'terminate',
  'cancel_undelivered',
] as const
export type LeaseActionName = (typeof LEASE_ACTIONS)[number]

/** What somebody may see offered on a lease; a blocked one says why it can't be done now. */
export interface LeaseAction {
  name: LeaseActionName
  blockedBy: string | null
}

/** Who looks at it: enough of an actor for rules. */
export interface LeaseActor {
  role: Role
  memberRole: MemberRole
}

type ContractFacts = Pick<
  ContractRecord,
  'id' | 'status' | 'signedByTreasuryAt' | 'signedBySubscriberAt'
>

export interface LeaseFacts extends Omit<RenewalFacts, 'openRenewal' | 'earlyEnd'> {
  contract: ContractFacts | null
  /** When the reservation falls back; null once confirmed or without one. */
  reservedUntil: IsoInstant | null
  openRenewal: Pick<RenewalRequestRecord, 'id' | 'status' | 'respondBy' | 'requestedBy'> | null
  earlyEnd: Pick<EarlyEndRecord, 'status' | 'requestedBy'> | null
}

export const VIEWER_BLOCK = 'Viewers can look but not change anything.'
export const SIGNER_BLOCK = 'Only owners sign. Ask an owner of your organisation.'

/** What to draw: a viewer finds no control for what viewers never do; all else stays and says why not now. */
export function shownActions(actions: readonly LeaseAction[]): LeaseAction[] {
  return actions.filter(({ blockedBy }) => blockedBy !== VIEWER_BLOCK)
}

/** What binds an organisation: signatures, and offers and answers that stand for one. */
const SIGNING: readonly LeaseActionName[] = [
  'sign',
  'accept_renewal',
  'renew',
  'increase',
  'answer_early_end',
]

/** Operators do the daily work; what binds is signed by owners and admins. Source: §7, Sign contract. */
export function maySign({ memberRole }: Pick<LeaseActor, 'memberRole'>): boolean {
  return memberRole === 'owner' || memberRole === 'admin'
}

/** The side of a lease that somebody acts for; null for Flowrate's own people. */
export function partyOf(actor: Pick<LeaseActor, 'role'>): LeaseParty | null {
  return actor.role === 'admin' ? null : actor.role
}

/** What this person finds offered on this lease as of now, in the order of a menu. */
export function allowedActions(
  lease: LeaseRecord,
  actor: LeaseActor,
  now: Date,
  facts: LeaseFacts,
): LeaseAction[] {
  const party = partyOf(actor)
  const offered = [
    ...contractActions(lease, party, now, facts),
    ...renewalActions(lease, party, now, facts),
    ...growthActions(lease, actor.role, now, facts),
    ...termActions(lease, party, now, facts),
    ...earlyEndActions(lease, party, now, facts),
    ...(party === null ? adminActions(lease, now, facts) : []),
  ]
  if (actor.memberRole === 'viewer') {
    return offered.map(({ name }) => ({ name, blockedBy: VIEWER_BLOCK }))
  }
  if (maySign(actor)) return offered
  // After the end "renew" asks the market, which binds nobody.
  const isRequest = party !== null && renewalKind(lease, party, now) === 'ticket'
  return offered.map((action) =>
    SIGNING.includes(action.name) && !(action.name === 'renew' && isRequest)
      ? { name: action.name, blockedBy: SIGNER_BLOCK }
      : action,
  )
}

const offer = (name: LeaseActionName, blockedBy: string | null = null): LeaseAction => ({
  name,
  blockedBy,
})

function contractActions(
  lease: LeaseRecord,
  party: LeaseParty | null,
  now: Date,
  { contract, reservedUntil }: LeaseFacts,
): LeaseAction[] {
  if (contract?.status !== 'draft' || lease.status !== 'pending') return []
  const isOver = reservedUntil !== null && toMs(reservedUntil) <= now.getTime()
  const blockedBy = isOver ? 'The time for signing is over.' : null
  const isSigned = party === null || signedAt(contract, party) !== null
  return [...(isSigned ? [] : [offer('sign', blockedBy)]), offer('void', blockedBy)]
}

function renewalActions(
  lease: LeaseRecord,
  party: LeaseParty | null,
  now: Date,
  facts: LeaseFacts,
): LeaseAction[] {
  if (party === null) return []
  const { openRenewal } = facts
  if (openRenewal !== null && effectiveRenewalStatus(openRenewal, now) === 'requested') {
    return openRenewal.requestedBy === party
      ? [offer('withdraw_renewal')]
      : [offer('accept_renewal', acceptBlock(lease, party, now, facts)), offer('decline_renewal')]
  }
  if (renewalKind(lease, party, now) === null) return []
  return [offer('renew', renewalBlockers(lease, facts, party, now)[0] ?? null)]
}

/** An acceptance meets the same conditions as the request, which is no longer one of them. */
function acceptBlock(
  lease: LeaseRecord,
  party: LeaseParty,
  now: Date,
  facts: LeaseFacts,
): string | null {
  return renewalBlockers(lease, { ...facts, openRenewal: null }, party, now)[0] ?? null
}

function growthActions(
  lease: LeaseRecord,
  role: Role,
  now: Date,
  { earlyEnd }: LeaseFacts,
): LeaseAction[] {
  if (effectiveLeaseStatus(lease, now) !== 'active') return []
  return [offer(role === 'subscriber' ? 'scale' : 'increase', growthBlock(lease, earlyEnd, now))]
}

/** Why a running lease takes no more capacity: it ends early, may end early, or has no whole day left. */
function growthBlock(
  lease: Pick<LeaseRecord, 'endAt'>,
  earlyEnd: LeaseFacts['earlyEnd'],
  now: Date,
): string | null {
  if (earlyEnd?.status === 'approved') return 'It ends early.'
  if (earlyEnd?.status === 'requested') return 'An early end is asked for.'
  if (addOnDays(lease, now) >= 1) return null
  return `It ends on ${dayText(lease.endAt)}, in less than a day.`
}

function termActions(
  lease: LeaseRecord,
  party: LeaseParty | null,
  now: Date,
  facts: LeaseFacts,
): LeaseAction[] {
  if (party !== 'subscriber' || !isLive(lease, now)) return []
  if (lease.isCancelAtTerm) return [offer('undo_cancel_at_term')]
  return [offer('cancel_at_term', cancelAtTermBlock(facts, now))]
}

/** Why a lease can't be set to end at its term: it is renewed, or about to be. */
export function cancelAtTermBlock(
  { renewedBy, openRenewal }: Pick<LeaseFacts, 'renewedBy' | 'openRenewal'>,
  now: Date,
): string | null {
  if (renewedBy !== null) return `It is renewed by ${renewedBy}.`
  if (openRenewal === null || effectiveRenewalStatus(openRenewal, now) !== 'requested') return null
  return `Renewal ${openRenewal.id} waits for an answer.`
}

function earlyEndActions(
  lease: LeaseRecord,
  party: LeaseParty | null,
  now: Date,
  { earlyEnd, renewedBy }: LeaseFacts,
): LeaseAction[] {
  if (!isLive(lease, now) || earlyEnd?.status === 'approved') return []
  const side = party ?? 'admin'
  if (earlyEnd?.status === 'requested') {
    return [offer(earlyEnd.requestedBy === side ? 'withdraw_early_end' : 'answer_early_end')]
  }
  return [offer('request_early_end', earlyEndBlock(lease, renewedBy, now))]
}

/** Why nobody may ask for an early end now: the term ends within the notice, or it is renewed. */
export function earlyEndBlock(
  lease: Pick<LeaseRecord, 'endAt'>,
  renewedBy: string | null,
  now: Date,
): string | null {
  if (renewedBy !== null) return `It is renewed by ${renewedBy}.`
  if (noticeEndsAt(now) < lease.endAt) return null
  return `An early end takes effect ${NOTICE_DAYS} days after it is asked for; this lease ends within the notice, on ${dayText(lease.endAt)}.`
}

/** Why a signed lease that has not begun can't be called off: it will take over running channels. */
export function cancelBlock({ renewsLeaseId }: Pick<LeaseRecord, 'renewsLeaseId'>): string | null {
  return renewsLeaseId === null ? null : `It renews ${renewsLeaseId}: end that one instead.`
}

function adminActions(lease: LeaseRecord, now: Date, { contract }: LeaseFacts): LeaseAction[] {
  const status = effectiveLeaseStatus(lease, now)
  if (status === 'pending') {
    return contract?.status === 'active' ? [offer('cancel_undelivered', cancelBlock(lease))] : []
  }
  if (status === 'active') return [offer('pause'), offer('reassign'), offer('terminate')]
  if (status === 'paused') return [offer('resume'), offer('reassign'), offer('terminate')]
  return status === 'defaulted' ? [offer('terminate')] : []
}

function isLive(lease: LeaseRecord, now: Date): boolean {
  const status = effectiveLeaseStatus(lease, now)
  return status === 'active' || status === 'paused'
}
