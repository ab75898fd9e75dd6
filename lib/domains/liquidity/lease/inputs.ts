import { z } from 'zod'
import { aboveLimit, daysText, MOST_PPM, MOST_TERM_DAYS, ppmText } from '@/lib/core/limits'
import { idInput, textInput, versionInput } from '@/lib/validators/inputs'

const version = versionInput.optional()

export const leaseIdInput = z.strictObject({ leaseId: idInput, version })

/** Sets the end at term, or takes it back. */
export const cancelAtTermBody = z.strictObject({ undo: z.literal(true).optional(), version })

export const reasonBody = z.strictObject({ reason: textInput(10, 500), version })

/** Why Flowrate acts on a lease; both parties read it. */
export const leaseReasonInput = reasonBody.extend({ leaseId: idInput })
export type LeaseReasonInput = z.output<typeof leaseReasonInput>
export type LeaseIdInput = z.output<typeof leaseIdInput>

export const reassignBody = reasonBody.extend({ channelId: idInput })
/** Which channel's share moves to another node. */
export const reassignCapacityInput = reassignBody.extend({ leaseId: idInput })
export type ReassignCapacityInput = z.output<typeof reassignCapacityInput>

/** A term; the shortest one is the platform policy's. */
export const termInput = z
  .int('A whole number of days.')
  .min(1, 'At least 1 day.')
  .max(MOST_TERM_DAYS, {
    error: ({ input }) => aboveLimit(Number(input), MOST_TERM_DAYS, daysText),
  })

/** A rate for a whole term. */
export const ppmInput = z
  .int('A whole number of ppm.')
  .min(0, 'At least 0 ppm.')
  .max(MOST_PPM, { error: ({ input }) => aboveLimit(Number(input), MOST_PPM, ppmText) })
