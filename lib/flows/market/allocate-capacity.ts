import 'server-only'
import { ConflictError, ValidationError } from '@/lib/core/errors'
import { withoutMarks } from '@/lib/core/fact-text'
import { sumSats } from '@/lib/core/money'
import { withTransaction } from '@/lib/db/transaction'
import {
  assertNotAboveBand,
  bandNotices,
  type FeeTerms,
  feeTerms,
  type Notice,
} from '@/lib/domains/liquidity/allocation/fee-rules'
import type { AllocateInput } from '@/lib/domains/liquidity/allocation/inputs'
import { releaseLapsed } from '@/lib/domains/liquidity/allocation/release-lapsed'
import { type Reserved, reserve } from '@/lib/domains/liquidity/allocation/reserve'
import {
  assertLeast,
  leastLeaseSats,
  remainderNotices,
} from '@/lib/domains/liquidity/allocation/rules'
import { lockParties } from '@/lib/domains/liquidity/lease/lock-lease'
import { assertFeeWithinLimits, effectiveCostPpm } from '@/lib/domains/liquidity/lease/rules'
import { type TicketTerm, termOfTicket } from '@/lib/domains/liquidity/leasing/ticket-term'
import { POOL_CHECKS } from '@/lib/domains/liquidity/pool/check-rules'
import { findPool } from '@/lib/domains/liquidity/pool/find-pool'
import {
  assertPartsOfLeast,
  assertSplit,
  splitFee,
  type TreasuryPart,
} from '@/lib/domains/liquidity/pool/split-rules'
import { lockTicketRow, seeTicket } from '@/lib/domains/liquidity/ticket/lock-ticket'
import { assertOpenTicket, filledSats, remainingSats } from '@/lib/domains/liquidity/ticket/rules'
import { saveTicket } from '@/lib/domains/liquidity/ticket/save-ticket'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { DemandTicketRecord, Sats, TreasuryPoolRecord } from '@/types'
import { assertFits, chosenParts, moreThan, partsOf } from './assert-fits'
import { type AssessedPool, assessMarket } from './assess-market'

export interface AllocateCapacity extends AllocateInput {
  ticketId: string
}

export interface Allocated {
  ticket: DemandTicketRecord
  filledSats: Sats
  remainingSats: Sats
  parts: Reserved[]
  notices: Notice[]
}

/**
 * An admin gives a request capacity of a pool, split by rule or by hand, or of one of its treasuries: one
 * pending lease and one reservation per treasury. Lessee, pool, treasuries and request are locked in this
 * order; every check is made inside, so of two admins the second one sees what the first one did. A
 * conflict carries the fresh figures.
 */
export async function allocateCapacity(ctx: Ctx, input: AllocateCapacity): Promise<Allocated> {
  assertMayAct(ctx.actor, ['admin'])
  const fee = feeTerms(input)
  assertFeeWithinLimits({ ...fee, sizeSats: input.sizeSats })
  if (input.split !== undefined) {
    assertSplit(input.sizeSats, input.split)
    if (input.treasuryId !== undefined) {
      const reason = 'Choose one treasury or a split, not both.'
      throw new ValidationError(reason, { treasuryId: reason })
    }
  }
  return withTransaction(ctx, async (tx) => {
    const { pool, ticket, filled } = await lockMarket(tx, input)
    const now = tx.clock.now()
    const term = await termOfTicket(tx, ticket, input.startsAt)
    const leastSats = leastLeaseSats(ticket, await getPlatformPolicy(tx))
    const [assessed] = await assessMarket(tx, {
      demand: { ...ticket, ...term, leastSats, sizeSats: remainingSats(ticket, filled) },
      pools: [pool],
      treasuryId: input.treasuryId,
    })
    if (assessed === undefined) throw new Error('A pool is assessed as one')
    const fresh = freshFigures(assessed, ticket, filled)
    if (input.version !== ticket.version) {
      throw new ConflictError('stale_version', 'This request has changed meanwhile.', fresh)
    }
    assertOpenTicket(ticket, filled, now)
    if (input.sizeSats > fresh.remainingSats) {
      const text = moreThan(input.sizeSats, fresh.remainingSats, 'that the request still asks for')
      throw new ConflictError('exceeds_remaining', text, fresh)
    }
    assertLeast(input.sizeSats, leastSats)
    if (input.split !== undefined) assertPartsOfLeast(input.split, leastSats)
    assertFits(input.sizeSats, assessed, {
      reader: 'desk',
      checks: POOL_CHECKS,
      fresh,
      refusal: (reasons) => `${withoutMarks(pool.name)} can’t serve this request: ${reasons}.`,
    })
    assertNotAboveBand(input.sizeSats, fee, term)
    const parts =
      input.split === undefined
        ? partsOf(input.sizeSats, assessed, { leastSats, fresh })
        : chosenParts(input.split, assessed, fresh)
    const reserved = await reserveParts(tx, { input, ticket, term }, parts, fee)
    const filledAfter = sumSats([filled, input.sizeSats])
    const isFull = filledAfter === ticket.sizeSats
    const saved = await saveTicket(
      tx,
      ticket,
      // A remainder that was rejected before is given after all.
      isFull ? { status: 'matched', reasonCode: null, reason: null } : { status: 'pending' },
      {
        action: isFull ? 'ticket.matched' : 'ticket.allocated',
        details: {
          poolId: pool.id,
          sizeSats: input.sizeSats,
          allocationIds: reserved.map(({ allocation }) => allocation.id),
        },
      },
    )
    return {
      ticket: saved,
      filledSats: filledAfter,
      remainingSats: remainingSats(ticket, filledAfter),
      parts: reserved,
      notices: [
        ...bandNotices(effectiveCostPpm({ sizeSats: input.sizeSats, ...fee }), term),
        ...remainderNotices(remainingSats(ticket, filledAfter), leastSats),
      ],
    }
  })
}

/** Takes the locks in the house's order. @throws NotFoundError, ValidationError for a foreign treasury. */
async function lockMarket(
  ctx: Ctx,
  { ticketId, poolId, treasuryId, split = [] }: AllocateCapacity,
): Promise<{ pool: TreasuryPoolRecord; ticket: DemandTicketRecord; filled: Sats }> {
  const { subscriberId } = await seeTicket(ctx, ticketId)
  const { treasuryIds: seen } = await findPool(ctx, poolId)
  await releaseLapsed(ctx, {
    subscriberId,
    poolIds: [poolId],
    treasuryIds: seen,
    exceptTicketId: ticketId,
  })
  await lockParties(ctx, { subscriberId, poolIds: [poolId], treasuryIds: [] })
  // Who belongs to the pool is certain only once it is locked.
  const pool = await findPool(ctx, poolId)
  if (treasuryId !== undefined && !pool.treasuryIds.includes(treasuryId)) {
    throw new ValidationError('This treasury does not belong to the pool.', {
      treasuryId: 'Choose one of the pool’s treasuries.',
    })
  }
  if (split.some((part) => !pool.treasuryIds.includes(part.treasuryId))) {
    throw new ValidationError('A treasury of the split does not belong to the pool.', {
      split: 'Choose among the pool’s treasuries.',
    })
  }
  const treasuryIds = treasuryId === undefined ? pool.treasuryIds : [treasuryId]
  await lockParties(ctx, { subscriberId, poolIds: [poolId], treasuryIds })
  const { ticket, allocations } = await lockTicketRow(ctx, ticketId)
  return { pool, ticket, filled: filledSats(allocations, ctx.clock.now()) }
}

/** What whoever lost needs to know to try again. */
function freshFigures(assessed: AssessedPool, ticket: DemandTicketRecord, filled: Sats) {
  return {
    availableSats: assessed.availableSats,
    headroomSats: assessed.headroomSats,
    exposureSats: assessed.poolExposureSats,
    exposureLimitSats: assessed.pool.maxExposureSats,
    platformExposureSats: assessed.platformExposureSats,
    platformExposureLimitSats: assessed.platformLimitSats,
    remainingSats: remainingSats(ticket, filled),
    ticketStatus: ticket.status,
    ticketVersion: ticket.version,
  }
}

async function reserveParts(
  ctx: Ctx,
  {
    input,
    ticket,
    term,
  }: { input: AllocateCapacity; ticket: DemandTicketRecord; term: TicketTerm },
  parts: readonly TreasuryPart[],
  fee: FeeTerms,
): Promise<Reserved[]> {
  const fees = fee.feeSats === null ? null : splitFee(fee.feeSats, parts)
  const reserved: Reserved[] = []
  for (const [index, part] of parts.entries()) {
    reserved.push(
      await reserve(ctx, {
        ...part,
        ...fee,
        feeSats: fees?.[index] ?? null,
        subscriberId: ticket.subscriberId,
        poolId: input.poolId,
        ticketId: ticket.id,
        extendsLeaseId: term.extendsLeaseId,
        startAt: term.startAt,
        endAt: term.endAt,
        note: input.note === undefined || input.note === '' ? null : input.note,
        issue: input.issue,
      }),
    )
  }
  return reserved
}
