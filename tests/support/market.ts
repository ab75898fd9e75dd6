import { and, eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import type { DbCtx } from '@/lib/db/context'
import type { CreateTicketInput } from '@/lib/domains/liquidity/ticket/inputs'
import { allocateCapacity } from '@/lib/flows/market/allocate-capacity'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { auditEventTable } from '@/lib/platform/audit/table'
import type { DemandTicketRecord } from '@/types'
import { adminOf, memberOf } from './members'

export const btc = (amount: number) => sats(Math.round(amount * 100_000_000))

/** A request that the pools of the demo world can serve: 90 days at market prices. */
export function aWish(rest: Partial<CreateTicketInput> = {}): CreateTicketInput {
  return { sizeSats: btc(2), termDays: 90, priceMinPpm: 0, priceMaxPpm: 20_000, ...rest }
}

export function aTicket(
  ctx: DbCtx,
  rest: Partial<CreateTicketInput> = {},
  subscriberId = 'sub_001',
): Promise<DemandTicketRecord> {
  return createTicket(memberOf(ctx, subscriberId), aWish(rest))
}

type Allocation = Omit<Parameters<typeof allocateCapacity>[1], 'ticketId' | 'version'>

/** 0.5 BTC of the first pool at 9,000 ppm, only reserved. */
export function anAllocation(rest: Partial<Allocation> = {}): Allocation {
  return {
    poolId: 'pool_001',
    sizeSats: btc(0.5),
    feeModel: 'ppm',
    feePpm: 9000,
    issue: false,
    ...rest,
  }
}

export function allocate(
  ctx: DbCtx,
  { id, version }: Pick<DemandTicketRecord, 'id' | 'version'>,
  rest: Partial<Allocation> = {},
) {
  return allocateCapacity(adminOf(ctx), { ...anAllocation(rest), ticketId: id, version })
}

export function auditOf(ctx: DbCtx, entityId: string, action?: string) {
  return ctx.db
    .select()
    .from(auditEventTable)
    .where(
      and(
        eq(auditEventTable.entityId, entityId),
        action === undefined ? undefined : eq(auditEventTable.action, action),
      ),
    )
}

/** What a refused command says. */
export async function conflictOf(attempt: Promise<unknown>): Promise<ConflictError> {
  const error = await attempt.then(
    () => 'nothing refused it',
    (reason: unknown) => reason,
  )
  if (error instanceof ConflictError) return error
  throw error
}
