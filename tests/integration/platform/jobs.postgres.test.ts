import { once } from 'node:events'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { areJobsHealthy, runAlone, tick } from '@/lib/platform/jobs/loop'
import { jobState, registerJob } from '@/lib/platform/jobs/registry'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
/** A busy machine decides nothing here. */
const PATIENTLY = { timeout: 30_000 }

/** A job that goes on until it is told to end; afterwards each run ends at once. */
function lastingJob(name: string) {
  const gate = new EventTarget()
  const ended = once(gate, 'end')
  let runs = 0
  const run = async () => {
    runs += 1
    await ended
  }
  const end = () => gate.dispatchEvent(new Event('end'))
  return { job: { name, ready: 'after', run } as const, runs: () => runs, end }
}

it('a job runs once when several processes on one database want it together', async () => {
  const { job, runs, end } = lastingJob('slow')
  let turnedAway = 0
  const all = Array.from({ length: 6 }, () =>
    runAlone(store.ctx, job).then(() => {
      turnedAway += 1
    }),
  )
  await expect.poll(() => turnedAway, PATIENTLY).toBe(5)
  end()
  await Promise.all(all)
  expect(runs()).toBe(1)
  await runAlone(store.ctx, job)
  expect(runs()).toBe(2)
})

it('a job that is busy elsewhere is run again by who waits, and left alone by who does not', async () => {
  const { job, runs, end } = lastingJob('due')
  jobState().jobs.clear()
  registerJob(job)
  const elsewhere = runAlone(store.ctx, job)
  await expect.poll(runs, PATIENTLY).toBe(1)
  await tick()
  expect(runs()).toBe(1)
  const waiting = tick('wait')
  end()
  await waiting
  expect(runs()).toBe(2)
  await elsewhere
  jobState().jobs.clear()
})

it('a job whose connection is cut, by a database that is still there, runs again at once', async () => {
  let runs = 0
  jobState().jobs.clear()
  jobState().startedAt = 0
  registerJob({
    name: 'cut off',
    ready: 'before',
    run: async (ctx) => {
      runs += 1
      if (runs === 1) await ctx.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`)
    },
  })
  await tick()
  expect(runs).toBe(2)
  expect(areJobsHealthy()).toBe(true)
  jobState().jobs.clear()
})
