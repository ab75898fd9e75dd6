import type { SystemCtx } from '../ctx'

export interface Job {
  name: string
  /** "before" when what is shown would be stale without its first run; ready waits for it. */
  ready: 'before' | 'after'
  /**
   * "one": it runs inside a transaction that one process at a time can have for this job. "own": it
   * opens its transactions itself, and any number of processes may run it at once. "one" when absent.
   */
  transactions?: 'one' | 'own'
  run: (ctx: SystemCtx) => Promise<void>
}

interface JobState {
  jobs: Map<string, Job>
  /** When each job last came to an end, well or not, in real milliseconds. */
  lastRunAt: Map<string, number>
  lastErrors: Map<string, string>
  /** Code of the store's trouble that was told last, until a job succeeds. */
  told: string | null
  startedAt: number | null
  stop: (() => Promise<void>) | null
}

const KEY = Symbol.for('flowrate.jobs')
const holder = globalThis as { [KEY]?: JobState }

/** Shared by all copies of this module in the process. */
export function jobState(): JobState {
  holder[KEY] ??= {
    jobs: new Map(),
    lastRunAt: new Map(),
    lastErrors: new Map(),
    told: null,
    startedAt: null,
    stop: null,
  }
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
