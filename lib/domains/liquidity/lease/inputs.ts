import { z } from 'zod'
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
