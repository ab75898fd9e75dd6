import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { complianceRecordTable } from '@/lib/domains/compliance/record/table'
import { contractSignatureTable } from '@/lib/domains/liquidity/contract/table'
import { contractText } from '@/lib/domains/liquidity/contract/text-rules'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import { renewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { renewalAnswer } from '@/lib/flows/lease-view/answers'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { answerRenewal, withdrawRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { at, contractOf, findLease, refusal, renewalOf, signerOf } from '@/tests/support/lease-life'
import { memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')

const OFFER = { termDays: 60, feeModel: 'ppm', feePpm: 4000 } as const
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A lease of an anonymised treasury, so that a pool's nickname is in its texts; nobody has asked to renew it. */
async function aLease(ctx: DbCtx): Promise<LeaseRecord> {
  await ctx.db.update(invoiceTable).set({ status: 'paid' })
  await ctx.db
    .update(complianceRecordTable)
    .set({ status: 'approved', nextReviewAt: '2030-01-01T00:00:00.000Z' })
  await ctx.db
    .update(renewalTable)
    .set({ status: 'withdrawn' })
    .where(eq(renewalTable.status, 'requested'))
  return findLease(
    ctx,
    { treasuryId: 'trs_003', status: 'active' },
    ({ endAt, poolId }) => endAt < addMs(REFERENCE_INSTANT, 60 * DAY_MS) && poolId !== null,
  )
}

/** The text that a lessee's dialog draws from its form and what is typed. */
async function shownTo(ctx: DbCtx, lease: LeaseRecord): Promise<string> {
  const form = await getLeaseForm(memberOf(ctx, lease.subscriberId), {
    leaseId: lease.id,
    action: 'renew',
  })
  if (form.renew?.contract == null) throw new Error('No contract to ask for')
  return contractText({ ...form.renew.contract, ...renewalTerms(form.lease, OFFER) })
}

async function ask(ctx: DbCtx, lease: LeaseRecord, termsHash?: string) {
  const answer = await requestRenewal(await signerOf(ctx, lease.subscriberId), {
    leaseId: lease.id,
    ...OFFER,
    termsHash,
  })
  if (answer.kind !== 'renewal') throw new Error('Not a renewal')
  return answer.renewal
}

const rename = (ctx: DbCtx, { poolId }: LeaseRecord, nickname: string) =>
  ctx.db
    .update(poolTable)
    .set({ nickname })
    .where(eq(poolTable.id, poolId ?? ''))

describe('what asking for a renewal signs', () => {
  it('is the whole contract, which accepting makes word for word', () =>
    store.inRollback(async (ctx) => {
      const lease = await aLease(ctx)
      const text = await shownTo(ctx, lease)
      expect(text).toContain('Service level and credits')
      expect(text).toContain(`start ${lease.endAt}`)
      const renewal = await ask(ctx, lease, sha256(text))
      expect(renewal.termsHash).toBe(sha256(text))
      const lessor = await signerOf(ctx, 'trs_003')
      expect(await renewalAnswer(lessor, renewal)).toMatchObject({ termsHash: sha256(text) })
      const { lease: read } = await getLeaseView(lessor, lease.id)
      expect(read.renewal?.termsHash).toBe(sha256(text))
      const { signs } = await getLeaseForm(lessor, { leaseId: lease.id, action: 'accept_renewal' })
      expect(signs?.lines.join('\n')).toBe(text)
      const { newLeaseId } = await answerRenewal(lessor, {
        renewalId: renewal.id,
        accept: true,
        termsHash: sha256(text),
      })
      const contract = await contractOf(ctx, newLeaseId ?? '')
      expect(contractText(contract)).toBe(text)
      const signatures = await ctx.db
        .select()
        .from(contractSignatureTable)
        .where(eq(contractSignatureTable.contractId, contract.id))
      expect(signatures.map(({ termsHash }) => termsHash)).toEqual([sha256(text), sha256(text)])
    }))

  it('is refused when it reads differently by now, with how it reads', () =>
    store.inRollback(async (ctx) => {
      const lease = await aLease(ctx)
      const text = await shownTo(ctx, lease)
      await rename(ctx, lease, 'Another name')
      const count = () => ctx.db.$count(renewalTable)
      const before = await count()
      await expect(ask(ctx, lease, sha256(text))).rejects.toMatchObject({
        status: 409,
        code: 'terms_changed',
        fresh: { termsText: expect.stringContaining('lessor Another name') },
      })
      expect(await count()).toBe(before)
      await ask(ctx, lease, sha256(await shownTo(ctx, lease)))
    }))

  it('keeps the names in which it was asked until it is accepted', () =>
    store.inRollback(async (ctx) => {
      const lease = await aLease(ctx)
      const text = await shownTo(ctx, lease)
      const { id: renewalId } = await ask(ctx, lease, sha256(text))
      await rename(ctx, lease, 'Another name')
      const lessor = await signerOf(ctx, 'trs_003')
      const { newLeaseId } = await answerRenewal(lessor, { renewalId, accept: true })
      expect(contractText(await contractOf(ctx, newLeaseId ?? ''))).toBe(text)
    }))

  it('is another text after another request, and another lease', () =>
    store.inRollback(async (ctx) => {
      const lease = await aLease(ctx)
      const text = await shownTo(ctx, lease)
      const first = await ask(ctx, lease)
      await withdrawRenewal(memberOf(ctx, lease.subscriberId), { renewalId: first.id })
      expect(await shownTo(ctx, lease)).not.toBe(text)
      expect(await refusal(ctx, () => ask(ctx, lease, sha256(text)))).toBe('terms_changed')
      const second = await ask(ctx, lease, sha256(await shownTo(ctx, lease)))
      expect(second.id).not.toBe(first.id)
    }))

  it('may be left unread by a script; what it binds to is kept all the same', () =>
    store.inRollback(async (ctx) => {
      const lease = await aLease(ctx)
      const text = await shownTo(ctx, lease)
      const { id } = await ask(ctx, lease)
      expect(await renewalOf(ctx, id)).toMatchObject({ termsHash: sha256(text) })
    }))

  it('is nothing once the lease is over: the market is not asked in its place', () =>
    store.inRollback(async (ctx) => {
      const lease = await aLease(ctx)
      const text = await shownTo(ctx, lease)
      const after = at(ctx, addMs(lease.endAt, DAY_MS))
      expect(await refusal(ctx, () => ask(after, lease, sha256(text)))).toBe('terms_changed')
      const { renew } = await getLeaseForm(memberOf(after, lease.subscriberId), {
        leaseId: lease.id,
        action: 'renew',
      })
      expect(renew).toMatchObject({ isRequest: true, contract: null })
    }))
})
