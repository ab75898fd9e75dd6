import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { ConflictError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { complianceRecordTable } from '@/lib/domains/compliance/record/table'
import { assertRoom } from '@/lib/domains/liquidity/leasing/assert-room'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { LESSEE_BLOCK } from '@/lib/domains/liquidity/renewal/block-rules'
import { renewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { platformPolicyTable } from '@/lib/platform/policy/table'
import { findLease, signerOf } from '@/tests/support/lease-life'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')

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

const noHeadroom = (ctx: DbCtx) =>
  ctx.db.update(platformPolicyTable).set({ maxExposureSats: sats(1) })
const nothingFree = (ctx: DbCtx) =>
  ctx.db.update(nodeTable).set({ status: 'offline', statusSince: '2026-01-01T00:00:00.000Z' })

/** What a lessee holds, and may hold, as the lessee and Flowrate read it. */
const HELD = ['headroomSats', 'exposureSats', 'exposureLimitSats']
const NOT_FREE =
  /^Exceeds by ([\d.]+ BTC): \1 is more than the 0 BTC that are free over this term\.$/

type Asker = 'treasury' | 'subscriber' | 'admin'

/** What each reader is told; Flowrate's people ask for nothing, so the check itself is asked. */
async function refusedFor(ctx: DbCtx, lease: LeaseRecord, who: Asker): Promise<ConflictError> {
  const offer = { leaseId: lease.id, termDays: 90 }
  const asked =
    who === 'admin'
      ? assertRoom(adminOf(ctx), lease, renewalTerms(lease, offer))
      : requestRenewal(await signerOf(ctx, who === 'treasury' ? 'trs_001' : 'sub_001'), offer)
  return asked.then(
    () => expect.unreachable('it should be refused'),
    (error: ConflictError) => error,
  )
}

describe('a renewal that there is no room for', () => {
  it.each<[Asker, RegExp, string[]]>([
    ['treasury', /^The lessee can’t take this much over this term\.$/, ['availableSats']],
    [
      'subscriber',
      /^Exceeds by [\d.]+ BTC: you would hold [\d.]+ BTC .+ limit of 0\.00000001 BTC\.$/,
      HELD,
    ],
    [
      'admin',
      /: the subscriber would hold [\d.]+ BTC .+ limit of 0\.00000001 BTC\.$/,
      ['availableSats', ...HELD],
    ],
  ])('for its lessee tells the %s its own figures alone', (who, text, figures) =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      await noHeadroom(ctx)
      const { code, message, fresh } = await refusedFor(ctx, lease, who)
      expect(code).toBe('exposure_exceeded')
      expect(message).toMatch(text)
      expect(Object.keys(fresh ?? {})).toEqual(figures)
    }),
  )

  it.each<[Asker, RegExp, string[]]>([
    ['treasury', NOT_FREE, ['availableSats']],
    ['subscriber', /^The provider can’t promise this much over this term\.$/, HELD],
    ['admin', NOT_FREE, ['availableSats', ...HELD]],
  ])('at its treasury tells the %s its own figures alone', (who, text, figures) =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      await nothingFree(ctx)
      const { code, message, fresh } = await refusedFor(ctx, lease, who)
      expect(code).toBe('insufficient_availability')
      expect(message).toMatch(text)
      expect(Object.keys(fresh ?? {})).toEqual(figures)
    }),
  )

  it('tells the side that accepts no more than the side that asked', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const asked = await requestRenewal(await signerOf(ctx, 'sub_001'), {
        leaseId: lease.id,
        termDays: 90,
      })
      const renewalId = asked.kind === 'renewal' ? asked.renewal.id : ''
      await noHeadroom(ctx)
      await expect(
        answerRenewal(await signerOf(ctx, 'trs_001'), { renewalId, accept: true }),
      ).rejects.toMatchObject({
        message: 'The lessee can’t take this much over this term.',
        fresh: { availableSats: expect.any(Number) },
      })
    }))

  it('leaves the other side’s figures out of the form as well', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      for (const who of ['trs_001', 'sub_001']) {
        const { renew } = await getLeaseForm(memberOf(ctx, who), { leaseId, action: 'renew' })
        expect(Object.keys(renew ?? {}).sort()).toEqual([
          'blockers',
          'contract',
          'isRequest',
          'maxPpm',
          'maxTermDays',
          'minSats',
          'minTermDays',
          'respondBy',
        ])
      }
    }))
})

describe('what stands against the lessee', () => {
  async function against(ctx: DbCtx, what: 'invoice' | 'compliance'): Promise<void> {
    if (what === 'invoice') {
      await ctx.db
        .update(invoiceTable)
        .set({ status: 'issued', dueAt: addMs(REFERENCE_INSTANT, -8 * DAY_MS) })
        .where(eq(invoiceTable.subscriberId, 'sub_001'))
      return
    }
    await ctx.db
      .update(complianceRecordTable)
      .set({ status: 'pending' })
      .where(eq(complianceRecordTable.organisationId, 'sub_001'))
  }
  const blockedBy = async (ctx: DbCtx, leaseId: string, who: string, name: string) => {
    const { lease } = await getLeaseView(memberOf(ctx, who), leaseId)
    return lease.actions.find((action) => action.name === name)?.blockedBy
  }

  it.each(['invoice', 'compliance'] as const)(
    'by its %s is told to the lessee, and as nothing but a no to its treasury',
    (what) =>
      store.inRollback(async (ctx) => {
        const { id: leaseId } = await aRunning(ctx)
        const offer = { leaseId, termDays: 90 }
        const [lessee, lessor] = [await signerOf(ctx, 'sub_001'), await signerOf(ctx, 'trs_001')]
        const asked = await requestRenewal(lessee, offer)
        const renewalId = asked.kind === 'renewal' ? asked.renewal.id : ''
        await against(ctx, what)
        const no = { code: 'lease_not_renewable', message: LESSEE_BLOCK }
        await expect(answerRenewal(lessor, { renewalId, accept: true })).rejects.toMatchObject(no)
        expect(await blockedBy(ctx, leaseId, 'trs_001', 'accept_renewal')).toBe(LESSEE_BLOCK)
        await answerRenewal(lessor, { renewalId, accept: false })
        await expect(requestRenewal(lessor, offer)).rejects.toMatchObject(no)
        await expect(requestRenewal(lessee, offer)).rejects.toMatchObject({
          message: expect.stringContaining(what),
        })
        expect(await blockedBy(ctx, leaseId, 'trs_001', 'renew')).toBe(LESSEE_BLOCK)
        expect(await blockedBy(ctx, leaseId, 'sub_001', 'renew')).toContain(what)
        const formOf = async (who: string) =>
          (await getLeaseForm(memberOf(ctx, who), { leaseId, action: 'renew' })).renew?.blockers
        expect(await formOf('trs_001')).toEqual([LESSEE_BLOCK])
        expect((await formOf('sub_001'))?.join()).toContain(what)
      }),
  )
})
