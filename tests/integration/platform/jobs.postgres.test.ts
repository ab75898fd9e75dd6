import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { runAlone, tick } from '@/lib/platform/jobs/loop'
import { jobState, registerJob } from '@/lib/platform/jobs/registry'
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

it('a job that is busy elsewhere is run again by who waits, and left alone by who does not', async () => {
  let runs = 0
  const job = {
    name: 'due',
    ready: 'after',
    run: async () => {
      runs += 1
      await wait(400)
    },
  } as const
  jobState().jobs.clear()
  registerJob(job)
  const elsewhere = runAlone(store.ctx, job)
  await wait(100)
  await tick()
  expect(runs).toBe(1)
  await tick('wait')
  expect(runs).toBe(2)
  await elsewhere
  jobState().jobs.clear()
})
