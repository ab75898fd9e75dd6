import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { complianceRecordTable } from '@/lib/domains/compliance/record/table'
import { contractSignatureTable } from '@/lib/domains/liquidity/contract/table'
import { contractText } from '@/lib/domains/liquidity/contract/text-rules'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { cancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { answerRenewal, withdrawRenewal } from '@/lib/flows/renewal/answer-renewal'
import { lapseRenewal } from '@/lib/flows/renewal/lapse-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { platformPolicyTable } from '@/lib/platform/policy/table'
import {
  at,
  contractOf,
  findLease,
  leaseOf,
  refusal,
  renewalOf,
  signerOf,
  storyOf,
  ticketOf,
} from '@/tests/support/lease-life'
import { adminOf, memberOf, systemOf, viewerOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord, RenewalRequestRecord } from '@/types'

const store = useTestDb('seeded')

/** An active lease of trs_001 to sub_001 that nobody has asked to renew, within 60 days of its end. */
async function aRunning(ctx: DbCtx): Promise<LeaseRecord> {
  await ctx.db.update(invoiceTable).set({ status: 'paid' })
  await ctx.db
    .update(renewalTable)
    .set({ status: 'withdrawn' })
    .where(eq(renewalTable.status, 'requested'))
  return findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'active' },
    ({ endAt }) => endAt < addMs(REFERENCE_INSTANT, 60 * DAY_MS),
  )
}

async function asked(ctx: DbCtx, lease: LeaseRecord, by = 'sub_001', termDays = 90) {
  const answer = await requestRenewal(await signerOf(ctx, by), { leaseId: lease.id, termDays })
  if (answer.kind !== 'renewal') throw new Error('Not a renewal')
  return answer.renewal
}

describe('a renewal', () => {
  it('is asked by the lessee, accepted by the lessor, and follows at the old end instant', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const renewal = await asked(ctx, lease)
      expect(renewal).toMatchObject({
        requestedBy: 'subscriber',
        respondBy: addMs(REFERENCE_INSTANT, 72 * HOUR_MS),
        sizeSats: lease.sizeSats,
        version: 1,
      })
      expect(await storyOf(ctx, renewal.id)).toEqual(['renewal.requested requested'])
      const accepted = await answerRenewal(await signerOf(ctx, 'trs_001'), {
        renewalId: renewal.id,
        accept: true,
      })
      expect(accepted).toMatchObject({ status: 'accepted', version: 2 })
      const next = await leaseOf(ctx, accepted.newLeaseId ?? '')
      expect(next).toMatchObject({
        status: 'pending',
        startAt: lease.endAt,
        endAt: addMs(lease.endAt, 90 * DAY_MS),
        renewsLeaseId: lease.id,
        deliveredAt: REFERENCE_INSTANT,
        poolId: lease.poolId,
      })
      const contract = await contractOf(ctx, next.id)
      expect(contract).toMatchObject({
        status: 'active',
        signedBySubscriberAt: renewal.createdAt,
        signedByTreasuryAt: REFERENCE_INSTANT,
      })
      const signatures = await ctx.db
        .select()
        .from(contractSignatureTable)
        .where(eq(contractSignatureTable.contractId, contract.id))
      expect(signatures.map(({ userId }) => userId).sort()).toEqual([
        'usr_of_sub_001',
        'usr_of_trs_001',
      ])
      expect(await storyOf(ctx, next.id)).toEqual(['lease.created pending'])
    }))

  it('is proposed by the lessor and accepted by the lessee just as well', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const renewal = await asked(ctx, lease, 'trs_001')
      const lessee = await signerOf(ctx, 'sub_001')
      const accepted = await answerRenewal(lessee, { renewalId: renewal.id, accept: true })
      const next = await leaseOf(ctx, accepted.newLeaseId ?? '')
      expect(await contractOf(ctx, next.id)).toMatchObject({
        signedByTreasuryAt: renewal.createdAt,
        status: 'active',
      })
    }))

  it('answers both sides with a fresh proof alone', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const stale = await proved(memberOf(ctx, 'sub_001'), 400)
      const ask = { leaseId: lease.id, termDays: 90 }
      expect(await refusal(ctx, () => requestRenewal(stale, ask))).toBe('reauth_required')
      const renewal = await asked(ctx, lease)
      const answer = { renewalId: renewal.id, accept: true }
      expect(await refusal(ctx, () => answerRenewal(memberOf(ctx, 'trs_001'), answer))).toBe(
        'reauth_required',
      )
      // Turning it down binds nobody.
      await answerRenewal(memberOf(ctx, 'trs_001'), { ...answer, accept: false })
    }))

  it('that the lessor declines asks the market at once, around the old price', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const renewal = await asked(ctx, lease)
      const declined = await answerRenewal(memberOf(ctx, 'trs_001'), {
        renewalId: renewal.id,
        accept: false,
        reason: 'Promised elsewhere',
      })
      expect(declined).toMatchObject({ status: 'declined', reason: 'Promised elsewhere' })
      expect(await ticketOf(ctx, declined.fallbackTicketId)).toMatchObject({
        kind: 'renewal_fallback',
        subscriberId: 'sub_001',
        leaseId: lease.id,
        sizeSats: lease.sizeSats,
        termDays: 90,
        status: 'pending',
      })
      expect(await storyOf(ctx, declined.fallbackTicketId ?? '')).toEqual([
        'ticket.created pending',
      ])
    }))

  it('that the lessee turns down asks nothing on its behalf', () =>
    store.inRollback(async (ctx) => {
      const renewal = await asked(ctx, await aRunning(ctx), 'trs_001')
      const declined = await answerRenewal(memberOf(ctx, 'sub_001'), {
        renewalId: renewal.id,
        accept: false,
      })
      expect(declined.fallbackTicketId).toBeNull()
    }))

  it('lapses exactly at respondBy, once, and asks the market', () =>
    store.inRollback(async (ctx) => {
      const renewal = await asked(ctx, await aRunning(ctx))
      const due = renewal.respondBy
      const answer = { renewalId: renewal.id, accept: true }
      const late = at(await signerOf(ctx, 'trs_001'), due)
      expect(await refusal(ctx, () => answerRenewal(late, answer))).toBe('illegal_transition')
      const job = systemOf(ctx)
      expect(await lapseRenewal(job, renewal.id, addMs(due, -1))).toBe(false)
      expect(await lapseRenewal(job, renewal.id, due)).toBe(true)
      expect(await lapseRenewal(job, renewal.id, due)).toBe(false)
      const lapsed = await renewalOf(ctx, renewal.id)
      expect(lapsed).toMatchObject({ status: 'lapsed', answeredAt: due, version: 2 })
      expect(await ticketOf(ctx, lapsed.fallbackTicketId)).toMatchObject({ createdAt: due })
      expect(await storyOf(ctx, renewal.id)).toContain('renewal.lapsed requested lapsed')
    }))

  it('is answered just before respondBy', () =>
    store.inRollback(async (ctx) => {
      const renewal = await asked(ctx, await aRunning(ctx))
      const inTime = at(await signerOf(ctx, 'trs_001'), addMs(renewal.respondBy, -1))
      const accepted = await answerRenewal(inTime, { renewalId: renewal.id, accept: true })
      expect(accepted.status).toBe('accepted')
    }))

  it('whose time is over makes way for a new one, even before a job has come by', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const first = await asked(ctx, lease)
      const later = at(ctx, addMs(first.respondBy, HOUR_MS))
      const second = await asked(later, lease)
      expect((await renewalOf(ctx, first.id)).status).toBe('lapsed')
      expect((await renewalOf(ctx, second.id)).status).toBe('requested')
    }))

  it('is withdrawn by whoever asked, alone', () =>
    store.inRollback(async (ctx) => {
      const { id: renewalId } = await asked(ctx, await aRunning(ctx))
      const by = (who: string) => () => withdrawRenewal(memberOf(ctx, who), { renewalId })
      expect(await refusal(ctx, by('trs_001'))).toBe('not_own_request')
      expect(await refusal(ctx, by('trs_002'))).toBe('not_found')
      expect((await by('sub_001')()).status).toBe('withdrawn')
      expect(await refusal(ctx, by('sub_001'))).toBe('illegal_transition')
    }))

  it('of the seeded world is accepted too', () =>
    store.inRollback(async (ctx) => {
      const [renewal] = await ctx.db
        .select()
        .from(renewalTable)
        .where(eq(renewalTable.status, 'requested'))
      const { id, treasuryId } = renewal as RenewalRequestRecord
      const accepted = await answerRenewal(await signerOf(ctx, treasuryId), {
        renewalId: id,
        accept: true,
      })
      expect(accepted.status).toBe('accepted')
    }))
})

describe('who may not', () => {
  it('viewers, Flowrate, strangers, and the side that asked', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const ask = { leaseId: lease.id, termDays: 90 }
      const request = (who: Parameters<typeof requestRenewal>[0]) => () => requestRenewal(who, ask)
      expect(await refusal(ctx, request(viewerOf(ctx, 'sub_001')))).toBe('viewer_read_only')
      expect(await refusal(ctx, request(adminOf(ctx)))).toBe('forbidden')
      expect(await refusal(ctx, request(await signerOf(ctx, 'sub_002')))).toBe('not_found')
      const { id: renewalId } = await asked(ctx, lease)
      const answer = { renewalId, accept: true }
      const own = await signerOf(ctx, 'sub_001')
      expect(await refusal(ctx, () => answerRenewal(own, answer))).toBe('own_request')
      const stranger = await signerOf(ctx, 'trs_002')
      expect(await refusal(ctx, () => answerRenewal(stranger, answer))).toBe('not_found')
      const viewer = viewerOf(ctx, 'trs_001')
      expect(await refusal(ctx, () => answerRenewal(viewer, answer))).toBe('viewer_read_only')
      const stale = await signerOf(ctx, 'trs_001')
      expect(await refusal(ctx, () => answerRenewal(stale, { ...answer, version: 9 }))).toBe(
        'stale_version',
      )
    }))
})

describe('what stands in the way of a renewal', () => {
  const ask =
    (ctx: DbCtx, lease: LeaseRecord, rest = {}) =>
    async () =>
      requestRenewal(await signerOf(ctx, 'sub_001'), { leaseId: lease.id, termDays: 90, ...rest })

  it('is an open one, a cancelled term, an unpaid invoice, a lapsed review', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const signer = await signerOf(ctx, 'sub_001')
      const code = () =>
        refusal(ctx, () => requestRenewal(signer, { leaseId: lease.id, termDays: 90 }))
      await ctx.db
        .update(invoiceTable)
        .set({ status: 'issued', dueAt: addMs(REFERENCE_INSTANT, -7 * DAY_MS - 1) })
        .where(eq(invoiceTable.subscriberId, 'sub_001'))
      expect(await code()).toBe('lease_not_renewable')
      await ctx.db
        .update(invoiceTable)
        .set({ dueAt: addMs(REFERENCE_INSTANT, -7 * DAY_MS) })
        .where(eq(invoiceTable.subscriberId, 'sub_001'))
      await ctx.db
        .update(complianceRecordTable)
        .set({ status: 'pending' })
        .where(eq(complianceRecordTable.organisationId, 'sub_001'))
      expect(await code()).toBe('lease_not_renewable')
      await ctx.db
        .update(complianceRecordTable)
        .set({ status: 'approved' })
        .where(eq(complianceRecordTable.organisationId, 'sub_001'))
      await cancelAtTerm(memberOf(ctx, 'sub_001'), { leaseId: lease.id })
      expect(await code()).toBe('lease_not_renewable')
      await ctx.db.update(leaseTable).set({ isCancelAtTerm: false })
      await asked(ctx, lease)
      expect(await code()).toBe('lease_not_renewable')
    }))

  it('is a request that waits, which the refusal names with its terms and where it is', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const { id: renewalId, ...renewal } = await asked(ctx, lease)
      const again = async (by: string) =>
        requestRenewal(await signerOf(ctx, by), { leaseId: lease.id, termDays: 60 })
      const { respondBy, termDays, sizeSats, feeModel, feeSats, feePpm, version } = renewal
      const fresh = {
        ...{ renewalId, leaseId: lease.id, requestedBy: 'subscriber', respondBy, version },
        ...{ termDays, sizeSats, feeModel, feeSats, feePpm },
      }
      await expect(again('sub_001')).rejects.toMatchObject({
        status: 409,
        code: 'lease_not_renewable',
        message: `Renewal ${renewalId} already waits for an answer.`,
        fresh: { ...fresh, href: `/subscriber/leases/${lease.id}` },
      })
      await expect(again('trs_001')).rejects.toMatchObject({
        fresh: { ...fresh, href: `/treasury/leases/${lease.id}` },
      })
    }))

  it('is the exposure limit: exactly at it a lessee may renew, one satoshi more is refused', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      await ctx.db
        .update(leaseTable)
        .set({ status: 'cancelled' })
        .where(eq(leaseTable.subscriberId, 'sub_001'))
      await ctx.db.update(leaseTable).set({ status: 'active' }).where(eq(leaseTable.id, lease.id))
      const limit = (sum: number) =>
        ctx.db.update(platformPolicyTable).set({ maxExposureSats: sats(sum) })
      await limit(lease.sizeSats - 1)
      const signer = await signerOf(ctx, 'sub_001')
      const code = () =>
        refusal(ctx, () => requestRenewal(signer, { leaseId: lease.id, termDays: 90 }))
      expect(await code()).toBe('exposure_exceeded')
      await limit(lease.sizeSats)
      await ctx.db.update(poolTable).set({ maxExposureSats: sats(lease.sizeSats - 1) })
      expect(await code()).toBe('exposure_exceeded')
      await ctx.db.update(poolTable).set({ maxExposureSats: lease.sizeSats })
      expect((await asked(ctx, lease)).status).toBe('requested')
    }))

  it('is a size above the old one and a term below the minimum', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const [policy] = await ctx.db.select().from(platformPolicyTable)
      const min = policy?.minTermDays ?? 0
      const more = ask(ctx, lease, { sizeSats: sats(lease.sizeSats + 1) })
      await expect(more()).rejects.toMatchObject({ fieldErrors: { sizeSats: expect.any(String) } })
      const shorter = ask(ctx, lease, { termDays: min - 1 })
      await expect(shorter()).rejects.toMatchObject({
        fieldErrors: {
          termDays: `Too little by 1 day: ${min - 1} days is below the minimum of ${min} days.`,
        },
      })
      expect(await ask(ctx, lease, { termDays: min, sizeSats: lease.sizeSats })()).toMatchObject({
        kind: 'renewal',
        renewal: { termDays: min },
      })
    }))
})

describe('after the end', () => {
  it('the lessee asks the market for the same, once, up to 30 days later', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const after = at(ctx, addMs(lease.endAt, 30 * DAY_MS))
      await ctx.db.update(complianceRecordTable).set({ nextReviewAt: '2030-01-01T00:00:00.000Z' })
      const request = () =>
        requestRenewal(memberOf(after, 'sub_001'), { leaseId: lease.id, termDays: 90 })
      expect(await request()).toMatchObject({
        kind: 'ticket',
        ticket: { kind: 'renewal_fallback', leaseId: lease.id },
      })
      expect(await refusal(ctx, request)).toBe('lease_not_renewable')
      const tooLate = at(ctx, addMs(lease.endAt, 30 * DAY_MS + 1))
      expect(
        await refusal(ctx, () =>
          requestRenewal(memberOf(tooLate, 'sub_001'), { leaseId: lease.id, termDays: 90 }),
        ),
      ).toBe('lease_not_renewable')
    }))
})

it('an acceptance whose transaction fails leaves neither lease nor contract', () =>
  store.inRollback(async (ctx) => {
    const renewal = await asked(ctx, await aRunning(ctx))
    const signer = await signerOf(ctx, 'trs_001')
    const count = () => ctx.db.$count(leaseTable)
    const before = await count()
    const failing = withTransaction(signer, async (tx) => {
      await answerRenewal(tx, { renewalId: renewal.id, accept: true })
      throw new Error('The power went')
    })
    await expect(failing).rejects.toThrow('The power went')
    expect(await count()).toBe(before)
    expect(await renewalOf(ctx, renewal.id)).toMatchObject(renewal)
  }))

it('of two who accept at the same screen one wins', () =>
  store.inRollback(async (ctx) => {
    const renewal = await asked(ctx, await aRunning(ctx))
    const signer = await signerOf(ctx, 'trs_001')
    const answer = { renewalId: renewal.id, accept: true, version: 1 }
    await answerRenewal(signer, answer)
    expect(await refusal(ctx, () => answerRenewal(signer, answer))).toBe('stale_version')
  }))

describe('what accepting a renewal signs', () => {
  it('is the text that the form shows, by its hash', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const renewal = await asked(ctx, lease)
      const lessor = await signerOf(ctx, 'trs_001')
      const { signs } = await getLeaseForm(lessor, { leaseId: lease.id, action: 'accept_renewal' })
      const text = signs?.lines.join('\n') ?? ''
      expect(text).toContain('Service level and credits')
      expect(createHash('sha256').update(text).digest('hex')).toBe(signs?.termsHash)
      const termsHash = signs?.termsHash ?? undefined
      const accepted = await answerRenewal(lessor, {
        renewalId: renewal.id,
        accept: true,
        termsHash,
      })
      const contract = await contractOf(ctx, accepted.newLeaseId ?? '')
      expect(contract).toMatchObject({ termsHash, template: 2, status: 'active' })
      expect(contractText(contract)).toBe(text)
    }))

  it('is no other text: its hash is refused and nothing changes', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const { id: renewalId } = await asked(ctx, lease)
      const lessor = await signerOf(ctx, 'trs_001')
      const accept = { renewalId, accept: true, termsHash: 'a'.repeat(64) }
      expect(await refusal(ctx, () => answerRenewal(lessor, accept))).toBe('terms_changed')
      expect(await renewalOf(ctx, renewalId)).toMatchObject({ status: 'requested' })
    }))
})
