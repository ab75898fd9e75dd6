import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shared } from '@/lib/db/shared'
import { withTransaction } from '@/lib/db/transaction'
import { areJobsHealthy, startJobs, tick } from '@/lib/platform/jobs/loop'
import { jobState, registerJob, stopJobs } from '@/lib/platform/jobs/registry'
import { organisationTable } from '@/lib/platform/organisation/table'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')

const row = {
  id: 'trs_950',
  kind: 'treasury',
  name: 'Made by a job',
  jurisdiction: 'CH',
  createdAt: '2026-01-01T00:00:00.000Z',
} as const

function reset(): void {
  const state = jobState()
  state.jobs.clear()
  state.lastRunAt.clear()
  state.lastErrors.clear()
  state.startedAt = Date.now()
}

beforeEach(reset)
afterEach(reset)

describe('a tick', () => {
  it('runs every job as the system and keeps what it did', async () => {
    const actors: unknown[] = []
    registerJob({
      name: 'writer',
      ready: 'before',
      run: async (ctx) => {
        actors.push(ctx.actor)
        await ctx.db.insert(organisationTable).values(row)
      },
    })
    await tick()
    expect(actors).toEqual([{ kind: 'system', name: 'writer' }])
    expect(await store.db.select().from(organisationTable)).toEqual([row])
    await store.db.delete(organisationTable)
  })

  it('goes on after a job that fails, and keeps nothing of that one', async () => {
    const ran: string[] = []
    registerJob({
      name: 'broken',
      ready: 'after',
      run: async (ctx) => {
        await ctx.db.insert(organisationTable).values(row)
        throw new Error('made by a test')
      },
    })
    registerJob({
      name: 'next',
      ready: 'after',
      run: async () => {
        ran.push('next')
      },
    })
    await tick()
    expect(ran).toEqual(['next'])
    expect(await store.db.select().from(organisationTable)).toEqual([])
    expect(areJobsHealthy()).toBe(false)
  })
})

describe('readiness', () => {
  const nothing = async () => undefined

  it('waits for the first run of what keeps pages current, not for the rest', async () => {
    registerJob({ name: 'later', ready: 'after', run: nothing })
    expect(areJobsHealthy()).toBe(true)
    registerJob({ name: 'first', ready: 'before', run: nothing })
    expect(areJobsHealthy()).toBe(false)
    await tick()
    expect(areJobsHealthy()).toBe(true)
  })

  it('ends when a job has not run for three minutes', async () => {
    registerJob({ name: 'first', ready: 'before', run: nothing })
    await tick()
    jobState().lastRunAt.set('first', Date.now() - 181_000)
    expect(areJobsHealthy()).toBe(false)
  })

  it('is not there before the loop has started', () => {
    jobState().startedAt = null
    expect(areJobsHealthy()).toBe(false)
  })
})

describe('a database that was away', () => {
  afterEach(async () => {
    await stopJobs()
    vi.useRealTimers()
  })

  it('has the jobs run as soon as it is back, so that readiness does not wait for the next minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let isAway = true
    let runs = 0
    const run = async () => {
      runs += 1
      if (isAway) throw new Error('made by a test')
    }
    registerJob({ name: 'first', ready: 'before', run })
    startJobs()
    await expect.poll(() => runs).toBe(1)
    expect(areJobsHealthy()).toBe(false)
    isAway = false
    await expect
      .poll(() => {
        for (const hook of shared().afterOutage) hook()
        vi.advanceTimersByTime(1)
        return areJobsHealthy()
      })
      .toBe(true)
    await stopJobs()
    expect(shared().afterOutage.size).toBe(0)
  })
})

describe('a job with transactions of its own', () => {
  it('keeps what it committed before it failed', async () => {
    registerJob({
      name: 'own',
      ready: 'after',
      transactions: 'own',
      run: async (ctx) => {
        await withTransaction(ctx, (tx) => tx.db.insert(organisationTable).values(row))
        throw new Error('made by a test')
      },
    })
    await tick()
    expect(await store.db.select().from(organisationTable)).toEqual([row])
    expect(areJobsHealthy()).toBe(false)
    await store.db.delete(organisationTable)
  })
})
