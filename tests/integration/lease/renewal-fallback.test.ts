import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ValidationError } from '@/lib/core/errors'
import { MAX_SATS, SATS_PER_BTC, sats } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import type { RequestRenewalInput } from '@/lib/domains/liquidity/renewal/inputs'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { lapseRenewal } from '@/lib/flows/renewal/lapse-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { platformPolicyTable } from '@/lib/platform/policy/table'
import { addSignedLease, aPendingLease } from '@/tests/support/delivery'
import { leaseOf, renewalOf, signerOf, storyOf, ticketOf } from '@/tests/support/lease-life'
import { allocate, btc } from '@/tests/support/market'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord, RenewalRequestRecord } from '@/types'

const store = useTestDb('seeded')

/** A lease that runs for 20 more days. */
function aRunning(ctx: DbCtx, rest: Partial<LeaseRecord> = {}): Promise<LeaseRecord> {
  const startAt = addMs(REFERENCE_INSTANT, -10 * DAY_MS)
  return addSignedLease(
    ctx.db,
    aPendingLease({ startAt, status: 'active', deliveredAt: startAt, poolId: 'pool_001', ...rest }),
  )
}

const payAll = (ctx: DbCtx) => ctx.db.update(invoiceTable).set({ status: 'paid' })

async function asked(
  ctx: DbCtx,
  input: RequestRenewalInput,
  by = 'sub_001',
): Promise<RenewalRequestRecord> {
  const answer = await requestRenewal(await signerOf(ctx, by), input)
  if (answer.kind !== 'renewal') throw new Error('Not a renewal')
  return answer.renewal
}

async function declined(ctx: DbCtx, { id: renewalId }: RenewalRequestRecord) {
  const { fallbackTicketId } = await answerRenewal(await signerOf(ctx, 'trs_001'), {
    renewalId,
    accept: false,
  })
  return ticketOf(ctx, fallbackTicketId)
}

const aSize = fc.oneof(
  fc.integer({ min: 1, max: 2_000_000 }),
  fc.integer({ min: 1, max: 80 * SATS_PER_BTC }),
)
const aLeaseFee = fc.oneof(
  fc.record({ feeModel: fc.constant('ppm' as const), share: fc.integer({ min: 0, max: 100_000 }) }),
  fc.record({
    feeModel: fc.constant('fixed' as const),
    share: fc.integer({ min: 0, max: 1_000_000 }),
  }),
)
const anOffer = fc.record(
  {
    size: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constant(1_000_000)),
    feePpm: fc.constantFrom(0, 83_333, 100_000),
    termDays: fc.constantFrom(30, 365),
  },
  { requiredKeys: ['termDays'] },
)

describe('a renewal that can be asked for', () => {
  it('can be declined and can lapse, whatever its size and price', { timeout: 120_000 }, () =>
    store.inRollback(async (ctx) => {
      await payAll(ctx)
      await ctx.db.update(nodeTable).set({ reserveSats: sats(MAX_SATS / 100) })
      await ctx.db.update(platformPolicyTable).set({ maxExposureSats: sats(MAX_SATS) })
      const outcomes = { small: 0, dear: 0, declined: 0, lapsed: 0 }
      let count = 0
      const end = async (renewal: RenewalRequestRecord, how: 'declined' | 'lapsed') => {
        if (how === 'declined') return declined(ctx, renewal)
        expect(await lapseRenewal(systemOf(ctx), renewal.id, renewal.respondBy)).toBe(true)
        return ticketOf(ctx, (await renewalOf(ctx, renewal.id)).fallbackTicketId)
      }
      await fc.assert(
        fc.asyncProperty(
          aSize,
          aLeaseFee,
          anOffer,
          fc.constantFrom('declined' as const, 'lapsed' as const),
          async (size, { feeModel, share }, { size: parts, feePpm, termDays }, how) => {
            count += 1
            const isFixed = feeModel === 'fixed'
            const lease = await aRunning(ctx, {
              id: `lease_any${count}`,
              poolId: null,
              sizeSats: sats(size),
              feeModel,
              feePpm: isFixed ? null : share,
              feeSats: isFixed ? sats(Math.floor((size * share) / 1_000_000)) : null,
            })
            const wanted = parts === undefined ? size : Math.ceil((size * parts) / 1_000_000)
            const offer = asked(ctx, {
              leaseId: lease.id,
              termDays,
              sizeSats: sats(wanted),
              ...(feePpm === undefined ? {} : { feeModel: 'ppm', feePpm }),
            })
            const isTooSmall = wanted < Math.min(size, 1_000_000)
            const [fee, of, days] = [lease.feeSats ?? 0, wanted, termDays].map(BigInt)
            const dividend = (fee ?? 0n) * (of ?? 0n) * (days ?? 0n) * 2n
            const divisor = BigInt(size) * 30n
            const grown = isFixed
              ? (dividend + divisor) / (divisor * 2n) > wanted
              : Math.round((share * termDays) / 30) > 100_000
            const isTooDear = feePpm === undefined && grown
            if (isTooSmall || isTooDear) {
              await expect(offer).rejects.toBeInstanceOf(ValidationError)
              outcomes[isTooSmall ? 'small' : 'dear'] += 1
              return
            }
            expect(await end(await offer, how)).toMatchObject({
              sizeSats: wanted,
              termDays,
              status: 'pending',
            })
            outcomes[how] += 1
          },
        ),
        { numRuns: 40, seed: 3 },
      )
      expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0)
    }),
  )

  it('has at least the size of a request, or all of a lease that is smaller', () =>
    store.inRollback(async (ctx) => {
      await payAll(ctx)
      const of = async (id: string, sizeSats: number, wanted: number) => {
        const lease = await aRunning(ctx, { id, sizeSats: sats(sizeSats) })
        return asked(ctx, { leaseId: lease.id, termDays: 30, sizeSats: sats(wanted) })
      }
      await expect(of('lease_large', 2_000_000, 999_999)).rejects.toMatchObject({
        fieldErrors: {
          sizeSats: 'Too little by 1 sat: 0.00999999 BTC is below the minimum of 0.01 BTC.',
        },
      })
      await expect(of('lease_small', 50_000, 49_999)).rejects.toMatchObject({
        fieldErrors: {
          sizeSats: 'Too little by 1 sat: 0.00049999 BTC is below the minimum of 0.0005 BTC.',
        },
      })
      expect(await of('lease_whole', 50_000, 50_000)).toMatchObject({ sizeSats: 50_000 })
      expect(await of('lease_least', 2_000_000, 1_000_000)).toMatchObject({ sizeSats: 1_000_000 })
    }))

  it('costs no more than the capacity that it is paid for', () =>
    store.inRollback(async (ctx) => {
      await payAll(ctx)
      const { id: leaseId } = await aRunning(ctx)
      const sizeSats = sats(1_000_000)
      const offer = { leaseId, termDays: 30, sizeSats, feeModel: 'fixed' } as const
      await expect(asked(ctx, { ...offer, feeSats: sats(1_000_001) })).rejects.toMatchObject({
        fieldErrors: { feeSats: expect.stringContaining('Exceeds by 1 sat') },
      })
      expect((await asked(ctx, { ...offer, feeSats: sizeSats })).feeSats).toBe(sizeSats)
    }))
})

describe('an offer of the treasury', () => {
  it('that nobody answers lapses without a request in its lessee’s name', () =>
    store.inRollback(async (ctx) => {
      await payAll(ctx)
      const { id: leaseId } = await aRunning(ctx)
      const offer = await asked(ctx, { leaseId, termDays: 30 }, 'trs_001')
      expect(await lapseRenewal(systemOf(ctx), offer.id, offer.respondBy)).toBe(true)
      expect(await renewalOf(ctx, offer.id)).toMatchObject({
        status: 'lapsed',
        fallbackTicketId: null,
      })
    }))
})

describe('a request that stood in for a renewal', () => {
  async function aFallback(ctx: DbCtx) {
    await payAll(ctx)
    const lease = await aRunning(ctx, { sizeSats: btc(1), feePpm: 12_000 })
    const ticket = await declined(ctx, await asked(ctx, { leaseId: lease.id, termDays: 90 }))
    return { lease, ticket }
  }
  const renew = async (ctx: DbCtx, leaseId: string) =>
    answerRenewal(await signerOf(ctx, 'sub_001'), {
      renewalId: (await asked(ctx, { leaseId, termDays: 30 }, 'trs_001')).id,
      accept: true,
    })

  it('is taken back when the lease is renewed after all', () =>
    store.inRollback(async (ctx) => {
      const { lease, ticket } = await aFallback(ctx)
      const { newLeaseId } = await renew(ctx, lease.id)
      expect((await leaseOf(ctx, newLeaseId ?? '')).renewsLeaseId).toBe(lease.id)
      expect(await ticketOf(ctx, ticket.id)).toMatchObject({
        status: 'cancelled',
        version: ticket.version + 1,
      })
      expect(await storyOf(ctx, ticket.id)).toEqual([
        'ticket.created pending',
        'ticket.cancelled pending cancelled',
      ])
    }))

  it('asks around the price of the term that was asked', () =>
    store.inRollback(async (ctx) => {
      await payAll(ctx)
      const startAt = addMs(REFERENCE_INSTANT, -80 * DAY_MS)
      const endAt = addMs(startAt, 90 * DAY_MS)
      const lease = await aRunning(ctx, { startAt, endAt, deliveredAt: startAt, feePpm: 13_570 })
      const ticket = await declined(ctx, await asked(ctx, { leaseId: lease.id, termDays: 60 }))
      expect(ticket).toMatchObject({ termDays: 60, priceMinPpm: 7238, priceMaxPpm: 10_856 })
    }))

  it('stays once it was given something', () =>
    store.inRollback(async (ctx) => {
      const { lease, ticket } = await aFallback(ctx)
      await allocate(ctx, ticket, { sizeSats: btc(0.1), feePpm: ticket.priceMinPpm })
      await renew(ctx, lease.id)
      expect((await ticketOf(ctx, ticket.id)).status).toBe('pending')
    }))

  it('stays when the acceptance fails', () =>
    store.inRollback(async (ctx) => {
      const { lease, ticket } = await aFallback(ctx)
      await ctx.db
        .update(platformPolicyTable)
        .set({ maxExposureSats: sats(1) })
        .where(eq(platformPolicyTable.version, 1))
      await expect(renew(ctx, lease.id)).rejects.toMatchObject({ status: 409 })
      expect((await ticketOf(ctx, ticket.id)).status).toBe('pending')
    }))
})
