import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { leaseCommands, waitOut } from '@/tests/support/lease-model/commands'
import { LeaseModel } from '@/tests/support/lease-model/model'
import { loadModelWorld, START } from '@/tests/support/lease-model/world'
import { useTestDb } from '@/tests/support/test-db'

/** Waiting until all has ended takes as long as the steps before; the short form's seed gets there by itself. */
const IS_LONG = process.env.PROVE_MODEL_RUNS !== undefined
const RUNS = Number(process.env.PROVE_MODEL_RUNS ?? 20)
const STEPS = Number(process.env.PROVE_MODEL_STEPS ?? 60)
/** Fixed in the short form, so that it is the same everywhere; `npm run prove` draws one. */
const SEED = Number(process.env.PROVE_MODEL_SEED ?? 583)

/** A run that never came to these would prove little. */
const MUST_REACH = [
  'lease pending',
  'lease active',
  'lease paused',
  'lease expired',
  'lease cancelled',
  'lease called off',
  'lease terminated',
  'ticket matched',
  'ticket rejected',
  'ticket cancelled',
  'ticket lapsed',
  'renewal accepted',
  'renewal declined',
  'renewal lapsed',
  'renewal withdrawn',
  'renewing lease active',
  'renewing lease expired',
]

const store = useTestDb('empty')
beforeAll(() => loadModelWorld(store.db))

describe('the life of leases', () => {
  it(
    `follows a plain model over ${RUNS} runs of up to ${STEPS} steps`,
    async () => {
      const reached = new Set<string>()
      await fc.assert(
        fc.asyncProperty(
          fc.commands(leaseCommands(reached), { maxCommands: STEPS, size: 'max' }),
          (commands) =>
            store.inRollback(async (base) => {
              const state = { model: new LeaseModel(Date.parse(START)), real: { base } }
              await fc.asyncModelRun(() => state, commands)
              if (IS_LONG) await waitOut(reached).run(state.model, state.real)
            }),
        ),
        { numRuns: RUNS, seed: SEED },
      )
      expect([...reached]).toEqual(expect.arrayContaining(MUST_REACH))
    },
    600_000 + RUNS * 10_000,
  )
})
