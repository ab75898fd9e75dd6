import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { MINUTE_MS } from '@/lib/core/time'
import { isConnectionLost } from '@/lib/db/availability'
import { getStoreDb } from '@/lib/db/client'
import type { DbCtx } from '@/lib/db/context'
import { shared } from '@/lib/db/shared'
import { withTransaction } from '@/lib/db/transaction'
import { storeTroubleOf, told } from '@/lib/db/trouble'
import { log } from '@/lib/log'
import { systemCtx } from '../ctx'
import { readProductClock } from '../demo/queries'
import { type Job, jobState } from './registry'

/** A job may be this late before readiness says so. */
const RUN_GRACE_MS = 3 * MINUTE_MS
/** Leaves the first page of a fresh server alone. */
const FIRST_PAUSE_MS = 3_000
/** How often a job that runs elsewhere is asked for, and for how long. */
const BUSY_PAUSE_MS = 100
const BUSY_PATIENCE_MS = 2 * MINUTE_MS

/** Whether a job that another process is running is left to it or run again after it. */
type WhenBusy = 'skip' | 'wait'

/**
 * Runs what readiness waits for at once, everything a little later and then each minute, until the
 * server stops; also as soon as a database that was away is back.
 */
export function startJobs(): void {
  const state = jobState()
  if (state.stop !== null) return
  state.startedAt = Date.now()
  let running = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let isBackMeanwhile = false
  const runLater = (pauseMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => run([...state.jobs.values()], MINUTE_MS), pauseMs)
    timer.unref()
  }
  const run = (jobs: readonly Job[], pauseMs: number) => {
    timer = undefined
    running = runAll(jobs, 'skip').finally(() => {
      if (!isStopped) runLater(isBackMeanwhile ? 0 : pauseMs)
      isBackMeanwhile = false
    })
  }
  const onBack = () => {
    if (timer === undefined) isBackMeanwhile = true
    else runLater(0)
  }
  shared().afterOutage.add(onBack)
  state.stop = async () => {
    isStopped = true
    shared().afterOutage.delete(onBack)
    clearTimeout(timer)
    state.stop = null
    await running
  }
  run(
    [...state.jobs.values()].filter((job) => job.ready === 'before'),
    FIRST_PAUSE_MS,
  )
}

/** One pass over all jobs; with "wait", each has run from now on when it ends. */
export function tick(whenBusy: WhenBusy = 'skip'): Promise<void> {
  return runAll([...jobState().jobs.values()], whenBusy)
}

/** A failing job is logged and does not keep the others from running. */
async function runAll(jobs: readonly Job[], whenBusy: WhenBusy): Promise<void> {
  const state = jobState()
  for (const job of jobs) {
    try {
      await runNow(job, whenBusy).catch((error: unknown) => runCutOff(error, job, whenBusy))
      state.lastErrors.delete(job.name)
      state.told = null
    } catch (error) {
      state.lastErrors.set(job.name, error instanceof Error ? error.message : String(error))
      tellFailure(job, error)
    }
    state.lastRunAt.set(job.name, Date.now())
  }
}

/** Trouble of the store is that of every job and of every minute, and told once. */
function tellFailure(job: Job, error: unknown): void {
  const state = jobState()
  const trouble = storeTroubleOf(error)?.code ?? null
  if (trouble === null || trouble !== state.told)
    log.error({ ...told(error), job: job.name }, 'job failed')
  state.told = trouble
}

/** A job that was cut off with its connection, by a database that is still there, runs again at once. */
async function runCutOff(error: unknown, job: Job, whenBusy: WhenBusy): Promise<void> {
  if (!isConnectionLost(error)) throw error
  await runNow(job, whenBusy)
}

async function runNow(job: Job, whenBusy: WhenBusy): Promise<void> {
  const db = await getStoreDb()
  const deadline = performance.now() + BUSY_PATIENCE_MS
  for (;;) {
    const base = { db, clock: await readProductClock(db), requestId: randomUUID() }
    if (job.transactions === 'own') return job.run(systemCtx(base, job.name))
    if ((await runAlone(base, job)) || whenBusy === 'skip') return
    if (performance.now() > deadline) throw new Error(`${job.name} is held by another process.`)
    await wait(BUSY_PAUSE_MS)
  }
}

/** Runs a job unless another process on the same database is running it; true when it ran. */
export function runAlone(base: DbCtx, job: Job): Promise<boolean> {
  return withTransaction(systemCtx(base, job.name), async (ctx) => {
    const free = sql<boolean>`pg_try_advisory_xact_lock(hashtext(${`flowrate.job.${job.name}`}))`
    const result = (await ctx.db.execute(sql`select ${free} as free`)) as {
      rows: { free: boolean }[]
    }
    const isFree = result.rows[0]?.free === true
    if (isFree) await job.run(ctx)
    return isFree
  })
}

/** True while jobs run as they should, each one's last run was good, and nothing shown is stale. */
export function areJobsHealthy(): boolean {
  const { jobs, lastRunAt, lastErrors, startedAt } = jobState()
  if (startedAt === null || lastErrors.size > 0) return false
  return [...jobs.values()].every((job) => {
    const lastAt = lastRunAt.get(job.name)
    if (lastAt === undefined && job.ready === 'before') return false
    return Date.now() - (lastAt ?? startedAt) < RUN_GRACE_MS
  })
}
