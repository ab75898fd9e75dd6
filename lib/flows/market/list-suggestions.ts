import 'server-only'
import { ConflictError, ForbiddenError } from '@/lib/core/errors'
import { sumSats, ZERO_SATS } from '@/lib/core/money'
import { meanPercent, percentOf } from '@/lib/core/ratio'
import { completeDays, toMs } from '@/lib/core/time'
import { leastLeaseSats, remainderNotices } from '@/lib/domains/liquidity/allocation/rules'
import { startOf } from '@/lib/domains/liquidity/allocation/start-rules'
import { type TicketTerm, termOfTicket } from '@/lib/domains/liquidity/leasing/ticket-term'
import { listNodeRecords, sumNodes } from '@/lib/domains/liquidity/node/queries'
import { uptimePct } from '@/lib/domains/liquidity/node/rules'
import { type RankedPool, rankPools } from '@/lib/domains/liquidity/pool/assess-rules'
import { listPoolRecords } from '@/lib/domains/liquidity/pool/queries'
import type { Ctx } from '@/lib/platform/ctx'
import type { IsoInstant, Sats } from '@/types'
import { assessMarket } from './assess-market'
import { getTicketView } from './get-ticket-view'
import { loadBoard, type MarketBoard } from './load-board'
import type { TicketView } from './view-rules'

const UPTIME_DAYS = 30

export interface PoolSuggestion extends RankedPool {
  /** The most that the lessee holds in the pool, and over all, at any instant of the new lease. */
  poolExposureSats: Sats
  platformExposureSats: Sats
  maxExposureSats: Sats
  treasuries: {
    id: string
    name: string
    availableSats: Sats
    /** May take new allocations as far as its own review is concerned. */
    isCleared: boolean
    marginBps: number
  }[]
}

export interface Suggestions {
  ticketId: string
  /** To be sent back with an allocation. */
  ticketVersion: number
  remainingSats: Sats
  /** The least lease that it may get. */
  leastSats: Sats
  /** Until the end of the lease that it adds to, or as asked. */
  term: TicketTerm | null
  startAt: IsoInstant
  pools: PoolSuggestion[]
  /** Why no pool is asked, though the request is open; its amounts are facts. */
  obstacle: string | null
}

/**
 * Every pool as it stands to a request now, ranked: eligible ones first, the others with their reasons
 * and the smallest change that would make them fit. None for a request that is no longer open.
 * @throws ForbiddenError for all but admins, NotFoundError.
 */
export async function listSuggestions(
  ctx: Ctx,
  ticketId: string,
  { startsAt }: { startsAt?: IsoInstant } = {},
): Promise<Suggestions> {
  assertDesk(ctx)
  const ticket = await getTicketView(ctx, ticketId)
  const startAt = startOf(startsAt, ctx.clock.now())
  const pools = await listPoolRecords(ctx)
  const board = await loadBoard(ctx, { pools, from: new Date(toMs(startAt)) })
  return suggestPools(ctx, ticket, { startAt, board })
}

/** The same from what was just read; the board is that of the start. @throws ForbiddenError. */
export async function suggestPools(
  ctx: Ctx,
  ticket: TicketView,
  { startAt, board }: { startAt: IsoInstant; board: MarketBoard },
): Promise<Suggestions> {
  assertDesk(ctx)
  const leastSats = leastLeaseSats(ticket, board.policy)
  const suggestions = {
    ticketId: ticket.id,
    ticketVersion: ticket.version,
    remainingSats: ticket.remainingSats,
    leastSats,
    startAt,
  }
  const nothing = { ...suggestions, term: null, obstacle: null, pools: [] }
  if (ticket.status !== 'pending' || ticket.desk === null) return nothing
  const term = await termOrObstacle(ctx, ticket, startAt)
  if (typeof term === 'string') return { ...nothing, obstacle: term }
  const [rest] = remainderNotices(ticket.remainingSats, leastSats)
  if (rest !== undefined) return { ...nothing, obstacle: rest.detail }
  const { subscriberId } = ticket.desk
  const [nodes, online, assessed] = await Promise.all([
    listNodeRecords(ctx),
    sumNodes(ctx, completeDays(ctx.clock.now(), UPTIME_DAYS)),
    assessMarket(ctx, {
      demand: { ...ticket, ...term, leastSats, subscriberId, sizeSats: ticket.remainingSats },
      pools: board.pools,
      board,
    }),
  ])
  const onlineById = new Map(online.map((row) => [row.nodeId, row]))
  const uptimeOf = (treasuryIds: readonly string[]) =>
    meanPercent(
      nodes
        .filter((node) => node.retiredAt === null && treasuryIds.includes(node.treasuryId))
        .flatMap(({ id }) => {
          const sums = onlineById.get(id)
          return uptimePct(sums?.onlineSeconds ?? 0, sums?.observedSeconds ?? 0) ?? []
        }),
    )
  const ranked = assessed.map(({ pool, members, markets, ...assessment }): PoolSuggestion => {
    const deployedSats = sumSats(markets.map(({ supply }) => supply.deployedSats))
    return {
      ...assessment,
      maxExposureSats: pool.maxExposureSats,
      uptimePct: uptimeOf(pool.treasuryIds),
      concentrationPct: percentOf(assessment.poolExposureSats, deployedSats),
      treasuries: markets.map(({ treasury }) => {
        const member = members.find(({ treasuryId }) => treasuryId === treasury.id)
        return {
          id: treasury.id,
          name: treasury.name,
          availableSats: member?.availableSats ?? ZERO_SATS,
          isCleared: member?.isCleared === true,
          marginBps: treasury.marginBps,
        }
      }),
    }
  })
  return {
    ...suggestions,
    term,
    startAt: term.startAt,
    obstacle: null,
    pools: rankPools(ranked, term),
  }
}

/** The sentence instead, where the lease that a request adds to takes nothing more. */
async function termOrObstacle(
  ctx: Ctx,
  ticket: TicketView,
  startAt: IsoInstant,
): Promise<TicketTerm | string> {
  try {
    return await termOfTicket(ctx, ticket, startAt)
  } catch (error) {
    if (error instanceof ConflictError) return error.told.message
    throw error
  }
}

function assertDesk({ actor }: Ctx): void {
  if (actor.kind === 'user' && actor.role !== 'admin') throw new ForbiddenError()
}
