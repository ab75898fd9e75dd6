import { z } from 'zod'
import { idInput, textInput, versionInput } from '@/lib/validators/inputs'

const version = versionInput.optional()

export const leaseIdInput = z.strictObject({ leaseId: idInput, version })

/** Why Flowrate acts on a lease; both parties read it. */
export const leaseReasonInput = z.strictObject({
  leaseId: idInput,
  reason: textInput(10, 500),
  version,
})
export type LeaseReasonInput = z.output<typeof leaseReasonInput>
export type LeaseIdInput = z.output<typeof leaseIdInput>
