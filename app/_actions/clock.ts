'use server'

import { revalidatePath } from 'next/cache'
import type { ClockAnswer } from '@/components/shell/types'
import { durationInWords } from '@/lib/core/duration'
import { NotFoundError } from '@/lib/core/errors'
import { addMs, toInstant } from '@/lib/core/time'
import { formatInstant } from '@/lib/core/time-format'
import { dueWords } from '@/lib/domains/liquidity/lifecycle/due-words'
import { countDue } from '@/lib/domains/liquidity/lifecycle/next-due'
import { moveClockForm } from '@/lib/platform/demo/inputs'
import { moveClock } from '@/lib/platform/demo/move-clock'
import { ASKED_TWICE_ABOVE_MS } from '@/lib/platform/demo/rules'
import { type ActionResult, defineAction } from '@/lib/web/action'
import { demoPowers } from '@/lib/web/demo-powers'
import type { ViewerCtx } from '@/lib/web/viewer'

/** Moves the product clock of a demo that only this machine can reach; by more than a day when told twice. */
export const advanceClock = defineAction({
  name: 'clock.move',
  input: moveClockForm,
  role: 'admin',
  once: 'command',
  run: async (ctx, { advance, confirmed }, once): Promise<ActionResult<ClockAnswer>> => {
    if (!(await demoPowers()).steering) throw new NotFoundError('This action')
    if (advance > ASKED_TWICE_ABOVE_MS && confirmed === undefined) {
      return { data: await whatFollows(ctx, advance) }
    }
    const { now } = await moveClock(ctx, { advance }, once)
    revalidatePath('/', 'layout')
    return {
      data: null,
      message: `The product clock is now ${formatInstant(now, 'UTC', 'full')}.`,
    }
  },
})

async function whatFollows(ctx: ViewerCtx, advanceMs: number): Promise<ClockAnswer> {
  const from = toInstant(ctx.clock.now())
  const to = addMs(from, advanceMs)
  return {
    // Whole seconds: the form's text may have been written in any way.
    advance: `PT${Math.round(advanceMs / 1000)}S`,
    words: durationInWords(advanceMs),
    until: formatInstant(to, 'UTC', 'full'),
    due: dueWords(await countDue(ctx, to), from, to),
  }
}
