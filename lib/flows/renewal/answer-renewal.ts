import 'server-only'
import { ConflictError, ForbiddenError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import { releaseLapsed } from '@/lib/domains/liquidity/allocation/release-lapsed'
import { assertMaySign, assertParty } from '@/lib/domains/liquidity/lease/assert-party'
import { feeExcess } from '@/lib/domains/liquidity/lease/rules'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { assertRoom } from '@/lib/domains/liquidity/leasing/assert-room'
import { cancelFallbackTickets } from '@/lib/domains/liquidity/leasing/cancel-fallback-tickets'
import { createRenewedLease } from '@/lib/domains/liquidity/leasing/create-renewed-lease'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { renewalBlockers } from '@/lib/domains/liquidity/renewal/block-rules'
import type {
  AnswerRenewalInput,
  WithdrawRenewalInput,
} from '@/lib/domains/liquidity/renewal/inputs'
import { lockRenewal, seeRenewal } from '@/lib/domains/liquidity/renewal/lock-renewal'
import { moveRenewal, offerOf, renewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import { saveRenewal } from '@/lib/domains/liquidity/renewal/save-renewal'
import type { Ctx } from '@/lib/platform/ctx'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { LeaseParty, LeaseRecord, RenewalRequestRecord } from '@/types'
import { openFallbackTicket } from './open-fallback-ticket'
import { renewalFactsOf } from './renewal-facts'

/**
 * The other side answers a renewal request. Acceptance is its signature (a fresh proof): the new lease
 * and its contract with both signatures come into being at once. A treasury's refusal asks the market.
 * @throws ForbiddenError `own_request`, `owners_sign`, `reauth_required`; ConflictError
 * `illegal_transition`, `lease_not_renewable`, `fee_too_high`, `exposure_exceeded`,
 * `insufficient_availability`, `stale_version`, `terms_changed` for another hash than that of the
 * contract that comes into being.
 */
export async function answerRenewal(
  ctx: Ctx,
  { renewalId, accept, reason, version, termsHash }: AnswerRenewalInput,
): Promise<RenewalRequestRecord> {
  const party = assertParty(ctx.actor)
  if (accept) assertMaySign(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    if (accept) await freeWhatLapsed(tx, renewalId)
    const { renewal, lease } = await lockRenewal(tx, renewalId)
    assertVersion('Renewal', renewal, version)
    if (renewal.requestedBy === party) {
      throw new ForbiddenError('The other side answers this request.', 'own_request')
    }
    const text = reason === undefined || reason === '' ? null : reason
    return accept
      ? acceptRenewal(tx, lease, renewal, { party, reason: text, termsHash })
      : declineRenewal(tx, lease, renewal, { party, reason: text, termsHash })
  })
}

/**
 * Whoever asked takes the request back while it waits.
 * @throws ForbiddenError `not_own_request`, ConflictError `illegal_transition`, `stale_version`.
 */
export async function withdrawRenewal(
  ctx: Ctx,
  { renewalId, version }: WithdrawRenewalInput,
): Promise<RenewalRequestRecord> {
  const party = assertParty(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const { renewal } = await lockRenewal(tx, renewalId)
    assertVersion('Renewal', renewal, version)
    if (renewal.requestedBy !== party) {
      throw new ForbiddenError('Only the side that asked withdraws.', 'not_own_request')
    }
    return saveRenewal(tx, renewal, moveRenewal(renewal, 'withdraw', tx.clock.now()))
  })
}

/** Before any lock of its own: what is promised anew is measured without what is over. */
async function freeWhatLapsed(ctx: Ctx, renewalId: string): Promise<void> {
  const { subscriberId, treasuryId } = await seeRenewal(ctx, renewalId)
  await releaseLapsed(ctx, { subscriberId, treasuryIds: [treasuryId] })
}

interface Answer {
  party: LeaseParty
  reason: string | null
  /** Of the text that was read; without one the terms are accepted as they are. */
  termsHash: string | undefined
}

async function acceptRenewal(
  ctx: Ctx,
  seen: LeaseRecord,
  renewal: RenewalRequestRecord,
  { party, reason, termsHash }: Answer,
): Promise<RenewalRequestRecord> {
  const now = ctx.clock.now()
  const accepted = moveRenewal(renewal, 'accept', now, reason)
  const lease = await startIfDue(ctx, seen)
  const facts = { ...(await renewalFactsOf(ctx, lease)), openRenewal: null }
  const blockers = renewalBlockers(lease, facts, party, now)
  if (blockers.length > 0) throw new ConflictError('lease_not_renewable', blockers.join(' '))
  const terms = renewalTerms(lease, offerOf(renewal))
  const excess = feeExcess(terms)
  if (excess !== null) throw new ConflictError('fee_too_high', excess.detail)
  await assertRoom(ctx, lease, terms)
  await requireFreshProof(ctx)
  const next = await createRenewedLease(ctx, { lease, renewal, terms }, termsHash)
  await cancelFallbackTickets(ctx, lease.id)
  return saveRenewal(ctx, renewal, { ...accepted, newLeaseId: next.id })
}

/** A subscriber who turns an offer down has not asked for anything: no request is opened then. */
async function declineRenewal(
  ctx: Ctx,
  lease: LeaseRecord,
  renewal: RenewalRequestRecord,
  { party, reason }: Answer,
): Promise<RenewalRequestRecord> {
  const declined = moveRenewal(renewal, 'decline', ctx.clock.now(), reason)
  if (party === 'subscriber') return saveRenewal(ctx, renewal, declined)
  const ticket = await openFallbackTicket(ctx, lease, renewal)
  return saveRenewal(ctx, renewal, { ...declined, fallbackTicketId: ticket.id })
}
