import { z } from 'zod'
import { createTicketInput } from '@/lib/domains/liquidity/ticket/inputs'
import { readAmount, unitField, wholeText } from '@/lib/web/form-fields'

const { note, leaseId } = createTicketInput.shape

/** The fields of the request dialog → what the command wants. The preset only filled the prices. */
export const requestForm = z
  .strictObject({
    sizeSats: z.string(),
    unit: unitField,
    termDays: wholeText,
    preset: z.string().max(20).optional(),
    priceMinPpm: wholeText,
    priceMaxPpm: wholeText,
    note,
    leaseId,
  })
  .transform(({ sizeSats, unit, preset: _, ...rest }, context) => ({
    ...rest,
    sizeSats: readAmount(context, { name: 'sizeSats', text: sizeSats, unit }),
  }))

const ticketId = z.string().min(1).max(100)

export const cancelForm = z.strictObject({ ticketId, version: wholeText.optional() })

export const cloneForm = z.strictObject({ ticketId })
