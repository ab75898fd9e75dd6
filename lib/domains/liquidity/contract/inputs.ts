import { z } from 'zod'
import { idInput, textInput, versionInput } from '@/lib/validators/inputs'

/** The hash that the screen showed says which terms are signed. */
export const signContractInput = z.strictObject({
  contractId: idInput,
  termsHash: z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 in hex.'),
})
export type SignContractInput = z.output<typeof signContractInput>

export const voidContractInput = z.strictObject({
  contractId: idInput,
  reason: textInput(10, 500),
  version: versionInput.optional(),
})
export type VoidContractInput = z.output<typeof voidContractInput>
