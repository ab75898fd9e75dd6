import { and, asc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { AppError } from '@/lib/core/errors'
import { fixedClock } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { auditEventTable } from '@/lib/platform/audit/table'
import type { UserCtx } from '@/lib/platform/ctx'
import type {
  AllocationRecord,
  ContractRecord,
  DemandTicketRecord,
  LeaseRecord,
  RenewalRequestRecord,
} from '@/types'
import { adminOf, memberOf } from './members'
import { proved } from './proof'

/** The same context at another instant. */
export function at<C extends DbCtx>(ctx: C, instant: string | Date): C {
  return { ...ctx, clock: fixedClock(instant) }
}

/** An owner of an organisation who has just proved who they are. */
export async function signerOf(base: DbCtx, organisationId: string): Promise<UserCtx> {
  return proved(memberOf(base, organisationId))
}

/** An admin who has just proved who they are. */
export async function provenAdmin(base: DbCtx): Promise<UserCtx> {
  return proved(adminOf(base))
}

function only<Row>(rows: readonly Row[], what: string): Row {
  const [row] = rows
  if (row === undefined) throw new Error(`No ${what}`)
  return row
}

export async function leaseOf(ctx: DbCtx, id: string): Promise<LeaseRecord> {
  return only(await ctx.db.select().from(leaseTable).where(eq(leaseTable.id, id)), id)
}

/** The first lease that fits, by id. */
export async function findLease(
  ctx: DbCtx,
  fits: Partial<Pick<LeaseRecord, 'treasuryId' | 'subscriberId' | 'status'>>,
  test: (lease: LeaseRecord) => boolean = () => true,
): Promise<LeaseRecord> {
  const conditions = Object.entries(fits).map(([key, value]) =>
    eq(leaseTable[key as keyof typeof fits], value),
  )
  const rows = await ctx.db
    .select()
    .from(leaseTable)
    .where(and(...conditions))
    .orderBy(asc(leaseTable.id))
  return only(rows.filter(test), 'lease')
}

export async function contractOf(ctx: DbCtx, leaseId: string): Promise<ContractRecord> {
  return only(
    await ctx.db.select().from(contractTable).where(eq(contractTable.leaseId, leaseId)),
    'contract',
  )
}

export async function allocationOf(ctx: DbCtx, leaseId: string): Promise<AllocationRecord> {
  return only(
    await ctx.db.select().from(allocationTable).where(eq(allocationTable.leaseId, leaseId)),
    'allocation',
  )
}

export async function renewalOf(ctx: DbCtx, id: string): Promise<RenewalRequestRecord> {
  return only(await ctx.db.select().from(renewalTable).where(eq(renewalTable.id, id)), id)
}

export async function ticketOf(ctx: DbCtx, id: string | null): Promise<DemandTicketRecord> {
  return only(
    await ctx.db
      .select()
      .from(ticketTable)
      .where(eq(ticketTable.id, id ?? '')),
    'ticket',
  )
}

/** What the log says of one thing since the test began, oldest first: "contract.signed draft active". */
export async function storyOf(ctx: DbCtx, entityId: string): Promise<string[]> {
  const rows = await ctx.db
    .select()
    .from(auditEventTable)
    .where(
      and(eq(auditEventTable.entityId, entityId), eq(auditEventTable.requestId, ctx.requestId)),
    )
    .orderBy(asc(auditEventTable.seq))
  return rows.map(({ action, fromStatus, toStatus }) =>
    [action, fromStatus, toStatus].filter((part) => part !== null).join(' '),
  )
}

/** The code of the refusal, after making sure that it leaves no audit row. */
export async function refusal(ctx: DbCtx, run: () => Promise<unknown>): Promise<string> {
  const count = () => ctx.db.$count(auditEventTable)
  const before = await count()
  const error = await run().then(
    () => null,
    (thrown: AppError) => thrown,
  )
  if (error === null) return 'ok'
  expect(await count()).toBe(before)
  return error.code ?? String(error)
}
