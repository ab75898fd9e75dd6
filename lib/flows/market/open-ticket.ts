import 'server-only'
import { and, eq, gt } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { addMs, DAY_MS, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { complianceOf } from '@/lib/domains/compliance/record/compliance-of'
import { lockParties } from '@/lib/domains/liquidity/lease/lock-lease'
import { riskTier, TICKET_LAPSE_DAYS } from '@/lib/domains/liquidity/ticket/rules'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { assertWish } from '@/lib/domains/liquidity/ticket/wish-rules'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import { newId } from '@/lib/platform/new-id'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { DemandTicketRecord } from '@/types'

export type TicketWish = Pick<
  DemandTicketRecord,
  | 'subscriberId'
  | 'kind'
  | 'sizeSats'
  | 'termDays'
  | 'priceMinPpm'
  | 'priceMaxPpm'
  | 'comment'
  | 'leaseId'
>

/** Of a lessee who has not begun its review: as risky as can be. */
const UNKNOWN_RISK = 100

/**
 * Opens a request for capacity on a subscriber's behalf: the step behind `createTicket` and the fallback
 * of a renewal that was declined or lapsed. The caller has checked that the actor may. A fallback repeats
 * what ran and is never refused: neither limits of size and price nor the minimum term hold for it.
 * More of a running lease is as long as that one still runs.
 * @throws ValidationError for what can't be asked for, ConflictError `too_many_open_requests`.
 */
export async function openTicket(ctx: Ctx, wish: TicketWish): Promise<DemandTicketRecord> {
  return withTransaction(ctx, async (tx) => {
    await lockParties(tx, { subscriberId: wish.subscriberId, treasuryIds: [] })
    if (wish.kind !== 'renewal_fallback') {
      const { minTermDays, minLeaseSats, maxOpenRequests } = await getPlatformPolicy(tx)
      assertWish(wish, { minLeaseSats, minTermDays: wish.kind === 'scale_up' ? 1 : minTermDays })
      await assertFewOpen(tx, wish.subscriberId, maxOpenRequests)
    }
    const compliance = await complianceOf(tx, wish.subscriberId)
    const now = toInstant(tx.clock.now())
    const ticket: DemandTicketRecord = {
      ...wish,
      id: newId('ticket'),
      riskTier: riskTier(compliance?.riskScore ?? UNKNOWN_RISK, wish.sizeSats),
      status: 'pending',
      reasonCode: null,
      reason: null,
      assigneeId: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    }
    await tx.db.insert(ticketTable).values(ticket)
    await audit(tx, {
      action: 'ticket.created',
      entityType: 'DemandTicket',
      entityId: ticket.id,
      to: ticket.status,
      details: {
        kind: ticket.kind,
        sizeSats: ticket.sizeSats,
        termDays: ticket.termDays,
        leaseId: ticket.leaseId,
      },
    })
    await publish(tx, {
      organisations: [ticket.subscriberId],
      entityType: 'DemandTicket',
      entityId: ticket.id,
      change: 'ticket.created',
    })
    return ticket
  })
}

/** Inside the lessee's lock, so that no two take the last place. What came with the demo world is free. */
async function assertFewOpen(ctx: Ctx, subscriberId: string, limit: number): Promise<void> {
  const t = ticketTable
  const lapsed = addMs(ctx.clock.now(), -TICKET_LAPSE_DAYS * DAY_MS)
  const open = await ctx.db.$count(
    t,
    and(
      eq(t.subscriberId, subscriberId),
      eq(t.status, 'pending'),
      eq(t.isSeeded, false),
      gt(t.updatedAt, lapsed),
    ),
  )
  if (open < limit) return
  throw new ConflictError(
    'too_many_open_requests',
    `${open} requests are open, and an organisation may have ${limit}. Cancel one first, or wait for an answer.`,
    { openRequests: open, maxOpenRequests: limit },
  )
}
