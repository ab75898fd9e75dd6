import { and, eq, inArray, isNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { channelOperationTable } from '@/lib/domains/liquidity/channel/table'
import { leaseBackingTable } from '@/lib/domains/liquidity/lease/table'
import { cancelPendingLease } from '@/lib/domains/liquidity/leasing/cancel-pending-lease'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { failChannel } from '@/lib/domains/liquidity/orchestration/fail-channel'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import {
  addSignedLease,
  aPendingLease,
  channelsOf,
  deliver,
  nodeCapacities,
  runOperations,
} from '@/tests/support/delivery'
import {
  allocationOf,
  contractOf,
  findLease,
  leaseOf,
  refusal,
  signerOf,
  storyOf,
  ticketOf,
} from '@/tests/support/lease-life'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const REASON = 'Its channels could not be opened'

const aDraft = (ctx: DbCtx) =>
  findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'pending' },
    ({ renewsLeaseId, ticketId }) => renewsLeaseId === null && ticketId !== null,
  )

/** A lease out of a request that both sides have just signed; its channels are being opened. */
async function aSigned(ctx: DbCtx) {
  const lease = await aDraft(ctx)
  const { id: contractId, termsHash } = await contractOf(ctx, lease.id)
  for (const party of ['trs_001', 'sub_001']) {
    await signContract(await signerOf(ctx, party), { contractId, termsHash })
  }
  return leaseOf(ctx, lease.id)
}

const standing = (ctx: DbCtx, leaseId: string) =>
  ctx.db
    .select()
    .from(leaseBackingTable)
    .where(and(eq(leaseBackingTable.leaseId, leaseId), isNull(leaseBackingTable.toAt)))

describe('a signed lease that does not come about', () => {
  it('is called off: contract void, allocation released, request open, openings given up', () =>
    store.inRollback(async (ctx) => {
      const before = await nodeCapacities(ctx.db, 'trs_001')
      const lease = await aSigned(ctx)
      const ticket = await ticketOf(ctx, lease.ticketId)
      const opening = await channelsOf(ctx.db, lease.id)
      expect(opening.map(({ channel }) => channel.state)).toContain('pending')
      const admin = await proved(adminOf(ctx))
      const { version } = lease
      const input = { leaseId: lease.id, reason: REASON, version }
      expect(await cancelPendingLease(admin, input)).toMatchObject({
        status: 'cancelled',
        endedAt: REFERENCE_INSTANT,
        version: version + 1,
      })
      const contract = await contractOf(ctx, lease.id)
      expect(contract).toMatchObject({ status: 'void', version: 4 })
      expect(contract.signedByTreasuryAt).not.toBeNull()
      expect(await allocationOf(ctx, lease.id)).toMatchObject({ status: 'released' })
      expect(await ticketOf(ctx, lease.ticketId)).toMatchObject({
        status: 'pending',
        version: ticket.version + 1,
      })
      expect(await standing(ctx, lease.id)).toEqual([])
      const given = await channelsOf(ctx.db, lease.id)
      expect(new Set(given.map(({ channel }) => channel.state))).toEqual(new Set(['failed']))
      expect(new Set(given.map(({ operation }) => operation?.status))).toEqual(new Set(['failed']))
      expect(await nodeCapacities(ctx.db, 'trs_001')).toEqual(before)
      expect(await storyOf(ctx, lease.id)).toContain('lease.cancelled pending cancelled')
      expect(await storyOf(ctx, contract.id)).toContain('contract.voided active void')
      expect(
        await refusal(ctx, () => cancelPendingLease(admin, { leaseId: lease.id, reason: REASON })),
      ).toBe('illegal_transition')
    }))

  it('leaves the channels that stand already to the treasury', () =>
    store.inRollback(async (ctx) => {
      const startAt = addMs(REFERENCE_INSTANT, 10 * DAY_MS)
      const lease = await deliver(ctx, { startAt })
      await runOperations(ctx, addMs(REFERENCE_INSTANT, 5 * HOUR_MS))
      expect((await leaseOf(ctx, lease.id)).deliveredAt).not.toBeNull()
      await cancelPendingLease(await proved(adminOf(ctx)), { leaseId: lease.id, reason: REASON })
      const [open] = await channelsOf(ctx.db, lease.id)
      expect(open?.channel.state).toBe('active')
      expect(open?.backing.toAt).toBe(REFERENCE_INSTANT)
    }))

  it('is called off after its opening has failed, too', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      const [ordered] = await channelsOf(ctx.db, lease.id)
      const channelId = ordered?.channel.id ?? ''
      await failChannel(adminOf(ctx), { channelId, reason: REASON })
      await cancelPendingLease(await proved(adminOf(ctx)), { leaseId: lease.id, reason: REASON })
      expect(await standing(ctx, lease.id)).toEqual([])
      const running = await ctx.db
        .select()
        .from(channelOperationTable)
        .where(
          and(
            eq(channelOperationTable.channelId, channelId),
            inArray(channelOperationTable.status, ['running', 'waiting']),
          ),
        )
      expect(running).toEqual([])
    }))

  it('is not called off by parties or viewers, unknown, on a stale screen, or without a proof', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      const by = (actor: UserCtx, rest = {}) =>
        refusal(ctx, () =>
          cancelPendingLease(actor, { leaseId: lease.id, reason: REASON, ...rest }),
        )
      expect(await by(memberOf(ctx, 'trs_001'))).toBe('forbidden')
      expect(await by(memberOf(ctx, 'sub_001'))).toBe('forbidden')
      expect(await by(viewerOf(ctx, 'flowrate'))).toBe('viewer_read_only')
      const admin = await proved(adminOf(ctx))
      expect(await by(admin, { leaseId: 'lease_nope' })).toBe('not_found')
      expect(await by(admin, { version: 99 })).toBe('stale_version')
      expect(await by(await proved(adminOf(ctx), 301))).toBe('reauth_required')
    }))

  it('must be signed, must not have begun, and must not renew another one', () =>
    store.inRollback(async (ctx) => {
      const admin = await proved(adminOf(ctx))
      const cancel = ({ id }: { id: string }) =>
        refusal(ctx, () => cancelPendingLease(admin, { leaseId: id, reason: REASON }))
      expect(await cancel(await aDraft(ctx))).toBe('lease_not_signed')
      const running = await findLease(ctx, { treasuryId: 'trs_001', status: 'active' })
      expect(await cancel(running)).toBe('illegal_transition')
      // Delivered and due: it runs, although no job has said so yet.
      const begun = aPendingLease({ deliveredAt: REFERENCE_INSTANT })
      expect(await cancel(await addSignedLease(ctx.db, begun))).toBe('illegal_transition')
      const renewal = aPendingLease({
        id: 'lease_made02',
        renewsLeaseId: running.id,
        startAt: running.endAt,
        deliveredAt: REFERENCE_INSTANT,
      })
      expect(await cancel(await addSignedLease(ctx.db, renewal))).toBe('lease_renews')
    }))

  it('is left as it was when the transaction fails', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      const admin = await proved(adminOf(ctx))
      const channels = await channelsOf(ctx.db, lease.id)
      const failing = withTransaction(admin, async (tx) => {
        await cancelPendingLease(tx, { leaseId: lease.id, reason: REASON })
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      expect(await leaseOf(ctx, lease.id)).toMatchObject({ status: 'pending' })
      expect(await channelsOf(ctx.db, lease.id)).toEqual(channels)
    }))
})
