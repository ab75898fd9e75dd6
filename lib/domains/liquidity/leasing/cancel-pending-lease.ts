import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { callOff, type LockedSigned } from '@/lib/domains/liquidity/allocation/call-off'
import { lockAllocation } from '@/lib/domains/liquidity/allocation/lock-allocation'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { failOperation } from '@/lib/domains/liquidity/delivery/apply-step'
import { deliverWaiting } from '@/lib/domains/liquidity/delivery/order-delivery'
import { lockChannel, storeOutcome } from '@/lib/domains/liquidity/delivery/run-step'
import type { LeaseReasonInput } from '@/lib/domains/liquidity/lease/inputs'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { cancelBlock } from '@/lib/domains/liquidity/lease/policy'
import { effectiveLeaseStatus } from '@/lib/domains/liquidity/lease/rules'
import { leaseBackingTable } from '@/lib/domains/liquidity/lease/table'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { endBackings } from '@/lib/domains/liquidity/lifecycle/wind-up'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { LeaseRecord } from '@/types'

/**
 * An admin calls off a lease that both sides have signed but that does not come about, with a reason
 * that both read and a fresh proof. Its contract is void, its capacity free and its request open again;
 * openings that are not broadcast yet are given up, the others and channels that stand stay the
 * treasury's own.
 * @throws ConflictError `illegal_transition`, `lease_not_signed`, `lease_renews`, `stale_version`;
 * ForbiddenError `reauth_required`.
 */
export async function cancelPendingLease(
  ctx: Ctx,
  { leaseId, reason, version }: LeaseReasonInput,
): Promise<LeaseRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    const locked = await lockSigned(tx, leaseId)
    assertVersion('Lease', locked.lease, version)
    await requireFreshProof(tx)
    const cancelled = await callOff(tx, locked, reason)
    await giveUpOpenings(tx, leaseId)
    const at = toInstant(tx.clock.now())
    await endBackings(tx, leaseId, at)
    await deliverWaiting(tx, cancelled.treasuryId, at)
    return cancelled
  })
}

/** The lease with all that hangs on it, if it may be called off, inside the locks of parties and rows. */
async function lockSigned(ctx: Ctx, leaseId: string): Promise<LockedSigned> {
  const { lease, contract, ...rest } = await lockAll(ctx, leaseId)
  const status = effectiveLeaseStatus(lease, ctx.clock.now())
  if (status !== 'pending') {
    throw new ConflictError(
      'illegal_transition',
      `${lease.id} is ${status} and can't be cancelled.`,
    )
  }
  const blockedBy = cancelBlock(lease)
  if (blockedBy !== null) throw new ConflictError('lease_renews', blockedBy)
  if (contract?.status !== 'active') {
    throw new ConflictError(
      'lease_not_signed',
      `${lease.id} is not signed by both sides: turn its contract down or release its reservation.`,
    )
  }
  return { lease, contract, ...rest }
}

async function lockAll(ctx: Ctx, leaseId: string) {
  const [allocation] = await ctx.db
    .select({ id: allocationTable.id })
    .from(allocationTable)
    .where(eq(allocationTable.leaseId, leaseId))
  if (allocation !== undefined) return lockAllocation(ctx, allocation.id)
  const lease = await lockLease(ctx, leaseId)
  const [contract] = await ctx.db
    .select()
    .from(contractTable)
    .where(eq(contractTable.leaseId, leaseId))
    .for('no key update')
  return { lease, contract: contract ?? null, allocation: null, demand: null }
}

/**
 * Openings for a lease that is called off fail, which brings their funds back to the reserve; one whose
 * funding is broadcast goes on and leaves the treasury a channel of its own.
 */
async function giveUpOpenings(ctx: Ctx, leaseId: string): Promise<void> {
  const openings = await ctx.db
    .select({ id: channelTable.id })
    .from(leaseBackingTable)
    .innerJoin(channelTable, eq(channelTable.id, leaseBackingTable.channelId))
    .where(
      and(
        eq(leaseBackingTable.leaseId, leaseId),
        isNull(leaseBackingTable.toAt),
        inArray(channelTable.state, ['pending', 'opening']),
      ),
    )
    .orderBy(asc(channelTable.id))
  for (const { id } of openings) {
    const { channel, operation } = await lockChannel(ctx, id)
    if (operation?.kind !== 'open' || operation.txid !== null) continue
    const before = { channel, operation }
    const message = 'Given up: the lease was cancelled'
    const line = { step: 'fail', status: 'failed', txid: null, message } as const
    await storeOutcome(ctx, before, failOperation(before, toInstant(ctx.clock.now())), line)
  }
}
