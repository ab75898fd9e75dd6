import 'server-only'
import { ConflictError, ValidationError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { aboveLimit, belowLimit, daysText } from '@/lib/core/limits'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { assertShown } from '@/lib/domains/liquidity/contract/rules'
import { assertMaySign, assertParty } from '@/lib/domains/liquidity/lease/assert-party'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { assertRoom } from '@/lib/domains/liquidity/leasing/assert-room'
import { renewedDraft } from '@/lib/domains/liquidity/leasing/create-renewed-lease'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { renewalBlockers, renewalKind } from '@/lib/domains/liquidity/renewal/block-rules'
import type { RequestRenewalInput } from '@/lib/domains/liquidity/renewal/inputs'
import { nextRenewalId } from '@/lib/domains/liquidity/renewal/next-id'
import {
  effectiveRenewalStatus,
  minRenewalSats,
  renewalFeeErrors,
  renewalTerms,
  respondBy,
} from '@/lib/domains/liquidity/renewal/rules'
import { saveRenewal } from '@/lib/domains/liquidity/renewal/save-renewal'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { DemandTicketRecord, LeaseParty, LeaseRecord, RenewalRequestRecord } from '@/types'
import { lapseRenewal } from './lapse-renewal'
import { openFallbackTicket } from './open-fallback-ticket'
import { type CurrentRenewalFacts, renewalFactsOf } from './renewal-facts'

export type RenewalAnswer =
  | { kind: 'renewal'; renewal: RenewalRequestRecord }
  | { kind: 'ticket'; ticket: DemandTicketRecord }

/**
 * A party asks for more time: a renewal at the old end, which the other side has 72 hours to answer and
 * which counts as this side's signature (a fresh proof) under the contract that accepting makes. Up to 30 days after the end the subscriber gets
 * a request for the same capacity instead.
 * @throws ConflictError `lease_not_renewable` with every reason, `exposure_exceeded`,
 * `insufficient_availability`, `stale_version`, `terms_changed` for another hash than that of the contract;
 * ValidationError; ForbiddenError `owners_sign`,
 * `reauth_required`.
 */
export async function requestRenewal(ctx: Ctx, input: RequestRenewalInput): Promise<RenewalAnswer> {
  const party = assertParty(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const seen = await lockLease(tx, input.leaseId)
    assertVersion('Lease', seen, input.version)
    const lease = await startIfDue(tx, seen)
    const facts = await currentFacts(tx, lease)
    const now = tx.clock.now()
    const blockers = renewalBlockers(lease, facts, party, now)
    if (blockers.length > 0) {
      const waiting = waitingRenewal(tx, facts.openRenewal)
      const asked = renewalKind(lease, party, now) === 'ticket' ? facts.openFallback : null
      const fresh = waiting ?? (asked === null ? null : waitingTicket(asked))
      throw new ConflictError('lease_not_renewable', blockers.join(' '), fresh)
    }
    await assertAcceptable(tx, lease, input)
    if (renewalKind(lease, party, now) === 'ticket') return askAnew(tx, lease, input)
    return propose(tx, lease, party, input)
  })
}

/** A request whose time is over lapses first, even if no job has come by yet. */
async function currentFacts(ctx: Ctx, lease: LeaseRecord): Promise<CurrentRenewalFacts> {
  const facts = await renewalFactsOf(ctx, lease)
  const { openRenewal } = facts
  const isOver =
    openRenewal !== null && effectiveRenewalStatus(openRenewal, ctx.clock.now()) === 'lapsed'
  if (!isOver) return facts
  await lapseRenewal(ctx, openRenewal.id, openRenewal.respondBy)
  return { ...(await renewalFactsOf(ctx, lease)), openRenewal: null }
}

async function assertAcceptable(
  ctx: Ctx,
  lease: LeaseRecord,
  offer: RequestRenewalInput,
): Promise<void> {
  const { termDays, sizeSats = lease.sizeSats } = offer
  const { minTermDays, minLeaseSats } = await getPlatformPolicy(ctx)
  const minSats = minRenewalSats(lease, minLeaseSats)
  const fieldErrors: Record<string, string> = {}
  if (termDays < minTermDays) fieldErrors.termDays = belowLimit(termDays, minTermDays, daysText)
  if (sizeSats > lease.sizeSats) {
    const detail = aboveLimit(sizeSats, lease.sizeSats, fact.size, fact.gap)
    fieldErrors.sizeSats = `${detail} Ask for more with Scale.`
  }
  if (sizeSats < minSats) fieldErrors.sizeSats = belowLimit(sizeSats, minSats, fact.size, fact.gap)
  refuse(fieldErrors)
}

function refuse(fieldErrors: Readonly<Record<string, string>>): void {
  if (Object.keys(fieldErrors).length === 0) return
  throw new ValidationError('Some of this cannot be accepted as it is.', fieldErrors)
}

/** The request that waits, for whoever asks once more: what it is, and where it is answered. */
function waitingRenewal(
  { actor }: Ctx,
  renewal: RenewalRequestRecord | null,
): Readonly<Record<string, unknown>> | null {
  if (renewal === null) return null
  const { id, leaseId, requestedBy, respondBy, version } = renewal
  const { termDays, sizeSats, feeModel, feeSats, feePpm } = renewal
  return {
    renewalId: id,
    leaseId,
    href: actor.kind === 'user' ? `/${actor.role}/leases/${leaseId}` : null,
    ...{ requestedBy, respondBy, version, termDays, sizeSats, feeModel, feeSats, feePpm },
  }
}

/** The same of a request to the market that asks for this capacity. */
function waitingTicket(ticket: DemandTicketRecord): Readonly<Record<string, unknown>> {
  const { id, sizeSats, termDays, priceMinPpm, priceMaxPpm, status, version } = ticket
  return {
    ticketId: id,
    href: `/subscriber/leases/requests/${id}`,
    ...{ sizeSats, termDays, priceMinPpm, priceMaxPpm, status, version },
  }
}

/** Nobody has read the parties' names yet: they are those of now. */
const UNNAMED = { lessorLabel: null, lesseeLabel: null }

async function propose(
  ctx: Ctx,
  lease: LeaseRecord,
  party: LeaseParty,
  offer: RequestRenewalInput,
): Promise<RenewalAnswer> {
  const now = ctx.clock.now()
  assertMaySign(ctx.actor)
  const terms = renewalTerms(lease, offer)
  refuse(renewalFeeErrors(lease, offer))
  await assertRoom(ctx, lease, terms)
  const id = await nextRenewalId(ctx, lease.id)
  const text = await renewedDraft(ctx, { lease, terms, renewal: { ...UNNAMED, id } })
  if (offer.termsHash !== undefined) assertShown(text, offer.termsHash)
  await requireFreshProof(ctx)
  const renewal = await saveRenewal(ctx, null, {
    id,
    leaseId: lease.id,
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    sizeSats: terms.sizeSats,
    termDays: terms.termDays,
    feeModel: terms.feeModel,
    feeSats: terms.feeSats,
    feePpm: terms.feePpm,
    status: 'requested',
    requestedBy: party,
    lessorLabel: text.lessorLabel,
    lesseeLabel: text.lesseeLabel,
    termsHash: text.termsHash,
    respondBy: respondBy(lease, now),
    newLeaseId: null,
    fallbackTicketId: null,
    reason: null,
    createdAt: toInstant(now),
    answeredAt: null,
    version: 1,
  })
  return { kind: 'renewal', renewal }
}

async function askAnew(
  ctx: Ctx,
  lease: LeaseRecord,
  { sizeSats = lease.sizeSats, termDays, termsHash }: RequestRenewalInput,
): Promise<RenewalAnswer> {
  if (termsHash !== undefined) {
    throw new ConflictError(
      'terms_changed',
      `${lease.id} has ended meanwhile, so no contract follows from asking. The market can be asked for the same capacity instead.`,
      { termsHash: null },
    )
  }
  return { kind: 'ticket', ticket: await openFallbackTicket(ctx, lease, { sizeSats, termDays }) }
}
