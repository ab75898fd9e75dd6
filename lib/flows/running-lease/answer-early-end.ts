import 'server-only'
import { ForbiddenError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import type { Ctx } from '@/lib/platform/ctx'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { EarlyEndRecord } from '@/types'
import { assertMaySign, assertSide } from '../lease/assert-party'
import { assertLiveLease } from '../lease/life-rules'
import { assertVersion } from '../lease/version-rules'
import type { AnswerEarlyEndInput, WithdrawEarlyEndInput } from './inputs'
import { lockEarlyEnd } from './lock-early-end'
import { approvedTerms, moveEarlyEnd } from './rules'
import { saveEarlyEnd } from './save-early-end'

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
    const { request, lease } = await lockEarlyEnd(tx, earlyEndId)
    assertVersion('Early end', request, version)
    if (request.requestedBy === side) {
      throw new ForbiddenError('The other side answers this request.', 'own_request')
    }
    const now = tx.clock.now()
    const text = reason === undefined || reason === '' ? null : reason
    const answered = moveEarlyEnd(request, accept ? 'approve' : 'decline', now, text)
    if (!accept) return saveEarlyEnd(tx, request, answered)
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
