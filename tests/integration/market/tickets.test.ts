import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, fixedClock } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { assignTicket } from '@/lib/domains/liquidity/ticket/assign-ticket'
import { cancelTicket } from '@/lib/domains/liquidity/ticket/cancel-ticket'
import { createTicketInput } from '@/lib/domains/liquidity/ticket/inputs'
import { lapseTicket } from '@/lib/domains/liquidity/ticket/lapse-ticket'
import { rejectTicket } from '@/lib/domains/liquidity/ticket/reject-ticket'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { cloneTicket } from '@/lib/flows/market/clone-ticket'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { openTicket } from '@/lib/flows/market/open-ticket'
import { auditEventTable } from '@/lib/platform/audit/table'
import { liveEventTable } from '@/lib/platform/live/table'
import { adminOf, memberOf, systemOf, viewerOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { DemandTicketRecord } from '@/types'

const store = useTestDb('seeded')

const wish = { sizeSats: sats(200_000_000), termDays: 90, priceMinPpm: 6000, priceMaxPpm: 12_000 }
const version = 1

const auditRows = (ctx: DbCtx, entityId: string) =>
  ctx.db.select().from(auditEventTable).where(eq(auditEventTable.entityId, entityId))

async function storedTicket(ctx: DbCtx, id: string): Promise<DemandTicketRecord> {
  const [ticket] = await ctx.db.select().from(ticketTable).where(eq(ticketTable.id, id))
  if (ticket === undefined) throw new Error(`No ${id}`)
  return ticket
}

describe('asking for capacity', () => {
  it('opens a request with a computed tier, one audit row and news for the subscriber and Flowrate', () =>
    store.inRollback(async (ctx) => {
      const ticket = await createTicket(memberOf(ctx, 'sub_001'), { ...wish, note: 'Soon, please' })
      expect(await storedTicket(ctx, ticket.id)).toMatchObject(ticket)
      expect(ticket).toMatchObject({
        subscriberId: 'sub_001',
        kind: 'new',
        status: 'pending',
        riskTier: 'medium',
        comment: 'Soon, please',
        version: 1,
      })
      const rows = await auditRows(ctx, ticket.id)
      expect(rows).toMatchObject([
        { action: 'ticket.created', toStatus: 'pending', organisationId: 'sub_001' },
      ])
      const told = await ctx.db
        .select({ organisationId: liveEventTable.organisationId })
        .from(liveEventTable)
        .where(eq(liveEventTable.entityId, ticket.id))
      expect(told.map(({ organisationId }) => organisationId).sort()).toEqual([
        'flowrate',
        'sub_001',
      ])
    }))

  it.each([
    ['sizeSats', { sizeSats: sats(999_999) }],
    ['sizeSats', { sizeSats: sats(5_000_000_001) }],
    ['termDays', { termDays: 29 }],
    ['priceMaxPpm', { priceMinPpm: 12_001 }],
    ['priceMaxPpm', { priceMaxPpm: 100_001 }],
  ])('refuses %s outside of its limits', (field, change) =>
    store.inRollback(async (ctx) => {
      await expect(
        createTicket(memberOf(ctx, 'sub_001'), { ...wish, ...change }),
      ).rejects.toMatchObject({ status: 422, fieldErrors: { [field]: expect.any(String) } })
    }),
  )

  it('accepts the shortest term and the smallest and largest size', () =>
    store.inRollback(async (ctx) => {
      for (const sizeSats of [sats(1_000_000), sats(5_000_000_000)]) {
        const ticket = await createTicket(memberOf(ctx, 'sub_001'), {
          ...wish,
          sizeSats,
          termDays: 30,
        })
        expect(ticket.status).toBe('pending')
      }
    }))

  it('refuses fields that nobody may set', () => {
    for (const extra of [{ status: 'matched' }, { subscriberId: 'sub_002' }, { riskTier: 'low' }]) {
      expect(createTicketInput.safeParse({ ...wish, ...extra }).success).toBe(false)
    }
    for (const sizeSats of [1.5, '100', Number.NaN, -1, 0, 2 ** 53, null]) {
      expect(createTicketInput.safeParse({ ...wish, sizeSats }).success).toBe(false)
    }
    expect(createTicketInput.safeParse({ ...wish, note: 'a\u0000b' }).success).toBe(false)
    expect(createTicketInput.safeParse({ ...wish, note: '\ud800' }).success).toBe(false)
  })

  it('is for subscribers who may write', () =>
    store.inRollback(async (ctx) => {
      for (const actor of [memberOf(ctx, 'trs_001'), adminOf(ctx), viewerOf(ctx, 'sub_001')]) {
        await expect(createTicket(actor, wish)).rejects.toMatchObject({ status: 403 })
      }
    }))

  it('scales an own running lease, and nobody else’s', () =>
    store.inRollback(async (ctx) => {
      const [lease] = await ctx.db
        .select()
        .from(leaseTable)
        .where(and(eq(leaseTable.status, 'active'), eq(leaseTable.subscriberId, 'sub_001')))
      const leaseId = lease?.id ?? ''
      expect(await createTicket(memberOf(ctx, 'sub_001'), { ...wish, leaseId })).toMatchObject({
        kind: 'scale_up',
        leaseId,
      })
      await expect(
        createTicket(memberOf(ctx, 'sub_002'), { ...wish, leaseId }),
      ).rejects.toMatchObject({ status: 404 })
      const ended = { ...ctx, clock: fixedClock(lease?.endAt ?? '') }
      await expect(
        createTicket(memberOf(ended, 'sub_001'), { ...wish, leaseId }),
      ).rejects.toMatchObject({ status: 409, code: 'lease_not_running' })
    }))

  it('leaves nothing when the transaction fails', () =>
    store.inRollback(async (ctx) => {
      const count = async () => (await ctx.db.select().from(ticketTable)).length
      const before = await count()
      const failing = withTransaction(memberOf(ctx, 'sub_001'), async (tx) => {
        await createTicket(tx, wish)
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      expect(await count()).toBe(before)
    }))
})

describe('a request', () => {
  it('can be cancelled by its subscriber while nothing is allocated', () =>
    store.inRollback(async (ctx) => {
      const owner = memberOf(ctx, 'sub_001')
      const { id } = await createTicket(owner, wish)
      await expect(cancelTicket(owner, { ticketId: id, version: 2 })).rejects.toMatchObject({
        code: 'stale_version',
      })
      expect(await cancelTicket(owner, { ticketId: id, version })).toMatchObject({
        status: 'cancelled',
        version: 2,
      })
      expect(await auditRows(ctx, id)).toContainEqual(
        expect.objectContaining({
          action: 'ticket.cancelled',
          fromStatus: 'pending',
          toStatus: 'cancelled',
        }),
      )
      await expect(cancelTicket(owner, { ticketId: id })).rejects.toMatchObject({
        status: 409,
        code: 'ticket_not_open',
      })
    }))

  it('is not there for other organisations and can’t be touched by viewers', () =>
    store.inRollback(async (ctx) => {
      const { id: ticketId } = await createTicket(memberOf(ctx, 'sub_001'), wish)
      const cancel = (ctx: Parameters<typeof cancelTicket>[0]) => cancelTicket(ctx, { ticketId })
      await expect(cancel(memberOf(ctx, 'sub_002'))).rejects.toMatchObject({ status: 404 })
      await expect(cancel(viewerOf(ctx, 'sub_001'))).rejects.toMatchObject({ status: 403 })
      await expect(cancel(memberOf(ctx, 'trs_001'))).rejects.toMatchObject({ status: 403 })
      await expect(cloneTicket(memberOf(ctx, 'sub_002'), { ticketId })).rejects.toMatchObject({
        status: 404,
      })
      const rejection = { ticketId, reasonCode: 'price', reason: 'Too cheap for us' } as const
      await expect(rejectTicket(memberOf(ctx, 'sub_001'), rejection)).rejects.toMatchObject({
        status: 403,
      })
    }))

  it('can be asked for once more whatever became of it', () =>
    store.inRollback(async (ctx) => {
      const owner = memberOf(ctx, 'sub_001')
      const { id } = await createTicket(owner, wish)
      await cancelTicket(owner, { ticketId: id })
      const again = await cloneTicket(owner, { ticketId: id })
      expect(again.id).not.toBe(id)
      expect(again).toMatchObject({ ...wish, status: 'pending', kind: 'new' })
    }))

  it('is rejected with a reason when nothing is filled', () =>
    store.inRollback(async (ctx) => {
      const { id } = await createTicket(memberOf(ctx, 'sub_001'), wish)
      const reason = 'Nobody offers that price'
      expect(
        await rejectTicket(adminOf(ctx), { ticketId: id, reasonCode: 'price', reason }),
      ).toMatchObject({ status: 'rejected', reasonCode: 'price', reason, version: 2 })
    }))

  it('that is partly filled loses only its remainder when rejected, and can’t be cancelled', () =>
    store.inRollback(async (ctx) => {
      const [partly] = await ctx.db
        .select()
        .from(ticketTable)
        .where(and(eq(ticketTable.status, 'pending'), eq(ticketTable.subscriberId, 'sub_003')))
      if (partly === undefined) throw new Error('No partly filled request')
      await expect(
        cancelTicket(memberOf(ctx, 'sub_003'), { ticketId: partly.id }),
      ).rejects.toMatchObject({ status: 409, code: 'ticket_partly_filled' })
      const reason = 'The rest is not to be had'
      expect(
        await rejectTicket(adminOf(ctx), {
          ticketId: partly.id,
          reasonCode: 'no_capacity',
          reason,
        }),
      ).toMatchObject({ status: 'matched', sizeSats: partly.sizeSats })
    }))

  it('is taken over by an admin and given back', () =>
    store.inRollback(async (ctx) => {
      const { id: ticketId } = await createTicket(memberOf(ctx, 'sub_001'), wish)
      const admin = adminOf(ctx)
      expect(await assignTicket(admin, { ticketId, to: 'me' })).toMatchObject({
        assigneeId: admin.actor.userId,
        version: 2,
      })
      expect(await assignTicket(admin, { ticketId, to: 'nobody' })).toMatchObject({
        assigneeId: null,
      })
    }))

  it('lapses 30 days after it was last touched, and not a millisecond before', () =>
    store.inRollback(async (ctx) => {
      const { id, updatedAt } = await createTicket(memberOf(ctx, 'sub_001'), wish)
      const due = addMs(updatedAt, 30 * DAY_MS)
      expect(await lapseTicket(systemOf(ctx), id, addMs(due, -1))).toBe(false)
      const late = { ...systemOf(ctx), clock: fixedClock(addMs(due, 90 * DAY_MS)) }
      expect(await lapseTicket(late, id, due)).toBe(true)
      expect(await storedTicket(ctx, id)).toMatchObject({ status: 'lapsed', updatedAt: due })
      expect((await auditRows(ctx, id)).at(-1)).toMatchObject({
        action: 'ticket.lapsed',
        at: due,
        actorType: 'system',
      })
      expect(await lapseTicket(late, id, due)).toBe(false)
    }))

  it('that lapsed can’t be cancelled or rejected even before the job has said so', () =>
    store.inRollback(async (ctx) => {
      const { id: ticketId, updatedAt } = await createTicket(memberOf(ctx, 'sub_001'), wish)
      const later = { ...ctx, clock: fixedClock(addMs(updatedAt, 30 * DAY_MS)) }
      await expect(cancelTicket(memberOf(later, 'sub_001'), { ticketId })).rejects.toMatchObject({
        code: 'ticket_not_open',
      })
    }))

  it('follows a renewal that was declined, whoever declined it', () =>
    store.inRollback(async (ctx) => {
      const ticket = await openTicket(memberOf(ctx, 'trs_001'), {
        ...wish,
        termDays: 14,
        subscriberId: 'sub_001',
        kind: 'renewal_fallback',
        comment: null,
        leaseId: 'lease_001',
      })
      expect(ticket).toMatchObject({ kind: 'renewal_fallback', leaseId: 'lease_001' })
      expect(await storedTicket(ctx, ticket.id)).toMatchObject(ticket)
    }))
})
