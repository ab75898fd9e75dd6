import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { runAlone } from '@/lib/platform/jobs/loop'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')

it('a job runs once when several processes on one database want it together', async () => {
  let runs = 0
  const job = {
    name: 'slow',
    ready: 'after',
    run: async () => {
      runs += 1
      await wait(300)
    },
  } as const
  await Promise.all(Array.from({ length: 6 }, () => runAlone(store.ctx, job)))
  expect(runs).toBe(1)
  await runAlone(store.ctx, job)
  expect(runs).toBe(2)
})
