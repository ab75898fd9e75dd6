import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, HOUR_MS, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { issueContract } from '@/lib/domains/liquidity/allocation/issue-contract'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { hashOfTerms } from '@/lib/domains/liquidity/contract/issue'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { listTreasuryPools } from '@/lib/flows/fleet-entities'
import { allocateCapacity } from '@/lib/flows/market/allocate-capacity'
import { allocate, anAllocation, aTicket, auditOf, btc, conflictOf } from '@/tests/support/market'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

describe('allocating capacity', () => {
  it('reserves a pending lease for 72 hours and leaves the rest of the request open', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      const now = toInstant(ctx.clock.now())
      const done = await allocate(ctx, ticket, { note: 'First half' })
      expect(done).toMatchObject({
        ticket: { status: 'pending', version: 2 },
        filledSats: btc(0.5),
        remainingSats: btc(1.5),
      })
      const [{ allocation, lease } = { allocation: null, lease: null }] = done.parts
      expect(done.parts).toHaveLength(1)
      expect(allocation).toMatchObject({
        ticketId: ticket.id,
        treasuryId: 'trs_001',
        status: 'reserved',
        contractId: null,
        expiresAt: addMs(now, 72 * HOUR_MS),
        note: 'First half',
      })
      expect(lease).toMatchObject({
        status: 'pending',
        startAt: now,
        endAt: addMs(now, 90 * DAY_MS),
        feePpm: 9000,
        feeSats: null,
      })
      const [stored] = await ctx.db
        .select()
        .from(leaseTable)
        .where(eq(leaseTable.id, lease?.id ?? ''))
      expect(stored).toMatchObject(lease ?? {})
      expect(await auditOf(ctx, allocation?.id ?? '')).toMatchObject([
        { action: 'allocation.reserved', toStatus: 'reserved', organisationId: 'flowrate' },
      ])
      expect(await auditOf(ctx, lease?.id ?? '')).toMatchObject([{ action: 'lease.created' }])
      expect(await auditOf(ctx, ticket.id, 'ticket.allocated')).toHaveLength(1)
    }))

  it('matches a request that is filled from two pools', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      const first = await allocate(ctx, ticket, { sizeSats: btc(1.2) })
      const second = await allocate(ctx, first.ticket, { poolId: 'pool_002', sizeSats: btc(0.8) })
      expect(second).toMatchObject({
        ticket: { status: 'matched', version: 3 },
        filledSats: btc(2),
        remainingSats: 0,
      })
      expect(await auditOf(ctx, ticket.id, 'ticket.matched')).toHaveLength(1)
      const third = await conflictOf(allocate(ctx, second.ticket, { sizeSats: sats(1) }))
      expect(third.code).toBe('ticket_not_open')
    }))

  it('lowers what the pages show as available by exactly its size', () =>
    store.inRollback(async (ctx) => {
      const available = async () =>
        (await listTreasuryPools(adminOf(ctx))).find(({ id }) => id === 'pool_001')
          ?.availableCapacity ?? 0
      const before = await available()
      await allocate(ctx, await aTicket(ctx), { sizeSats: btc(1.2) })
      expect(before - (await available())).toBeCloseTo(1.2, 8)
    }))

  it('accepts exactly the available satoshi and refuses one more, with the fresh figures', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, { sizeSats: btc(50) }, 'sub_007')
      const size = { poolId: 'pool_003', sizeSats: btc(40) }
      const { fresh } = await conflictOf(allocate(ctx, ticket, size))
      const { availableSats, headroomSats } = fresh as Record<string, number>
      const room = sats(Math.min(availableSats ?? 0, headroomSats ?? 0))
      expect(room).toBeGreaterThan(0)
      const over = await conflictOf(allocate(ctx, ticket, { ...size, sizeSats: sats(room + 1) }))
      expect(over.fresh).toMatchObject({
        availableSats,
        headroomSats,
        remainingSats: btc(50),
        ticketVersion: 1,
      })
      const done = await allocate(ctx, ticket, { ...size, sizeSats: room })
      expect(done.filledSats).toBe(room)
      const again = await conflictOf(
        allocate(ctx, done.ticket, { ...size, sizeSats: sats(1_000_000) }),
      )
      expect(again.status).toBe(409)
    }))

  it('takes one treasury by name, and none that is not in the pool', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      const done = await allocate(ctx, ticket, { poolId: 'pool_005', treasuryId: 'trs_003' })
      expect(done.parts.map(({ lease }) => lease.treasuryId)).toEqual(['trs_003'])
      await expect(
        allocate(ctx, done.ticket, { poolId: 'pool_005', treasuryId: 'trs_002' }),
      ).rejects.toMatchObject({ status: 422 })
    }))

  it('issues the contract at once if wanted: labels of the parties, a hash over the terms', () =>
    store.inRollback(async (ctx) => {
      const done = await allocate(ctx, await aTicket(ctx), {
        poolId: 'pool_003',
        issue: true,
      })
      const [part] = done.parts
      const [contract] = await ctx.db
        .select()
        .from(contractTable)
        .where(eq(contractTable.leaseId, part?.lease.id ?? ''))
      expect(contract).toMatchObject({
        id: part?.allocation.contractId,
        status: 'draft',
        lessorLabel: 'Pool Harbour',
        lesseeLabel: 'Exchange Amber',
        termDays: 90,
      })
      expect(contract?.termsHash).toBe(contract === undefined ? '' : hashOfTerms(contract))
      expect(await auditOf(ctx, contract?.id ?? '')).toMatchObject([{ action: 'contract.issued' }])
    }))

  it('lets the loser of two admins see what the winner left', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      await allocate(ctx, ticket)
      const late = await conflictOf(allocate(ctx, ticket))
      expect(late).toMatchObject({
        status: 409,
        code: 'stale_version',
        fresh: { ticketVersion: 2, remainingSats: btc(1.5) },
      })
    }))

  it.each([
    ['startsAt', { startsAt: '2000-01-01T00:00:00.000Z' }],
    ['startsAt', { startsAt: '9999-01-01T00:00:00.000Z' }],
    ['feePpm', { feePpm: 20_001 }],
    ['feeSats', { feeModel: 'fixed', feePpm: undefined }],
    ['feeSats', { feeSats: sats(100) }],
  ] as const)('refuses a wrong %s', (field, change) =>
    store.inRollback(async (ctx) => {
      await expect(
        allocate(ctx, await aTicket(ctx), change as Parameters<typeof allocate>[2]),
      ).rejects.toMatchObject({ status: 422, fieldErrors: { [field]: expect.any(String) } })
    }),
  )

  it('takes a fee below the requested band with a notice, and none above it', () =>
    store.inRollback(async (ctx) => {
      const at = async (feePpm: number) =>
        allocate(ctx, await aTicket(ctx, { priceMinPpm: 9500, priceMaxPpm: 20_000 }), { feePpm })
      await expect(at(20_001)).rejects.toMatchObject({
        fieldErrors: { feePpm: 'Exceeds by 1 ppm: 20,001 ppm is above the limit of 20,000 ppm.' },
      })
      expect((await at(20_000)).notices).toEqual([])
      expect((await at(9500)).notices).toEqual([])
      const { notices, parts } = await at(9499)
      expect(parts[0]?.lease.feePpm).toBe(9499)
      expect(notices).toEqual([
        {
          code: 'below_band',
          detail: '9,499 ppm is below the requested band of 9,500 ppm to 20,000 ppm.',
        },
      ])
    }))

  it('refuses more than the request still asks for', () =>
    store.inRollback(async (ctx) => {
      const error = await conflictOf(
        allocate(ctx, await aTicket(ctx), { sizeSats: sats(200_000_001) }),
      )
      expect(error.code).toBe('exceeds_remaining')
    }))

  it.each([
    ['a term below the pool’s', { termDays: 59 }, 'sub_001', 'pool_003', 'Term 59 of at least 60'],
    ['a country that is not served', {}, 'sub_005', 'pool_003', 'Does not serve EE'],
    ['a price below the market', { priceMaxPpm: 100 }, 'sub_001', 'pool_001', 'Market'],
    ['a lessee under review', {}, 'sub_006', 'pool_001', 'compliance review'],
    ['a treasury under review', {}, 'sub_001', 'pool_004', '0 of 1 treasuries'],
  ] as const)('refuses %s', (_what, wish, subscriberId, poolId, reason) =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, wish, subscriberId)
      const rest =
        poolId === 'pool_004' ? { poolId, treasuryId: 'trs_004' } : { poolId, feePpm: 90 }
      const error = await conflictOf(allocate(ctx, ticket, rest))
      expect(error.code).toBe('pool_not_eligible')
      expect(error.message).toContain(reason)
    }),
  )

  it('plans a later start over capacity that is free only then', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      const startsAt = addMs(ctx.clock.now(), 40 * DAY_MS)
      const done = await allocate(ctx, ticket, { startsAt })
      expect(done.parts[0]?.lease).toMatchObject({
        startAt: startsAt,
        endAt: addMs(startsAt, 90 * DAY_MS),
      })
    }))

  it('is for admins alone; unknown ids are not found', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      const input = { ...anAllocation(), ticketId: ticket.id, version: 1 }
      for (const actor of [memberOf(ctx, 'sub_001'), memberOf(ctx, 'trs_001')]) {
        await expect(allocateCapacity(actor, input)).rejects.toMatchObject({ status: 403 })
      }
      for (const wrong of [{ ticketId: 'dmd_nothing' }, { poolId: 'pool_nothing' }]) {
        await expect(allocateCapacity(adminOf(ctx), { ...input, ...wrong })).rejects.toMatchObject({
          status: 404,
        })
      }
    }))

  it('leaves nothing when the transaction fails', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      const failing = withTransaction(ctx, async (tx) => {
        await allocate(tx, ticket, { issue: true })
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      const left = await ctx.db
        .select()
        .from(allocationTable)
        .where(eq(allocationTable.ticketId, ticket.id))
      expect(left).toEqual([])
      const [stored] = await ctx.db.select().from(ticketTable).where(eq(ticketTable.id, ticket.id))
      expect(stored).toMatchObject(ticket)
      expect(await auditOf(ctx, ticket.id)).toHaveLength(1)
    }))
})

describe('issuing a contract later', () => {
  it('holds the capacity for new 72 hours and happens once', () =>
    store.inRollback(async (ctx) => {
      const done = await allocate(ctx, await aTicket(ctx))
      const allocationId = done.parts[0]?.allocation.id ?? ''
      const later = { ...ctx, clock: { now: () => new Date(ctx.clock.now().getTime() + HOUR_MS) } }
      const issued = await issueContract(adminOf(later), { allocationId })
      expect(issued.allocation).toMatchObject({
        contractId: issued.contract.id,
        expiresAt: addMs(ctx.clock.now(), 73 * HOUR_MS),
      })
      expect((await conflictOf(issueContract(adminOf(later), { allocationId }))).code).toBe(
        'contract_already_issued',
      )
      await expect(
        issueContract(memberOf(later, 'trs_001'), { allocationId }),
      ).rejects.toMatchObject({ status: 403 })
    }))

  it('is too late at the 72nd hour, even before the job has released it', () =>
    store.inRollback(async (ctx) => {
      const done = await allocate(ctx, await aTicket(ctx))
      const allocationId = done.parts[0]?.allocation.id ?? ''
      const at = (ms: number) =>
        adminOf({ ...ctx, clock: { now: () => new Date(ctx.clock.now().getTime() + ms) } })
      expect((await conflictOf(issueContract(at(72 * HOUR_MS), { allocationId }))).code).toBe(
        'reservation_over',
      )
      expect(await issueContract(at(72 * HOUR_MS - 1), { allocationId })).toBeDefined()
    }))
})
