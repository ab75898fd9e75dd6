import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { complianceRecordTable } from '@/lib/domains/compliance/record/table'
import type { LeaseAction, LeaseActionName } from '@/lib/domains/liquidity/lease/policy'
import { SIGNER_BLOCK } from '@/lib/domains/liquidity/lease/policy'
import { answerEarlyEnd } from '@/lib/domains/liquidity/leasing/answer-early-end'
import { cancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { voidContract } from '@/lib/domains/liquidity/leasing/void-contract'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { answerRenewal, withdrawRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { at, contractOf, findLease, refusal, signerOf } from '@/tests/support/lease-life'
import { aWish, btc } from '@/tests/support/market'
import { memberOf, operatorOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')

async function aRunning(ctx: DbCtx, minDays = 0): Promise<LeaseRecord> {
  await ctx.db.update(invoiceTable).set({ status: 'paid' })
  await ctx.db
    .update(renewalTable)
    .set({ status: 'withdrawn' })
    .where(eq(renewalTable.status, 'requested'))
  return findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'active' },
    ({ endAt }) =>
      endAt > addMs(REFERENCE_INSTANT, minDays * DAY_MS) &&
      endAt < addMs(REFERENCE_INSTANT, 60 * DAY_MS),
  )
}

/** An operator who has just proved who they are: it is the role that is missing. */
const operator = (ctx: DbCtx, organisationId: string) => proved(operatorOf(ctx, organisationId))
const addOn = (leaseId: string) => ({
  leaseId,
  sizeSats: btc(0.1),
  feeModel: 'ppm' as const,
  feePpm: 3000,
})

async function blocked(ctx: DbCtx, leaseId: string, who: string): Promise<LeaseActionName[]> {
  const { lease } = await getLeaseView(operatorOf(ctx, who), leaseId)
  const isOwners = ({ blockedBy }: LeaseAction) => blockedBy === SIGNER_BLOCK
  return lease.actions.filter(isOwners).map(({ name }) => name)
}

describe('an operator', () => {
  it('does not sign a contract, but may turn it down', () =>
    store.inRollback(async (ctx) => {
      const { lease } = await addOnLease(memberOf(ctx, 'trs_001'), addOn((await aRunning(ctx)).id))
      const { id: contractId, termsHash } = await contractOf(ctx, lease.id)
      for (const who of ['trs_001', 'sub_001']) {
        const me = await operator(ctx, who)
        expect(await refusal(ctx, () => signContract(me, { contractId, termsHash }))).toBe(
          'owners_sign',
        )
        expect(await blocked(ctx, lease.id, who)).toEqual(['sign'])
      }
      const reason = 'Not at this price'
      expect(
        await voidContract(await operator(ctx, 'sub_001'), { contractId, reason }),
      ).toBeDefined()
    }))

  it('neither asks for a renewal nor accepts one, but declines and withdraws', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const offer = { leaseId, termDays: 90 }
      const [lessee, lessor] = [await operator(ctx, 'sub_001'), await operator(ctx, 'trs_001')]
      for (const me of [lessee, lessor]) {
        expect(await refusal(ctx, () => requestRenewal(me, offer))).toBe('owners_sign')
        expect(await blocked(ctx, leaseId, me.actor.organisationId)).toContain('renew')
      }
      const ask = async () => {
        const answer = await requestRenewal(await signerOf(ctx, 'sub_001'), offer)
        return answer.kind === 'renewal' ? answer.renewal.id : ''
      }
      const renewalId = await ask()
      const accept = { renewalId, accept: true }
      expect(await refusal(ctx, () => answerRenewal(lessor, accept))).toBe('owners_sign')
      expect(await blocked(ctx, leaseId, 'trs_001')).toContain('accept_renewal')
      expect(await blocked(ctx, leaseId, 'trs_001')).not.toContain('decline_renewal')
      expect((await answerRenewal(lessor, { renewalId, accept: false })).status).toBe('declined')
      expect((await withdrawRenewal(lessee, { renewalId: await ask() })).status).toBe('withdrawn')
    }))

  it('does not answer an early end, but may ask for one and take it back', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx, 31)
      const reason = 'We move to another provider'
      const { id: earlyEndId } = await requestEarlyEnd(await proved(operatorOf(ctx, 'sub_001')), {
        leaseId,
        reason,
      })
      const lessor = operatorOf(ctx, 'trs_001')
      for (const accept of [true, false]) {
        expect(await refusal(ctx, () => answerEarlyEnd(lessor, { earlyEndId, accept }))).toBe(
          'owners_sign',
        )
      }
      expect(await blocked(ctx, leaseId, 'trs_001')).toContain('answer_early_end')
      expect(await blocked(ctx, leaseId, 'sub_001')).not.toContain('withdraw_early_end')
    }))

  it('offers no more of a lease', () =>
    store.inRollback(async (ctx) => {
      const { id } = await aRunning(ctx)
      const lessor = operatorOf(ctx, 'trs_001')
      expect(await refusal(ctx, () => addOnLease(lessor, addOn(id)))).toBe('owners_sign')
      expect(await blocked(ctx, id, 'trs_001')).toContain('increase')
    }))

  it('asks the market, lets a term run out, and asks anew after the end', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const me = operatorOf(ctx, 'sub_001')
      expect((await createTicket(me, aWish())).status).toBe('pending')
      await ctx.db.update(complianceRecordTable).set({ nextReviewAt: '2030-01-01T00:00:00.000Z' })
      const after = at(me, addMs(lease.endAt, DAY_MS))
      expect(await requestRenewal(after, { leaseId: lease.id, termDays: 90 })).toMatchObject({
        kind: 'ticket',
      })
      expect((await cancelAtTerm(me, { leaseId: lease.id })).isCancelAtTerm).toBe(true)
    }))
})
