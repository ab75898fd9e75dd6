import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Arena, openArena, openPool } from '@/tests/support/race/arena'
import {
  capacityRound,
  exposureRound,
  type RoundResult,
  unfairness,
} from '@/tests/support/race/rounds'

const stores = inject('stores')
if (stores.kind !== 'postgres') throw new Error('Runs with TEST_STORE=postgres only.')
const { templates } = stores

/** One of each kind here; `npm run prove` asks for the full length. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 4)
const EXPOSURE_ROUNDS = Number(process.env.RACE_EXPOSURE_ROUNDS ?? 5)
const PATIENCE_MS = 120_000 + (ROUNDS + EXPOSURE_ROUNDS) * 20_000

function report(what: string, rounds: readonly RoundResult[], startedAt: number): void {
  const sum = (pick: (round: RoundResult) => number) =>
    rounds.reduce((total, round) => total + pick(round), 0)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  console.log(
    `${what}: ${rounds.length} rounds, ${sum(({ tally }) => tally.wins)} won, ` +
      `${sum(({ tally }) => tally.losses)} refused with 409, ` +
      `${sum((round) => unfairness(round).length)} unfair, ${seconds} s`,
  )
}

async function play(
  what: string,
  count: number,
  round: (index: number) => Promise<RoundResult>,
): Promise<void> {
  const startedAt = performance.now()
  const rounds: RoundResult[] = []
  for (let index = 0; index < count; index += 1) rounds.push(await round(index))
  report(what, rounds, startedAt)
  const unfair = rounds.flatMap((result) =>
    unfairness(result).map((wrong) => `${result.round}: ${wrong}`),
  )
  expect(unfair).toEqual([])
}

describe.runIf(existsSync('.next/BUILD_ID')).each([1, 2])(
  '32 clients through the HTTP routes of %i app process(es)',
  (processes) => {
    let arena: Arena
    let single: string
    let several: string
    let apart: string[]
    beforeAll(async () => {
      arena = await openArena(templates, processes)
      single = await openPool(arena.ctx, ['trs_002'])
      several = await openPool(arena.ctx, ['trs_001', 'trs_003'])
      apart = [
        await openPool(arena.ctx, ['trs_001']),
        single,
        await openPool(arena.ctx, ['trs_003']),
      ]
    }, PATIENCE_MS)
    afterAll(() => arena?.close())

    it(
      'sell exactly what there is, never a satoshi more or less',
      () =>
        play(`capacity, ${processes} process(es)`, ROUNDS, (index) =>
          index % 4 === 3
            ? capacityRound(arena, { id: several, treasuryIds: ['trs_001', 'trs_003'] }, index)
            : capacityRound(arena, { id: single, treasuryIds: ['trs_002'] }, index),
        ),
      PATIENCE_MS,
    )

    it(
      'keep one lessee’s exposure at its limit over pools that share nothing',
      () =>
        play(`exposure, ${processes} process(es)`, EXPOSURE_ROUNDS, (index) =>
          exposureRound(arena, apart, index),
        ),
      PATIENCE_MS,
    )
  },
)
