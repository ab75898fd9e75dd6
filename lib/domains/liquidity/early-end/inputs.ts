import { z } from 'zod'
import { idInput, textInput, versionInput } from '@/lib/validators/inputs'

const version = versionInput.optional()

export const requestEarlyEndInput = z.strictObject({
  leaseId: idInput,
  reason: textInput(10, 500),
  version,
})
export type RequestEarlyEndInput = z.output<typeof requestEarlyEndInput>

export const answerEarlyEndInput = z.strictObject({
  earlyEndId: idInput,
  accept: z.boolean(),
  reason: textInput(0, 500).optional(),
  version,
})
export type AnswerEarlyEndInput = z.output<typeof answerEarlyEndInput>

export const withdrawEarlyEndInput = z.strictObject({ earlyEndId: idInput, version })
export type WithdrawEarlyEndInput = z.output<typeof withdrawEarlyEndInput>
