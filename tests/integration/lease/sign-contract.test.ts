import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { contractSignatureTable } from '@/lib/domains/liquidity/contract/table'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { voidContract } from '@/lib/domains/liquidity/leasing/void-contract'
import {
  allocationOf,
  at,
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

/** A draft between trs_001 and sub_001 that nobody has signed yet. */
async function aDraft(ctx: DbCtx) {
  const lease = await findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'pending' },
    ({ renewsLeaseId }) => renewsLeaseId === null,
  )
  const contract = await contractOf(ctx, lease.id)
  expect(contract.status).toBe('draft')
  return { lease, contract, input: { contractId: contract.id, termsHash: contract.termsHash } }
}

const REASON = 'The price does not suit us any more'

describe('a draft contract', () => {
  it('is active when both sides have signed, and its channels are ordered', () =>
    store.inRollback(async (ctx) => {
      const { lease, contract, input } = await aDraft(ctx)
      const first = await signContract(await signerOf(ctx, 'sub_001'), input)
      expect(first).toMatchObject({ status: 'draft', version: 2, signedByTreasuryAt: null })
      expect(await allocationOf(ctx, lease.id)).toMatchObject({ status: 'reserved' })
      const second = await signContract(await signerOf(ctx, 'trs_001'), input)
      expect(second).toMatchObject({ status: 'active', version: 3 })
      expect(await allocationOf(ctx, lease.id)).toMatchObject({
        status: 'confirmed',
        expiresAt: null,
      })
      expect(await leaseOf(ctx, lease.id)).toMatchObject({ status: 'pending' })
      expect(await storyOf(ctx, contract.id)).toEqual([
        'contract.signed draft draft',
        'contract.signed draft active',
      ])
      expect(await storyOf(ctx, lease.id)).toContain('lease.delivery_ordered')
      const signatures = await ctx.db
        .select()
        .from(contractSignatureTable)
        .where(eq(contractSignatureTable.contractId, contract.id))
      expect(signatures.map(({ party, termsHash }) => [party, termsHash]).sort()).toEqual([
        ['subscriber', contract.termsHash],
        ['treasury', contract.termsHash],
      ])
    }))

  it('is signed the other way round just as well', () =>
    store.inRollback(async (ctx) => {
      const { input } = await aDraft(ctx)
      await signContract(await signerOf(ctx, 'trs_001'), input)
      const second = await signContract(await signerOf(ctx, 'sub_001'), input)
      expect(second.status).toBe('active')
    }))

  it('is not signed twice by one side, nor over other terms', () =>
    store.inRollback(async (ctx) => {
      const { input } = await aDraft(ctx)
      const signer = await signerOf(ctx, 'sub_001')
      const other = { ...input, termsHash: 'f'.repeat(64) }
      expect(await refusal(ctx, () => signContract(signer, other))).toBe('terms_changed')
      await signContract(signer, input)
      expect(await refusal(ctx, () => signContract(signer, input))).toBe('already_signed')
    }))

  it('asks who is there: five minutes after the last proof the password again', () =>
    store.inRollback(async (ctx) => {
      const { input } = await aDraft(ctx)
      const stale = await proved(memberOf(ctx, 'sub_001'), 301)
      expect(await refusal(ctx, () => signContract(stale, input))).toBe('reauth_required')
      const none = memberOf(ctx, 'sub_001')
      expect(await refusal(ctx, () => signContract(none, input))).toBe('reauth_required')
    }))

  it('is not for viewers, Flowrate or others to sign', () =>
    store.inRollback(async (ctx) => {
      const { input } = await aDraft(ctx)
      const viewer = await proved(viewerOf(ctx, 'sub_001'))
      expect(await refusal(ctx, () => signContract(viewer, input))).toBe('viewer_read_only')
      const admin = await proved(adminOf(ctx))
      expect(await refusal(ctx, () => signContract(admin, input))).toBe('forbidden')
      for (const stranger of ['sub_002', 'trs_002']) {
        const ctxOf = await signerOf(ctx, stranger)
        expect(await refusal(ctx, () => signContract(ctxOf, input))).toBe('not_found')
      }
    }))

  it('can be signed until just before its reservation is over', () =>
    store.inRollback(async (ctx) => {
      const { lease, input } = await aDraft(ctx)
      const due = (await allocationOf(ctx, lease.id)).expiresAt ?? ''
      const late = at(await signerOf(ctx, 'sub_001'), due)
      expect(await refusal(ctx, () => signContract(late, input))).toBe('reservation_over')
      const inTime = at(late, addMs(due, -1))
      expect((await signContract(inTime, input)).signedBySubscriberAt).toBe(addMs(due, -1))
    }))

  it('keeps nothing of a signature whose transaction fails', () =>
    store.inRollback(async (ctx) => {
      const { contract, input } = await aDraft(ctx)
      await signContract(await signerOf(ctx, 'sub_001'), input)
      const before = await contractOf(ctx, contract.leaseId)
      const signer = await signerOf(ctx, 'trs_001')
      const failing = withTransaction(signer, async (tx) => {
        await signContract(tx, input)
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      expect(await contractOf(ctx, contract.leaseId)).toEqual(before)
      expect(await allocationOf(ctx, contract.leaseId)).toMatchObject({ status: 'reserved' })
      expect(await storyOf(ctx, contract.id)).toHaveLength(1)
    }))

  it('is refused once it is active: 409 for a party, 404 for others', () =>
    store.inRollback(async (ctx) => {
      const lease = await findLease(ctx, { subscriberId: 'sub_001', status: 'active' })
      const { id, termsHash } = await contractOf(ctx, lease.id)
      const input = { contractId: id, termsHash }
      const party = await signerOf(ctx, 'sub_001')
      expect(await refusal(ctx, () => signContract(party, input))).toBe('illegal_transition')
      const stranger = await signerOf(ctx, 'sub_009')
      expect(await refusal(ctx, () => signContract(stranger, input))).toBe('not_found')
    }))
})

describe('voiding a draft', () => {
  it.each(['sub_001', 'trs_001', 'flowrate'])('by %s frees what it held', (who) =>
    store.inRollback(async (ctx) => {
      const { lease, contract } = await aDraft(ctx)
      const actor = who === 'flowrate' ? adminOf(ctx) : memberOf(ctx, who)
      const voided = await voidContract(actor, { contractId: contract.id, reason: REASON })
      expect(voided).toMatchObject({ status: 'void', version: 2 })
      expect(await contractOf(ctx, lease.id)).toEqual(voided)
      expect(await leaseOf(ctx, lease.id)).toMatchObject({ status: 'cancelled' })
      expect(await allocationOf(ctx, lease.id)).toMatchObject({ status: 'released' })
      expect(await ticketOf(ctx, lease.ticketId)).toMatchObject({ status: 'pending' })
      expect(await storyOf(ctx, contract.id)).toEqual(['contract.voided draft void'])
      expect(await storyOf(ctx, lease.id)).toEqual(['lease.cancelled pending cancelled'])
    }),
  )

  it('is refused on a stale screen, to viewers and strangers, and once it is active', () =>
    store.inRollback(async (ctx) => {
      const { contract, input } = await aDraft(ctx)
      const ask = { contractId: contract.id, reason: REASON, version: contract.version }
      const by = (id: string) => () => voidContract(memberOf(ctx, id), ask)
      expect(await refusal(ctx, () => voidContract(viewerOf(ctx, 'sub_001'), ask))).toBe(
        'viewer_read_only',
      )
      expect(await refusal(ctx, by('sub_002'))).toBe('not_found')
      await signContract(await signerOf(ctx, 'sub_001'), input)
      expect(await refusal(ctx, by('trs_001'))).toBe('stale_version')
      await signContract(await signerOf(ctx, 'trs_001'), input)
      expect(await refusal(ctx, by('trs_001'))).toBe('illegal_transition')
    }))
})
