import { z } from 'zod'
import { fieldText, wholeOf } from '@/lib/validators/form-inputs'
import { idInput, textInput } from '@/lib/validators/inputs'
import { CLOSE_MODES, LIGHTNING_FAULTS } from '@/types'

const reason = textInput(10, 500)

export const channelInput = z.strictObject({ channelId: idInput })

export const failChannelBody = z.strictObject({ reason })
export const failChannelInput = failChannelBody.extend({ channelId: idInput })

export const closeChannelBody = z.strictObject({
  /** What the person typed to confirm: the peer's alias. */
  alias: z.string().max(100),
  mode: z.enum(CLOSE_MODES).default('cooperative'),
  /** Needed for a forced close. */
  reason: reason.optional(),
})

export const scriptFaultInput = z.strictObject({
  nodeId: idInput,
  fault: z.enum(LIGHTNING_FAULTS),
  /** Operations that it strikes. */
  count: z.int().min(1).max(100),
})

export const scriptFaultForm = z
  .strictObject({ nodeId: fieldText, fault: z.enum(LIGHTNING_FAULTS), count: fieldText })
  .transform(
    ({ count, ...form }, issues): z.input<typeof scriptFaultInput> => ({
      ...form,
      count: wholeOf(issues, { name: 'count', text: count }),
    }),
  )
  .pipe(scriptFaultInput)
