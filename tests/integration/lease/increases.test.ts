import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, toMs } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { terminateLease } from '@/lib/domains/liquidity/leasing/terminate-lease'
import { endLease } from '@/lib/domains/liquidity/lifecycle/end-lease'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import {
  allocationOf,
  at,
  contractOf,
  findLease,
  leaseOf,
  provenAdmin,
  signerOf,
} from '@/tests/support/lease-life'
import { allocate, aTicket, btc } from '@/tests/support/market'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const REASON = 'The lessee has closed its business'

/** A running lease of trs_001 to sub_001, and an increase of it that waits for both signatures. */
async function anIncrease(ctx: DbCtx) {
  const base = await findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'active' },
    ({ endAt }) => endAt > addMs(REFERENCE_INSTANT, 3 * DAY_MS),
  )
  const { lease } = await addOnLease(adminOf(ctx), {
    leaseId: base.id,
    sizeSats: btc(0.1),
    feeModel: 'ppm',
    feePpm: 8000,
  })
  return { base, increase: lease, contract: await contractOf(ctx, lease.id) }
}

describe('an increase whose lease ends', () => {
  it('falls while a signature is missing, and both timelines say so', () =>
    store.inRollback(async (ctx) => {
      const { base, increase, contract } = await anIncrease(ctx)
      const { termsHash } = contract
      await signContract(await signerOf(ctx, 'trs_001'), { contractId: contract.id, termsHash })
      await terminateLease(await provenAdmin(ctx), { leaseId: base.id, reason: REASON })
      expect(await leaseOf(ctx, increase.id)).toMatchObject({ status: 'cancelled' })
      expect(await contractOf(ctx, increase.id)).toMatchObject({ status: 'void' })
      expect(await allocationOf(ctx, increase.id)).toMatchObject({ status: 'released' })
      for (const party of ['trs_001', 'sub_001']) {
        const told = async (id: string) => (await getLeaseView(memberOf(ctx, party), id)).timeline
        expect(await told(increase.id)).toContainEqual(
          expect.objectContaining({
            action: 'lease.cancelled',
            reason: `${base.id}, which it adds to, has ended`,
          }),
        )
        expect(await told(base.id)).toContainEqual(
          expect.objectContaining({
            action: 'lease.increase_dropped',
            reason: `${increase.id} was not signed by both sides`,
          }),
        )
      }
    }))

  it('falls at the end of the term too', () =>
    store.inRollback(async (ctx) => {
      const { base, increase } = await anIncrease(ctx)
      expect(await endLease(systemOf(ctx), base.id, base.endAt)).toBe(true)
      expect(await leaseOf(ctx, increase.id)).toMatchObject({
        status: 'cancelled',
        endedAt: base.endAt,
      })
    }))

  it('of another treasury falls too, and neither treasury learns of the other’s lease', () =>
    store.inRollback(async (ctx) => {
      const { base } = await anIncrease(ctx)
      const days = Math.floor((toMs(base.endAt) - toMs(REFERENCE_INSTANT)) / DAY_MS)
      const ticket = await aTicket(ctx, { leaseId: base.id, termDays: days })
      const from = { poolId: 'pool_005', treasuryId: 'trs_003', issue: true }
      const [part] = (await allocate(ctx, ticket, from)).parts
      const id = part?.lease.id ?? ''
      const contract = await contractOf(ctx, id)
      await ctx.db
        .update(allocationTable)
        .set({ expiresAt: addMs(base.endAt, DAY_MS) })
        .where(eq(allocationTable.leaseId, id))
      const signer = at(await signerOf(ctx, 'trs_003'), base.endAt)
      const { termsHash } = contract
      await expect(
        signContract(signer, { contractId: contract.id, termsHash }),
      ).rejects.toMatchObject({
        code: 'lease_not_running',
        message: 'The lease that this adds to has ended.',
      })

      await terminateLease(await provenAdmin(ctx), { leaseId: base.id, reason: REASON })
      expect(await leaseOf(ctx, id)).toMatchObject({ status: 'cancelled' })
      const told = async (organisation: string, leaseId: string) =>
        JSON.stringify((await getLeaseView(memberOf(ctx, organisation), leaseId)).timeline)
      expect(await told('trs_003', id)).toContain('The lease that it adds to has ended')
      expect(await told('trs_003', id)).not.toContain(base.id)
      expect(await told('trs_001', base.id)).not.toContain(id)
    }))

  it('goes on as a lease of its own once both have signed it', () =>
    store.inRollback(async (ctx) => {
      const { base, increase, contract } = await anIncrease(ctx)
      const signature = { contractId: contract.id, termsHash: contract.termsHash }
      await signContract(await signerOf(ctx, 'trs_001'), signature)
      await signContract(await signerOf(ctx, 'sub_001'), signature)
      await terminateLease(await provenAdmin(ctx), { leaseId: base.id, reason: REASON })
      expect(await leaseOf(ctx, increase.id)).toMatchObject({ status: 'pending' })
      expect(await contractOf(ctx, increase.id)).toMatchObject({ status: 'active' })
    }))

  it('can’t be signed any more from that instant on, even before the job has come', () =>
    store.inRollback(async (ctx) => {
      const { base, contract } = await anIncrease(ctx)
      const signature = { contractId: contract.id, termsHash: contract.termsHash }
      const signer = at(await signerOf(ctx, 'trs_001'), base.endAt)
      await ctx.db
        .update(allocationTable)
        .set({ expiresAt: addMs(base.endAt, DAY_MS) })
        .where(eq(allocationTable.leaseId, contract.leaseId))
      await expect(signContract(signer, signature)).rejects.toMatchObject({
        status: 409,
        code: 'lease_not_running',
      })
    }))
})
