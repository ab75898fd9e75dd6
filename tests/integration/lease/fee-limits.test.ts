import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { sqlState } from '@/lib/db/transaction'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import type { RequestRenewalInput } from '@/lib/domains/liquidity/renewal/inputs'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { addSignedLease, aPendingLease } from '@/tests/support/delivery'
import { renewalOf, signerOf } from '@/tests/support/lease-life'
import { allocate, aTicket } from '@/tests/support/market'
import { memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const CHECK_VIOLATION = '23514'
const SIZE = sats(50_000_000)
const store = useTestDb('seeded')

/** 30 days at the dearest rate, 20 of them left. */
async function aDearLease(ctx: DbCtx, rest: Partial<LeaseRecord> = {}): Promise<LeaseRecord> {
  await ctx.db.update(invoiceTable).set({ status: 'paid' })
  const startAt = addMs(REFERENCE_INSTANT, -10 * DAY_MS)
  return addSignedLease(
    ctx.db,
    aPendingLease({
      startAt,
      status: 'active',
      deliveredAt: startAt,
      poolId: 'pool_001',
      feePpm: 100_000,
      ...rest,
    }),
  )
}

async function renewal(ctx: DbCtx, input: RequestRenewalInput) {
  const answer = await requestRenewal(await signerOf(ctx, 'sub_001'), input)
  if (answer.kind !== 'renewal') throw new Error('Not a renewal')
  return answer.renewal
}

describe('a fee above 100,000 ppm or above the size', () => {
  it('is not asked by a renewal whose term lets it grow', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aDearLease(ctx)
      await expect(renewal(ctx, { leaseId, termDays: 365 })).rejects.toMatchObject({
        status: 422,
        fieldErrors: { termDays: expect.stringContaining('Exceeds by 1,116,667 ppm') },
      })
      expect(await renewal(ctx, { leaseId, termDays: 30 })).toMatchObject({ feePpm: 100_000 })
    }))

  it('is not asked by a renewal whose fixed fee grows with the term', () =>
    store.inRollback(async (ctx) => {
      const fixed = { feeModel: 'fixed', feePpm: null, feeSats: SIZE } as const
      const { id: leaseId } = await aDearLease(ctx, fixed)
      await expect(renewal(ctx, { leaseId, termDays: 31 })).rejects.toMatchObject({
        fieldErrors: { termDays: expect.stringContaining('above the size') },
      })
      expect(await renewal(ctx, { leaseId, termDays: 30 })).toMatchObject({ feeSats: SIZE })
    }))

  it('that was asked before there was a limit is not accepted', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aDearLease(ctx)
      const { id } = await renewal(ctx, { leaseId, termDays: 30 })
      const old = { feePpm: 1_216_667, isFeeExempt: true }
      await ctx.db.update(renewalTable).set(old).where(eq(renewalTable.id, id))
      const answer = await signerOf(ctx, 'trs_001')
      await expect(answerRenewal(answer, { renewalId: id, accept: true })).rejects.toMatchObject({
        status: 409,
        code: 'fee_too_high',
        message: 'Exceeds by 1,116,667 ppm: 1,216,667 ppm is above the limit of 100,000 ppm.',
      })
      const declined = await answerRenewal(answer, { renewalId: id, accept: false })
      expect(declined.status).toBe('declined')
      const [ticket] = await ctx.db
        .select()
        .from(ticketTable)
        .where(eq(ticketTable.id, declined.fallbackTicketId ?? ''))
      expect(ticket).toMatchObject({ priceMinPpm: 80_000, priceMaxPpm: 100_000 })
      expect((await renewalOf(ctx, id)).status).toBe('declined')
    }))

  it('is neither offered with an increase nor allocated', () =>
    store.inRollback(async (ctx) => {
      const lease = await aDearLease(ctx)
      const more = { leaseId: lease.id, sizeSats: sats(1_000_000) }
      const treasury = memberOf(ctx, 'trs_001')
      const dear = { feeModel: 'fixed', feeSats: sats(1_000_001) } as const
      await expect(addOnLease(treasury, { ...more, ...dear })).rejects.toMatchObject({
        fieldErrors: { feeSats: expect.stringContaining('Exceeds by 1 sat') },
      })
      await expect(
        addOnLease(treasury, { ...more, feeModel: 'ppm', feePpm: 100_001 }),
      ).rejects.toMatchObject({ fieldErrors: { feePpm: expect.stringContaining('by 1 ppm') } })
      const ticket = await aTicket(ctx, { priceMaxPpm: 100_000 })
      await expect(allocate(ctx, ticket, { feePpm: 100_001 })).rejects.toMatchObject({
        fieldErrors: { feePpm: expect.stringContaining('by 1 ppm') },
      })
    }))

  it('is not what the form of an increase starts with', () =>
    store.inRollback(async (ctx) => {
      const lease = await aDearLease(ctx)
      await ctx.db.execute(sql`alter table lease disable trigger lease_terms_fixed`)
      await ctx.db
        .update(leaseTable)
        .set({ feePpm: 900_000, isFeeExempt: true })
        .where(eq(leaseTable.id, lease.id))
      const form = { leaseId: lease.id, action: 'increase' } as const
      expect((await getLeaseForm(memberOf(ctx, 'trs_001'), form)).addOn?.samePpm).toBe(100_000)
    }))

  it.each([
    ['lease', leaseTable],
    ['contract', contractTable],
    ['renewal_request', renewalTable],
  ] as const)('is refused by the store itself: %s', (_name, table) =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aDearLease(ctx)
      await renewal(ctx, { leaseId, termDays: 30 })
      const set = (change: object) =>
        ctx.db.transaction((tx) =>
          tx
            .update(table)
            .set(change)
            .where(eq(leaseIdOf(table), leaseId)),
        )
      await ctx.db.execute(sql`alter table lease disable trigger lease_terms_fixed`)
      const refused = (change: object) => set(change).then(() => null, sqlState)
      expect(await refused({ feePpm: 100_001 })).toBe(CHECK_VIOLATION)
      const fixed = { feeModel: 'fixed', feePpm: null } as const
      expect(await refused({ ...fixed, feeSats: sats(SIZE + 1) })).toBe(CHECK_VIOLATION)
      expect(await refused({ ...fixed, feeSats: SIZE })).toBeNull()
    }),
  )

  it('is refused by the store itself: demand_ticket', () =>
    store.inRollback(async (ctx) => {
      const { id } = await aTicket(ctx)
      const change = ctx.db
        .update(ticketTable)
        .set({ priceMaxPpm: 100_001 })
        .where(eq(ticketTable.id, id))
      expect(await change.then(() => null, sqlState)).toBe(CHECK_VIOLATION)
    }))
})

function leaseIdOf(table: typeof contractTable | typeof renewalTable | typeof leaseTable) {
  return 'leaseId' in table ? table.leaseId : table.id
}
