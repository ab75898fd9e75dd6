import 'server-only'
import { eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { assertHeld } from '@/lib/domains/liquidity/allocation/rules'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import type { SignContractInput } from '@/lib/domains/liquidity/contract/inputs'
import { type LockedDraft, lockDraft } from '@/lib/domains/liquidity/contract/lock-draft'
import { signedContract } from '@/lib/domains/liquidity/contract/rules'
import { saveContract } from '@/lib/domains/liquidity/contract/save-contract'
import { contractSignatureTable } from '@/lib/domains/liquidity/contract/table'
import { orderDelivery } from '@/lib/domains/liquidity/delivery/order-delivery'
import { assertMaySign, assertParty } from '@/lib/domains/liquidity/lease/assert-party'
import { isLiveLease } from '@/lib/domains/liquidity/lease/rules'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { AllocationRecord, ContractRecord, LeaseRecord } from '@/types'

/**
 * One party signs the terms of a draft contract by their hash, with a fresh proof of who is there. The
 * second signature makes the contract active, confirms the allocation and orders the channels, all in
 * one transaction.
 * @throws NotFoundError, ForbiddenError `owners_sign`, `reauth_required`, ConflictError
 * `illegal_transition`, `already_signed`, `terms_changed`, `reservation_over`, `lease_not_running`.
 */
export async function signContract(
  ctx: Ctx,
  { contractId, termsHash }: SignContractInput,
): Promise<ContractRecord> {
  const party = assertParty(ctx.actor)
  assertMaySign(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const locked = await lockDraft(tx, contractId, 'sign')
    const now = tx.clock.now()
    assertHeld(locked.allocation, now)
    await assertStillAdds(tx, locked.lease)
    const after = signedContract(locked.contract, { party, termsHash, at: now })
    await requireFreshProof(tx)
    await tx.db.insert(contractSignatureTable).values({
      contractId,
      party,
      userId: tx.actor.kind === 'user' ? tx.actor.userId : null,
      signerName: tx.actor.name,
      termsHash,
      signedAt: toInstant(now),
      ip: tx.client?.ip ?? null,
    })
    await saveContract(tx, locked.contract, after, {
      action: 'contract.signed',
      details: { party, termsHash },
    })
    if (after.status === 'active') await startDelivery(tx, locked)
    return after
  })
}

/** An increase is signed while the lease that it adds to runs. */
async function assertStillAdds(
  ctx: Ctx,
  { extendsLeaseId, treasuryId }: Pick<LeaseRecord, 'extendsLeaseId' | 'treasuryId'>,
): Promise<void> {
  if (extendsLeaseId === null) return
  const [base] = await ctx.db.select().from(leaseTable).where(eq(leaseTable.id, extendsLeaseId))
  if (base !== undefined && isLiveLease(base, ctx.clock.now())) return
  // It may be another treasury's, of which this one knows nothing.
  const mayName = base?.treasuryId === treasuryId
  throw new ConflictError(
    'lease_not_running',
    mayName
      ? `${extendsLeaseId}, which this adds to, has ended.`
      : 'The lease that this adds to has ended.',
  )
}

async function startDelivery(ctx: Ctx, { allocation, lease }: LockedDraft): Promise<void> {
  const confirmed: AllocationRecord = { ...allocation, status: 'confirmed', expiresAt: null }
  await ctx.db
    .update(allocationTable)
    .set({ status: confirmed.status, expiresAt: confirmed.expiresAt })
    .where(eq(allocationTable.id, allocation.id))
  await audit(ctx, {
    action: 'allocation.confirmed',
    entityType: 'Allocation',
    entityId: allocation.id,
    from: allocation.status,
    to: confirmed.status,
    details: { leaseId: lease.id },
  })
  await orderDelivery(ctx, lease, toInstant(ctx.clock.now()))
}
