import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import type { LeaseActionName } from '@/lib/domains/liquidity/lease/policy'
import { cancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { at, contractOf, findLease, refusal, signerOf } from '@/tests/support/lease-life'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

const aRunning = (ctx: DbCtx) =>
  findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'active' },
    ({ endAt }) => endAt > addMs(REFERENCE_INSTANT, 31 * DAY_MS),
  )
const open = (ctx: DbCtx, leaseId: string, action: LeaseActionName, who = 'sub_001') =>
  getLeaseForm(memberOf(ctx, who), { leaseId, action })

const sha256 = (lines: readonly string[] = []) =>
  createHash('sha256').update(lines.join('\n')).digest('hex')

describe('the form of a lease’s action', () => {
  it('shows the very text that is signed', () =>
    store.inRollback(async (ctx) => {
      const running = await aRunning(ctx)
      const { lease } = await addOnLease(memberOf(ctx, 'trs_001'), {
        leaseId: running.id,
        sizeSats: running.sizeSats,
        feeModel: 'ppm',
        feePpm: 3000,
      })
      const { signs, lease: view } = await open(ctx, lease.id, 'sign')
      const { termsHash } = await contractOf(ctx, lease.id)
      expect(signs?.termsHash).toBe(termsHash)
      expect(sha256(signs?.lines)).toBe(termsHash)
      expect(view.contract).toMatchObject({ termsHash, status: 'draft' })
    }))

  it('names everything that stands against a renewal', () =>
    store.inRollback(async (ctx) => {
      const { id, endAt } = await aRunning(ctx)
      const early = at(ctx, addMs(endAt, -61 * DAY_MS))
      await cancelAtTerm(memberOf(early, 'sub_001'), { leaseId: id })
      const { renew } = await open(early, id, 'renew')
      expect(renew).toMatchObject({ minTermDays: 30, maxTermDays: 365, isRequest: false })
      expect(renew?.blockers.join(' ')).toMatch(/open 60 days before.*end at its term/)
    }))

  it('quotes an early end as the command will charge it', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const { earlyEnd } = await open(ctx, leaseId, 'request_early_end')
      const asked = await requestEarlyEnd(await signerOf(ctx, 'sub_001'), {
        leaseId,
        reason: 'We move to another provider',
      })
      expect(asked).toMatchObject({ ...earlyEnd })
      expect((await open(ctx, leaseId, 'answer_early_end', 'trs_001')).lease.earlyEnd?.id).toBe(
        asked.id,
      )
    }))

  it('offers a treasury exactly what it has free until the same end', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const { addOn } = await open(ctx, lease.id, 'increase', 'trs_001')
      expect(addOn).toMatchObject({ endAt: lease.endAt })
      const sizeSats = addOn?.availableSats ?? lease.sizeSats
      const wish = { leaseId: lease.id, feeModel: 'ppm' as const, feePpm: addOn?.samePpm ?? 0 }
      const me = await signerOf(ctx, 'trs_001')
      const more = { ...wish, sizeSats: (sizeSats + 1) as typeof sizeSats }
      expect(await refusal(ctx, () => addOnLease(me, more))).toBe('insufficient_availability')
    }))

  it('is opened by people of the lease who may act, and by nobody else', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const ask = (who: Parameters<typeof getLeaseForm>[0], id = leaseId) =>
        refusal(ctx, () => getLeaseForm(who, { leaseId: id, action: 'renew' }))
      expect(await ask(viewerOf(ctx, 'sub_001'))).toBe('viewer_read_only')
      expect(await ask(memberOf(ctx, 'sub_002'))).toBe('not_found')
      expect(await ask(memberOf(ctx, 'trs_002'))).toBe('not_found')
      expect(await ask(adminOf(ctx), 'lease_999')).toBe('not_found')
      expect((await getLeaseForm(adminOf(ctx), { leaseId, action: 'renew' })).renew).toBeNull()
    }))

  it('tells a subscriber neither who an anonymised treasury is nor what it has free', () =>
    store.inRollback(async (ctx) => {
      const lease = await findLease(ctx, { treasuryId: 'trs_003', status: 'active' })
      const form = await open(ctx, lease.id, 'increase', lease.subscriberId)
      expect(form).toMatchObject({ addOn: null, marginBps: null })
      expect(JSON.stringify(form)).not.toContain('trs_003')
    }))
})
