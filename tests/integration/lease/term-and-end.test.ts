import { and, eq, isNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { slaBreachTable } from '@/lib/domains/liquidity/incident/table'
import { leaseBackingTable } from '@/lib/domains/liquidity/lease/table'
import { answerEarlyEnd, withdrawEarlyEnd } from '@/lib/domains/liquidity/leasing/answer-early-end'
import { cancelAtTerm, undoCancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { pauseLease, resumeLease } from '@/lib/domains/liquidity/leasing/pause-lease'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { terminateLease } from '@/lib/domains/liquidity/leasing/terminate-lease'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import {
  at,
  contractOf,
  findLease,
  leaseOf,
  provenAdmin,
  refusal,
  signerOf,
  storyOf,
} from '@/tests/support/lease-life'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const REASON = 'The node is moved to another site'

/** An active lease of trs_001 to sub_001 with more than 30 days left and no request on it. */
const aRunning = async (ctx: DbCtx) => {
  const open = await ctx.db.select().from(renewalTable).where(eq(renewalTable.status, 'requested'))
  return findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'active' },
    ({ id, endAt }) =>
      endAt > addMs(REFERENCE_INSTANT, 31 * DAY_MS) && open.every(({ leaseId }) => leaseId !== id),
  )
}

describe('the end at term', () => {
  it('is set and unset by the lessee, each with its audit row', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId, version } = await aRunning(ctx)
      const me = memberOf(ctx, 'sub_001')
      expect(await cancelAtTerm(me, { leaseId, version })).toMatchObject({
        isCancelAtTerm: true,
        version: version + 1,
      })
      expect(await refusal(ctx, () => cancelAtTerm(me, { leaseId }))).toBe('illegal_transition')
      expect(await refusal(ctx, () => undoCancelAtTerm(me, { leaseId, version }))).toBe(
        'stale_version',
      )
      expect((await undoCancelAtTerm(me, { leaseId })).isCancelAtTerm).toBe(false)
      expect(await storyOf(ctx, leaseId)).toEqual([
        'lease.cancel_at_term_set active active',
        'lease.cancel_at_term_undone active active',
      ])
    }))

  it('is nobody else’s to set, nor when it has come or a renewal waits', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const by = (actor: UserCtx, leaseId = lease.id) =>
        refusal(ctx, () => cancelAtTerm(actor, { leaseId }))
      expect(await by(viewerOf(ctx, 'sub_001'))).toBe('viewer_read_only')
      expect(await by(memberOf(ctx, 'trs_001'))).toBe('forbidden')
      expect(await by(adminOf(ctx))).toBe('forbidden')
      expect(await by(memberOf(ctx, 'sub_002'))).toBe('not_found')
      expect(await by(at(memberOf(ctx, 'sub_001'), lease.endAt))).toBe('illegal_transition')
      const [renewal] = await ctx.db
        .select()
        .from(renewalTable)
        .where(and(eq(renewalTable.status, 'requested'), eq(renewalTable.subscriberId, 'sub_001')))
      expect(await by(memberOf(ctx, 'sub_001'), renewal?.leaseId)).toBe('lease_renewed')
    }))
})

describe('an early end', () => {
  it('takes 30 days and is approved by the other side', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const request = await requestEarlyEnd(await signerOf(ctx, 'sub_001'), {
        leaseId,
        reason: REASON,
      })
      expect(request).toMatchObject({
        requestedBy: 'subscriber',
        status: 'requested',
        effectiveAt: addMs(REFERENCE_INSTANT, 30 * DAY_MS),
        isFeeWaived: false,
      })
      expect(request.feeSats).toBeGreaterThan(0)
      const answer = { earlyEndId: request.id, accept: true }
      const own = memberOf(ctx, 'sub_001')
      expect(await refusal(ctx, () => answerEarlyEnd(own, answer))).toBe('own_request')
      const approved = await answerEarlyEnd(await signerOf(ctx, 'trs_001'), answer)
      expect(approved).toMatchObject({ status: 'approved', version: 2, feeSats: request.feeSats })
      expect(await storyOf(ctx, request.id)).toEqual([
        'early_end.requested requested',
        'early_end.approved requested approved',
      ])
      const again = () => requestEarlyEnd(own, { leaseId, reason: REASON })
      expect(await refusal(ctx, again)).toBe('early_end_open')
    }))

  it('that the lessor wants is approved by Flowrate, late: it then ends now', () =>
    store.inRollback(async (ctx) => {
      const lease = await findLease(
        ctx,
        { treasuryId: 'trs_001', status: 'active' },
        ({ endAt }) => endAt > addMs(REFERENCE_INSTANT, 40 * DAY_MS),
      )
      const request = await requestEarlyEnd(await signerOf(ctx, 'trs_001'), {
        leaseId: lease.id,
        reason: REASON,
      })
      const later = addMs(REFERENCE_INSTANT, 35 * DAY_MS)
      const approved = await answerEarlyEnd(at(await provenAdmin(ctx), later), {
        earlyEndId: request.id,
        accept: true,
      })
      expect(approved.effectiveAt).toBe(later)
      expect(approved.feeSats).toBeLessThanOrEqual(request.feeSats)
    }))

  it('is declined with a reason, or withdrawn, and may be asked again', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const me = await signerOf(ctx, 'sub_001')
      const first = await requestEarlyEnd(me, { leaseId, reason: REASON })
      const declined = await answerEarlyEnd(memberOf(ctx, 'trs_001'), {
        earlyEndId: first.id,
        accept: false,
        reason: 'We planned with it',
      })
      expect(declined).toMatchObject({ status: 'declined', answerReason: 'We planned with it' })
      const second = await requestEarlyEnd(me, { leaseId, reason: REASON })
      const other = memberOf(ctx, 'trs_001')
      const withdraw = (actor: UserCtx) => () => withdrawEarlyEnd(actor, { earlyEndId: second.id })
      expect(await refusal(ctx, withdraw(other))).toBe('not_own_request')
      expect(await refusal(ctx, withdraw(memberOf(ctx, 'trs_002')))).toBe('not_found')
      expect((await withdraw(me)()).status).toBe('withdrawn')
      expect(await refusal(ctx, withdraw(me))).toBe('illegal_transition')
    }))

  it('is free for a lessee whose node was offline for more than a day', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const [breach] = await ctx.db.select().from(slaBreachTable).limit(1)
      if (breach === undefined) throw new Error('No breach')
      await ctx.db
        .update(slaBreachTable)
        .set({ leaseId, metric: 'uptime', toAt: addMs(breach.fromAt, DAY_MS + 1) })
        .where(eq(slaBreachTable.id, breach.id))
      const request = await requestEarlyEnd(await signerOf(ctx, 'sub_001'), {
        leaseId,
        reason: REASON,
      })
      expect(request).toMatchObject({ isFeeWaived: true, feeSats: 0 })
    }))

  it('is refused to viewers and strangers, on a stale screen, and within the notice', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const ask = (actor: UserCtx, version?: number) =>
        refusal(ctx, () => requestEarlyEnd(actor, { leaseId: lease.id, reason: REASON, version }))
      expect(await ask(viewerOf(ctx, 'trs_001'))).toBe('viewer_read_only')
      expect(await ask(memberOf(ctx, 'trs_002'))).toBe('not_found')
      expect(await ask(memberOf(ctx, 'trs_001'), lease.version + 1)).toBe('stale_version')
      const late = at(memberOf(ctx, 'trs_001'), addMs(lease.endAt, -30 * DAY_MS))
      expect(await ask(late)).toBe('early_end_blocked')
      expect(await ctx.db.$count(earlyEndTable)).toBe(0)
    }))
})

describe('an admin', () => {
  it('pauses and resumes with a reason', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId, version } = await aRunning(ctx)
      const admin = await provenAdmin(ctx)
      const paused = await pauseLease(admin, { leaseId, reason: REASON, version })
      expect(paused).toMatchObject({ status: 'paused', version: version + 1 })
      expect(await refusal(ctx, () => pauseLease(adminOf(ctx), { leaseId, reason: REASON }))).toBe(
        'illegal_transition',
      )
      expect((await resumeLease(adminOf(ctx), { leaseId, reason: REASON })).status).toBe('active')
      expect(await storyOf(ctx, leaseId)).toEqual([
        'lease.paused active paused',
        'lease.resumed paused active',
      ])
    }))

  it('terminates: contract completed, channels back nobody, nothing is left open', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      await requestEarlyEnd(await signerOf(ctx, 'sub_001'), { leaseId, reason: REASON })
      const ended = await terminateLease(await provenAdmin(ctx), { leaseId, reason: REASON })
      expect(ended).toMatchObject({ status: 'terminated', endedAt: REFERENCE_INSTANT })
      expect(await contractOf(ctx, leaseId)).toMatchObject({ status: 'completed' })
      const standing = await ctx.db
        .select()
        .from(leaseBackingTable)
        .where(and(eq(leaseBackingTable.leaseId, leaseId), isNull(leaseBackingTable.toAt)))
      expect(standing).toEqual([])
      const [request] = await ctx.db.select().from(earlyEndTable)
      expect(request?.status).toBe('withdrawn')
    }))

  it('terminates a renewed lease together with the renewal that waits for it', () =>
    store.inRollback(async (ctx) => {
      const [renewal] = await ctx.db
        .select()
        .from(renewalTable)
        .where(eq(renewalTable.status, 'requested'))
      if (renewal === undefined) throw new Error('No renewal')
      const accepted = await answerRenewal(await signerOf(ctx, renewal.treasuryId), {
        renewalId: renewal.id,
        accept: true,
      })
      await terminateLease(await provenAdmin(ctx), { leaseId: renewal.leaseId, reason: REASON })
      const nextId = accepted.newLeaseId ?? ''
      expect(await leaseOf(ctx, nextId)).toMatchObject({ status: 'cancelled' })
      expect(await contractOf(ctx, nextId)).toMatchObject({ status: 'completed' })
    }))

  it('alone: parties may not, even on their own lease', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const input = { leaseId, reason: REASON }
      for (const command of [pauseLease, resumeLease, terminateLease]) {
        for (const who of [memberOf(ctx, 'trs_001'), memberOf(ctx, 'sub_001')]) {
          expect(await refusal(ctx, () => command(who, input))).toBe('forbidden')
        }
        const unknown = { ...input, leaseId: 'lease_nope' }
        expect(await refusal(ctx, () => command(adminOf(ctx), unknown))).toBe('not_found')
        const stale = { ...input, version: 99 }
        expect(await refusal(ctx, () => command(adminOf(ctx), stale))).toBe('stale_version')
      }
    }))

  it('and each party proves who they are for what ends a lease or costs a fee', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId, version } = await aRunning(ctx)
      const [lessee, lessor] = [memberOf(ctx, 'sub_001'), memberOf(ctx, 'trs_001')]
      const stale = await proved(adminOf(ctx), 301)
      const input = { leaseId, reason: REASON }
      for (const command of [pauseLease, terminateLease]) {
        expect(await refusal(ctx, () => command(adminOf(ctx), input))).toBe('reauth_required')
        expect(await refusal(ctx, () => command(stale, input))).toBe('reauth_required')
      }
      expect(await refusal(ctx, () => requestEarlyEnd(lessee, input))).toBe('reauth_required')
      const { id: earlyEndId } = await requestEarlyEnd(await proved(lessee), input)
      const approve = () => answerEarlyEnd(lessor, { earlyEndId, accept: true })
      expect(await refusal(ctx, approve)).toBe('reauth_required')
      expect(await leaseOf(ctx, leaseId)).toMatchObject({ status: 'active', version })
      const declined = await answerEarlyEnd(lessor, { earlyEndId, accept: false })
      expect(declined.status).toBe('declined')
    }))

  it('keeps nothing of a termination whose transaction fails', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const failing = withTransaction(await provenAdmin(ctx), async (tx) => {
        await terminateLease(tx, { leaseId: lease.id, reason: REASON })
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      expect(await leaseOf(ctx, lease.id)).toEqual(lease)
      expect(await contractOf(ctx, lease.id)).toMatchObject({ status: 'active' })
    }))
})
