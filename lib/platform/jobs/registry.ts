import type { SystemCtx } from '../ctx'

export interface Job {
  name: string
  /** Runs inside a transaction that one process at a time can have for this job. */
  run: (ctx: SystemCtx) => Promise<void>
}

interface JobState {
  jobs: Map<string, Job>
  lastTickAt: number | null
  lastErrors: Map<string, string>
  stop: (() => Promise<void>) | null
}

const KEY = Symbol.for('flowrate.jobs')
const holder = globalThis as { [KEY]?: JobState }

/** Shared by all copies of this module in the process. */
export function jobState(): JobState {
  holder[KEY] ??= { jobs: new Map(), lastTickAt: null, lastErrors: new Map(), stop: null }
  return holder[KEY]
}

/** A job of the same name replaces the earlier one, as after a reload in development. */
export function registerJob(job: Job): void {
  jobState().jobs.set(job.name, job)
}

/** Lets the running tick end and begins no other. */
export async function stopJobs(): Promise<void> {
  await jobState().stop?.()
}
