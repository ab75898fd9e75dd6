import { z } from 'zod'
import { fieldText, wholeOf } from '@/lib/validators/form-inputs'
import { idInput } from '@/lib/validators/inputs'
import { rejectTicketInput } from './inputs'

export const rejectTicketForm = z
  .strictObject({
    ticketId: fieldText,
    version: fieldText,
    reasonCode: fieldText,
    reason: fieldText,
  })
  .transform(({ version, ...form }, issues) => ({
    ...form,
    version: wholeOf(issues, { name: 'version', text: version }),
  }))
  .pipe(rejectTicketInput.extend({ ticketId: idInput }))

export const assignTicketForm = z.strictObject({
  ticketId: idInput,
  to: z.enum(['me', 'nobody']),
})
