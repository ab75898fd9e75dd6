import { fixedClock, movedClock } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import type { Env } from '@/lib/env'
import { type SystemCtx, systemCtx } from '@/lib/platform/ctx'
import { readClockOffsetMs } from '@/lib/platform/demo/clock-offset'

/** The context of a script on its store, at the product's time. */
export async function scriptCtx(db: Database, env: Env, name: string): Promise<SystemCtx> {
  const base = env.frozenNow === null ? { now: () => new Date() } : fixedClock(env.frozenNow)
  const clock = movedClock(base, await readClockOffsetMs(db))
  return systemCtx({ db, clock, requestId: name }, name)
}
