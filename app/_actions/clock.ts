'use server'

import { revalidatePath } from 'next/cache'
import { formatInstant } from '@/components/shared/time-format'
import { NotFoundError } from '@/lib/core/errors'
import { moveClockForm } from '@/lib/platform/demo/inputs'
import { moveClock } from '@/lib/platform/demo/move-clock'
import { defineAction } from '@/lib/web/action'
import { getServices } from '@/lib/web/services'

/** Moves the product clock of a demo that only this machine can reach. */
export const advanceClock = defineAction({
  name: 'clock.move',
  input: moveClockForm,
  role: 'admin',
  run: async (ctx, input) => {
    if (!(await getServices()).offersClock) throw new NotFoundError('This action')
    const { now } = await moveClock(ctx, input)
    revalidatePath('/', 'layout')
    return {
      data: null,
      message: `The product clock is now ${formatInstant(now, 'UTC', 'full')}.`,
    }
  },
})
