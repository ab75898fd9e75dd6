import { and, asc, eq, inArray } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { cancelAtTerm, undoCancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { pauseLease, resumeLease } from '@/lib/domains/liquidity/leasing/pause-lease'
import { terminateLease } from '@/lib/domains/liquidity/leasing/terminate-lease'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import { readEventsSince, readNewestNumbers } from '@/lib/platform/live/read-events'
import { liveEventTable } from '@/lib/platform/live/table'
import { at, findLease, provenAdmin, refusal, signerOf } from '@/tests/support/lease-life'
import { memberOf, SUBSCRIBER_IDS, systemOf, TREASURY_IDS } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')
const REASON = 'Only the two of us know why'

/** An active lease of trs_001 to sub_001 that may be renewed and that nothing is asked about. */
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

/** Every column of what this test's commands published, by number. */
const eventsOf = (ctx: DbCtx) =>
  ctx.db
    .select()
    .from(liveEventTable)
    .where(eq(liveEventTable.requestId, ctx.requestId))
    .orderBy(asc(liveEventTable.seq))

/** "lease_001 lease.paused" → who was addressed, once for each time that it happened. */
async function addressees(ctx: DbCtx): Promise<Record<string, string[]>> {
  const rows = await eventsOf(ctx)
  const groups: Record<string, string[]> = {}
  for (const { entityType, entityId, change, organisationId } of rows) {
    if (entityType !== 'Lease') continue
    groups[`${entityId} ${change}`] = [
      ...(groups[`${entityId} ${change}`] ?? []),
      organisationId,
    ].sort()
  }
  return groups
}

/** The same as the audit log and the leases themselves demand it. */
async function concerned(ctx: DbCtx): Promise<Record<string, string[]>> {
  const rows = await ctx.db
    .select({
      id: auditEventTable.entityId,
      action: auditEventTable.action,
      treasuryId: leaseTable.treasuryId,
      subscriberId: leaseTable.subscriberId,
    })
    .from(auditEventTable)
    .innerJoin(leaseTable, eq(leaseTable.id, auditEventTable.entityId))
    .where(
      and(eq(auditEventTable.entityType, 'Lease'), eq(auditEventTable.requestId, ctx.requestId)),
    )
  const groups: Record<string, string[]> = {}
  for (const { id, action, treasuryId, subscriberId } of rows) {
    groups[`${id} ${action}`] = [
      ...(groups[`${id} ${action}`] ?? []),
      'flowrate',
      subscriberId,
      treasuryId,
    ].sort()
  }
  return groups
}

describe('every saved lease', () => {
  it('is told to its lessee, its lessor and the admins, once each and to nobody else', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const admin = await provenAdmin(ctx)
      const lessee = memberOf(ctx, 'sub_001')
      await pauseLease(admin, { leaseId, reason: REASON })
      await resumeLease(admin, { leaseId, reason: REASON })
      await cancelAtTerm(lessee, { leaseId })
      await undoCancelAtTerm(lessee, { leaseId })
      await terminateLease(admin, { leaseId, reason: REASON })
      const parties = ['flowrate', 'sub_001', 'trs_001']
      expect(await addressees(ctx)).toMatchObject({
        [`${leaseId} lease.paused`]: parties,
        [`${leaseId} lease.resumed`]: parties,
        [`${leaseId} lease.cancel_at_term_set`]: parties,
        [`${leaseId} lease.cancel_at_term_undone`]: parties,
        [`${leaseId} lease.terminated`]: parties,
      })
      expect(await addressees(ctx)).toEqual(await concerned(ctx))
    }))

  it('is told by jobs and for whatever follows it just as well', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const ask = { leaseId: lease.id, termDays: 90 }
      const asked = await requestRenewal(await signerOf(ctx, 'sub_001'), ask)
      const renewalId = asked.kind === 'renewal' ? asked.renewal.id : ''
      await answerRenewal(await signerOf(ctx, 'trs_001'), { renewalId, accept: true })
      await runDue(systemOf(at(ctx, addMs(lease.endAt, DAY_MS))))
      const told = await addressees(ctx)
      const changes = new Set(Object.keys(told).map((key) => key.split(' ')[1]))
      for (const change of ['lease.created', 'lease.expired', 'lease.activated']) {
        expect([...changes]).toContain(change)
      }
      expect(told).toEqual(await concerned(ctx))
    }))

  it('tells that something changed and nothing of what, of whom or why', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const admin = await provenAdmin(ctx)
      const [before = 0] = (await readNewestNumbers(ctx.db)).slice(-1)
      await pauseLease(admin, { leaseId, reason: REASON })
      const seen = await eventsOf(ctx)
      expect(seen).toHaveLength(3)
      for (const { seq, createdAt, organisationId, ...event } of seen) {
        expect(event).toEqual({
          entityType: 'Lease',
          entityId: leaseId,
          change: 'lease.paused',
          requestId: ctx.requestId,
        })
      }
      for (const id of ['sub_001', 'trs_001', 'flowrate']) {
        const read = await readEventsSince(ctx.db, id, before)
        expect(read).toEqual([
          {
            seq: expect.any(Number),
            entityType: 'Lease',
            entityId: leaseId,
            change: 'lease.paused',
          },
        ])
      }
      const strangers = [...TREASURY_IDS, ...SUBSCRIBER_IDS]
        .slice(1)
        .filter((id) => id !== 'sub_001')
      for (const id of strangers) expect(await readEventsSince(ctx.db, id, before)).toEqual([])
    }))

  it('is told to nobody when it is refused', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const admin = await provenAdmin(ctx)
      const wrong = { leaseId, reason: REASON, version: 999 }
      expect(await refusal(ctx, () => pauseLease(admin, wrong))).toBe('stale_version')
      const lessee = memberOf(ctx, 'sub_001')
      expect(await refusal(ctx, () => terminateLease(lessee, { leaseId, reason: REASON }))).toBe(
        'forbidden',
      )
      const rows = ctx.db.$count(liveEventTable, inArray(liveEventTable.entityId, [leaseId]))
      expect(await rows).toBe(0)
    }))
})
