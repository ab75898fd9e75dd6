import { z } from 'zod'
import { fieldText, wholeOf } from '@/lib/validators/form-inputs'
import { idInput } from '@/lib/validators/inputs'
import { REJECT_REASONS } from '@/types'
import { rejectTicketInput } from './inputs'

const rejection = rejectTicketInput.extend({ ticketId: idInput })

export const rejectTicketForm = z
  .strictObject({
    ticketId: fieldText,
    version: fieldText,
    reasonCode: z.enum(REJECT_REASONS, 'Choose one.'),
    reason: fieldText,
  })
  .transform(
    ({ version, ...form }, issues): z.input<typeof rejection> => ({
      ...form,
      version: wholeOf(issues, { name: 'version', text: version }),
    }),
  )
  .pipe(rejection)

export const assignTicketForm = z.strictObject({
  ticketId: idInput,
  to: z.enum(['me', 'nobody']),
})
