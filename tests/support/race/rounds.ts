import { randomStream } from '@/lib/lightning/random'
import {
  type Arena,
  clear,
  exposureOf,
  limitExposure,
  type Outcome,
  openTickets,
  outcomeOf,
  roomOf,
} from './arena'
import { type Desk, fight, type Prize, sumTallies, type Tally } from './client'

/** Approved lessees of the demo world. */
const LESSEES = ['sub_001', 'sub_002', 'sub_003', 'sub_004', 'sub_005', 'sub_007']
const CLIENTS = 32
const EXPOSURE_CLIENTS = 8
const NO_LIMIT = 1_000_000_000_000

export interface RoundResult {
  round: string
  /** What could be won. */
  prizeSats: number
  /** What is left of it afterwards, as the store tells. */
  leftSats: number
  tally: Tally
  outcome: Outcome
}

/**
 * 32 clients fight for what a pool has free, all at once: in turn each for a request of its own, all for
 * one and the same, and with every request sent twice under one key, if possible to two processes.
 */
export async function capacityRound(
  { ctx, desks }: Arena,
  pool: { id: string; treasuryIds: readonly string[] },
  round: number,
): Promise<RoundResult> {
  const prefix = `dmd_race_${pool.id.slice(10)}_${round}_`
  const random = randomStream('race', pool.id, round)
  const style = (['own', 'shared', 'twins'] as const)[round % 3] ?? 'own'
  await limitExposure(ctx, NO_LIMIT)
  const prizeSats = await roomOf(ctx, pool.treasuryIds)
  const sizes = Array.from({ length: CLIENTS }, () =>
    random.int(Math.ceil(prizeSats / 24), Math.floor(prizeSats / 4)),
  )
  const ids = sizes.map((_, client) => `${prefix}${style === 'shared' ? 0 : client}`)
  await openTickets(
    ctx,
    [...new Set(ids)].map((id, index) => ({
      id,
      subscriberId: LESSEES[(index + round) % LESSEES.length] ?? 'sub_001',
      sizeSats: style === 'shared' ? prizeSats : (sizes[index] ?? prizeSats),
    })),
  )
  const tally = await fightAll(
    desks,
    ids.map((ticketId, client) => ({
      ticketId,
      version: 1,
      poolId: pool.id,
      sizeSats: sizes[client] ?? prizeSats,
    })),
    style === 'twins',
  )
  const outcome = await outcomeOf(ctx, prefix)
  const leftSats = await roomOf(ctx, pool.treasuryIds)
  await clear(ctx, prefix)
  return { round: prefix, prizeSats, leftSats, tally, outcome }
}

/**
 * Several clients fight for what one lessee may still take of the platform, each at a pool of its own
 * whose treasury has room enough: a limit over many rows, of which no two clients touch the same.
 */
export async function exposureRound(
  { ctx, desks }: Arena,
  poolIds: readonly string[],
  round: number,
): Promise<RoundResult> {
  const prefix = `dmd_limit_${round}_`
  const random = randomStream('exposure', round)
  const subscriberId = LESSEES[round % LESSEES.length] ?? 'sub_001'
  const prizeSats = random.int(10_000_000, 80_000_000)
  const limitSats = (await exposureOf(ctx, subscriberId)) + prizeSats
  await limitExposure(ctx, limitSats)
  const prizes = Array.from(
    { length: EXPOSURE_CLIENTS },
    (_, client): Prize => ({
      ticketId: `${prefix}${client}`,
      version: 1,
      poolId: poolIds[client % poolIds.length] ?? '',
      sizeSats: random.int(Math.ceil(prizeSats / 6), Math.floor(prizeSats / 2)),
    }),
  )
  await openTickets(
    ctx,
    prizes.map(({ ticketId: id, sizeSats }) => ({ id, subscriberId, sizeSats })),
  )
  const tally = await fightAll(desks, prizes, false)
  const outcome = await outcomeOf(ctx, prefix)
  const leftSats = limitSats - (await exposureOf(ctx, subscriberId))
  await clear(ctx, prefix)
  return { round: prefix, prizeSats, leftSats, tally, outcome }
}

async function fightAll(
  desks: readonly Desk[],
  prizes: readonly Prize[],
  isTwin: boolean,
): Promise<Tally> {
  const deskOf = (index: number): Desk => {
    const desk = desks[index % desks.length]
    if (desk === undefined) throw new Error('Nobody sits at a desk')
    return desk
  }
  return sumTallies(
    await Promise.all(
      prizes.map((prize, client) =>
        fight(deskOf(client), prize, { isTwin, twinDesk: deskOf(client + 1 + desks.length / 2) }),
      ),
    ),
  )
}

/** What is wrong with a round; empty for a fair one. */
export function unfairness({ prizeSats, leftSats, tally, outcome }: RoundResult): string[] {
  const wrong = [...tally.faults]
  if (leftSats < 0) wrong.push(`${-leftSats} sats more than there were`)
  if (leftSats > 0) wrong.push(`${leftSats} sats left although wanted`)
  if (outcome.allocatedSats !== prizeSats) wrong.push(`${outcome.allocatedSats} sats in the store`)
  if (tally.wonSats !== prizeSats) wrong.push(`${tally.wonSats} sats answered with 201`)
  if (outcome.auditRows !== tally.wins) {
    wrong.push(`${outcome.auditRows} audit rows for ${tally.wins} successes`)
  }
  if (outcome.wrongTickets > 0) wrong.push(`${outcome.wrongTickets} requests do not add up`)
  return wrong
}
