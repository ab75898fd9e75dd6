import 'server-only'
import { ForbiddenError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import type {
  AnswerEarlyEndInput,
  WithdrawEarlyEndInput,
} from '@/lib/domains/liquidity/early-end/inputs'
import { lockEarlyEnd } from '@/lib/domains/liquidity/early-end/lock-early-end'
import { approvedTerms, moveEarlyEnd } from '@/lib/domains/liquidity/early-end/rules'
import { saveEarlyEnd } from '@/lib/domains/liquidity/early-end/save-early-end'
import { assertMaySign, assertSide } from '@/lib/domains/liquidity/lease/assert-party'
import { assertLiveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import type { Ctx } from '@/lib/platform/ctx'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { EarlyEndRecord } from '@/types'

/**
 * The other side, or Flowrate, approves or declines an early end. What was approved ends by itself at its
 * instant; an instant that has passed meanwhile becomes now. Approving needs a fresh proof.
 * @throws ForbiddenError `own_request`, `owners_sign`, `reauth_required`, ConflictError `illegal_transition`,
 * `stale_version`.
 */
export async function answerEarlyEnd(
  ctx: Ctx,
  { earlyEndId, accept, reason, version }: AnswerEarlyEndInput,
): Promise<EarlyEndRecord> {
  const side = assertSide(ctx.actor)
  assertMaySign(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const { request, lease: seen } = await lockEarlyEnd(tx, earlyEndId)
    assertVersion('Early end', request, version)
    if (request.requestedBy === side) {
      throw new ForbiddenError('The other side answers this request.', 'own_request')
    }
    const now = tx.clock.now()
    const text = reason === undefined || reason === '' ? null : reason
    const answered = moveEarlyEnd(request, accept ? 'approve' : 'decline', now, text)
    if (!accept) return saveEarlyEnd(tx, request, answered)
    const lease = await startIfDue(tx, seen)
    assertLiveLease(lease, now)
    await requireFreshProof(tx)
    return saveEarlyEnd(tx, request, { ...answered, ...approvedTerms(lease, request, now) })
  })
}

/**
 * Whoever asked takes the request back while it waits.
 * @throws ForbiddenError `not_own_request`, ConflictError `illegal_transition`, `stale_version`.
 */
export async function withdrawEarlyEnd(
  ctx: Ctx,
  { earlyEndId, version }: WithdrawEarlyEndInput,
): Promise<EarlyEndRecord> {
  const side = assertSide(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const { request } = await lockEarlyEnd(tx, earlyEndId)
    assertVersion('Early end', request, version)
    if (request.requestedBy !== side) {
      throw new ForbiddenError('Only the side that asked withdraws.', 'not_own_request')
    }
    return saveEarlyEnd(tx, request, moveEarlyEnd(request, 'withdraw', tx.clock.now()))
  })
}
