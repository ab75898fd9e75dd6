import 'server-only'
import { and, eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { ID_PREFIXES, idPattern } from '@/lib/core/ids'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { AllocationRecord, DemandTicketRecord } from '@/types'
import { allocationTable } from '../allocation/table'
import { lockParties } from '../lease/lock-lease'
import { ticketTable } from './table'

const TICKET_ID = idPattern(ID_PREFIXES.ticket)

export interface LockedTicket {
  ticket: DemandTicketRecord
  allocations: AllocationRecord[]
}

/** One request of the viewer's organisation, unlocked. @throws NotFoundError for a foreign or unknown id. */
export async function seeTicket(ctx: Ctx, id: string): Promise<DemandTicketRecord> {
  if (!TICKET_ID.test(id)) throw new NotFoundError('This request')
  const own = and(
    eq(ticketTable.id, id),
    ownRows(ctx.actor, { subscriber: ticketTable.subscriberId }),
  )
  const [ticket] = await ctx.db.select().from(ticketTable).where(own)
  if (ticket === undefined) throw new NotFoundError('This request')
  return ticket
}

/**
 * One request as it is inside its lock; the parties' locks come before, and the caller has checked that
 * the actor may. @throws NotFoundError.
 */
export async function lockTicketRow(ctx: Ctx, id: string): Promise<LockedTicket> {
  const [ticket] = await ctx.db
    .select()
    .from(ticketTable)
    .where(eq(ticketTable.id, id))
    .for('no key update')
  if (ticket === undefined) throw new NotFoundError('This request')
  const allocations = await ctx.db
    .select()
    .from(allocationTable)
    .where(eq(allocationTable.ticketId, id))
    .orderBy(allocationTable.id)
  return { ticket, allocations }
}

/** The same together with its lessee's lock: enough for what concerns the request alone. */
export async function lockTicket(ctx: Ctx, id: string): Promise<LockedTicket> {
  const { subscriberId } = await seeTicket(ctx, id)
  await lockParties(ctx, { subscriberId, treasuryIds: [] })
  return lockTicketRow(ctx, id)
}
