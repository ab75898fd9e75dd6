import { z } from 'zod'
import { idInput, textInput, versionInput } from '@/lib/validators/inputs'

export const signatureBody = z.strictObject({
  termsHash: z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 in hex.'),
})

/** The hash that the screen showed says which terms are signed. */
export const signContractInput = signatureBody.extend({ contractId: idInput })
export type SignContractInput = z.output<typeof signContractInput>

export const voidContractInput = z.strictObject({
  contractId: idInput,
  reason: textInput(10, 500),
  version: versionInput.optional(),
})
export type VoidContractInput = z.output<typeof voidContractInput>
