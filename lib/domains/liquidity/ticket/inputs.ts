import { z } from 'zod'
import { idInput, satsInput, textInput, versionInput } from '@/lib/validators/inputs'
import { REJECT_REASONS } from '@/types'
import { ppmInput, termInput } from '../lease/inputs'
import { WISH_LIMITS } from './wish-rules'

/** A request for capacity; with the id of a lease it asks for more of the same (Scale). */
export const createTicketInput = z.strictObject({
  sizeSats: satsInput,
  termDays: termInput,
  priceMinPpm: ppmInput,
  priceMaxPpm: ppmInput,
  note: textInput(0, WISH_LIMITS.commentLength).optional(),
  leaseId: idInput.optional(),
})
export type CreateTicketInput = z.output<typeof createTicketInput>

export const cancelTicketInput = z.strictObject({ version: versionInput.optional() })

export const rejectTicketInput = z.strictObject({
  reasonCode: z.enum(REJECT_REASONS).default('other'),
  reason: textInput(10, 500),
  version: versionInput.optional(),
})
