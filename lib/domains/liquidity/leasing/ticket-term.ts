import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { ConflictError, NotFoundError } from '@/lib/core/errors'
import { addOnTerm } from '@/lib/domains/liquidity/allocation/add-on-rules'
import { endOf, startOf } from '@/lib/domains/liquidity/allocation/start-rules'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { bandOfTerm } from '@/lib/domains/liquidity/ticket/band-rules'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { DemandTicketRecord, IsoInstant, LeaseRecord } from '@/types'

export interface TicketTerm {
  startAt: IsoInstant
  endAt: IsoInstant
  termDays: number
  /** Of the whole term. */
  priceMinPpm: number
  priceMaxPpm: number
  /** The lease that it adds capacity to. */
  extendsLeaseId: string | null
}

type Asked = Pick<
  DemandTicketRecord,
  'kind' | 'leaseId' | 'termDays' | 'priceMinPpm' | 'priceMaxPpm'
>

/**
 * When a request's lease would run, and for what: as it was asked; for more of a running lease until
 * that one's end, at the asked price of a day. The lessee's lock keeps that end as it is.
 * @throws ValidationError for a start that can't be, ConflictError `lease_not_running`,
 * `lease_ends_too_soon`, `early_end_open`.
 */
export async function termOfTicket(
  ctx: Ctx,
  ticket: Asked,
  startsAt: IsoInstant | undefined,
): Promise<TicketTerm> {
  const now = ctx.clock.now()
  const { termDays, priceMinPpm, priceMaxPpm, leaseId } = ticket
  const startAt = startOf(startsAt, now)
  if (ticket.kind !== 'scale_up' || leaseId === null) {
    const endAt = endOf(startAt, termDays)
    return { startAt, endAt, termDays, priceMinPpm, priceMaxPpm, extendsLeaseId: null }
  }
  const term = await termBeside(ctx, leaseId, startAt)
  return { ...term, ...bandOfTerm(ticket, term.termDays), extendsLeaseId: leaseId }
}

/**
 * The term of more capacity beside a lease of the viewer's organisation, until the same end.
 * @throws NotFoundError for a foreign or unknown id, ConflictError as above.
 */
export async function termBeside(
  ctx: Ctx,
  leaseId: string,
  startAt: IsoInstant,
): Promise<Pick<TicketTerm, 'startAt' | 'endAt' | 'termDays'>> {
  const [lease] = await ctx.db.select().from(leaseTable).where(ownLease(ctx, leaseId))
  if (lease === undefined) throw new NotFoundError('This lease')
  await assertNoEarlyEnd(ctx, lease)
  return addOnTerm(lease, ctx.clock.now(), startAt)
}

function ownLease(ctx: Ctx, id: string) {
  const { treasuryId: treasury, subscriberId: subscriber } = leaseTable
  return and(eq(leaseTable.id, id), ownRows(ctx.actor, { treasury, subscriber }))
}

/** @throws ConflictError `early_end_open`. */
export async function assertNoEarlyEnd(ctx: Ctx, { id }: Pick<LeaseRecord, 'id'>): Promise<void> {
  const [open] = await ctx.db
    .select({ id: earlyEndTable.id })
    .from(earlyEndTable)
    .where(
      and(eq(earlyEndTable.leaseId, id), inArray(earlyEndTable.status, ['requested', 'approved'])),
    )
  if (open === undefined) return
  throw new ConflictError('early_end_open', `An early end of ${id} is asked for.`)
}
