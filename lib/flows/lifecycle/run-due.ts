import 'server-only'
import { addDays, fixedClock, startOfDay, utcDate } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { storeTroubleOf } from '@/lib/db/trouble'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { type DueEvent, dueKey, nextDue } from '@/lib/domains/liquidity/lifecycle/next-due'
import { log } from '@/lib/log'
import type { SystemCtx } from '@/lib/platform/ctx'
import { demoWorldTable } from '@/lib/platform/demo/table'
import type { IsoDate } from '@/types'
import { handleEvent } from './handle-event'

export interface DueRun {
  /** Events that this run carried out. */
  done: number
  /** Events that were over when their turn came. */
  gone: number
  /** Events that threw; they are tried again in the next run. */
  failed: number
}

/**
 * Carries out everything that is due, earliest first, each event as of its due instant in a transaction
 * of its own: a clock that jumps gives the same rows as one that runs. Several processes may do this at
 * once. What throws is logged and put aside for this run.
 */
export async function runDue(ctx: SystemCtx): Promise<DueRun> {
  const run: DueRun = { done: 0, gone: 0, failed: 0 }
  const aside = new Set<string>()
  const tried = new Set<string>()
  const facts = factsBefore(ctx)
  for (;;) {
    const event = await nextDue(ctx, ctx.clock.now(), aside)
    if (event === null) return run
    const attempt = `${dueKey(event)} ${event.at}`
    try {
      if (tried.has(attempt)) throw new Error('It is still due after it was carried out')
      tried.add(attempt)
      await facts(event)
      if (await handleEvent(ctx, event)) run.done += 1
      else run.gone += 1
    } catch (error) {
      // The others would fail alike.
      if (storeTroubleOf(error) !== null) throw error
      log.error({ err: error, event }, 'a due event failed')
      aside.add(dueKey(event))
      run.failed += 1
    }
  }
}

/**
 * Before a step changes a channel, the facts of the days that were over by then are stored: they tell
 * of the channels as they were.
 */
function factsBefore(ctx: SystemCtx): (event: DueEvent) => Promise<void> {
  let through: IsoDate | null | undefined
  return async ({ kind, at }) => {
    if (kind !== 'operation_step') return
    if (through === undefined) {
      const [world] = await ctx.db
        .select({ through: demoWorldTable.factsThrough })
        .from(demoWorldTable)
      through = world?.through ?? null
    }
    const today = utcDate(at)
    if (through === null || through >= addDays(today, -1)) return
    await withTransaction({ ...ctx, clock: fixedClock(startOfDay(today)) }, extendFacts)
    through = addDays(today, -1)
  }
}
