import { afterAll, expect, it } from 'vitest'
import { addMs, fixedClock, HOUR_MS } from '@/lib/core/time'
import { registerJobs } from '@/lib/jobs'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { SystemCtx } from '@/lib/platform/ctx'
import { type Job, jobState } from '@/lib/platform/jobs/registry'
import { notificationTable } from '@/lib/platform/notification/table'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
afterAll(() => jobState().jobs.clear())

async function run(ctx: SystemCtx, jobs: readonly Job[]) {
  for (const job of jobs) await job.run(ctx)
  return ctx.db.select().from(notificationTable).orderBy(notificationTable.id)
}

it('what readiness waits for leaves nothing that the first tick would change in the alerts', () =>
  store.inRollback(async (base) => {
    const ctx = systemOf({ ...base, clock: fixedClock(addMs(REFERENCE_INSTANT, 12 * HOUR_MS)) })
    registerJobs()
    const jobs = [...jobState().jobs.values()]
    const seeded = await run(ctx, [])
    const ready = await run(
      ctx,
      jobs.filter((job) => job.ready === 'before'),
    )
    expect(ready).not.toEqual(seeded)
    expect(await run(ctx, jobs)).toEqual(ready)
  }))
