import { z } from 'zod'
import { amountOf, fieldText, unitField, wholeOf } from '@/lib/validators/form-inputs'
import { idInput } from '@/lib/validators/inputs'
import { REJECT_REASONS } from '@/types'
import { cancelTicketInput, createTicketInput, rejectTicketInput } from './inputs'

/** The fields of the request dialog → what the command wants. The preset only filled the prices. */
export const requestForm = z
  .strictObject({
    unit: unitField,
    sizeSats: fieldText,
    termDays: fieldText,
    preset: z.string().max(20).optional(),
    priceMinPpm: fieldText,
    priceMaxPpm: fieldText,
    note: fieldText,
    /** Empty unless it asks for more of a lease. */
    leaseId: fieldText,
  })
  .transform(
    (form, issues): z.input<typeof createTicketInput> => ({
      sizeSats: amountOf(issues, { name: 'sizeSats', text: form.sizeSats }, form.unit),
      termDays: wholeOf(issues, { name: 'termDays', text: form.termDays }),
      priceMinPpm: wholeOf(issues, { name: 'priceMinPpm', text: form.priceMinPpm }),
      priceMaxPpm: wholeOf(issues, { name: 'priceMaxPpm', text: form.priceMaxPpm }),
      note: form.note,
      ...(form.leaseId === '' ? {} : { leaseId: form.leaseId }),
    }),
  )
  .pipe(createTicketInput)

const cancellation = cancelTicketInput.extend({ ticketId: idInput })

export const cancelTicketForm = z
  .strictObject({ ticketId: fieldText, version: fieldText })
  .transform(
    ({ ticketId, version }, issues): z.input<typeof cancellation> => ({
      ticketId,
      ...(version === '' ? {} : { version: wholeOf(issues, { name: 'version', text: version }) }),
    }),
  )
  .pipe(cancellation)

export const cloneTicketForm = z.strictObject({ ticketId: idInput })

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
