import type { z } from 'zod'
import { ValidationError } from '@/lib/core/errors'
import { fieldErrorsOf, inputWords } from './input-words'

const REFUSAL = 'Some of this cannot be accepted as it is.'

/** Parses input by its schema. @throws ValidationError with one sentence per field. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input, { error: inputWords })
  if (result.success) return result.data
  const { '': whole = REFUSAL, ...fields } = fieldErrorsOf(result.error)
  throw new ValidationError(whole, fields)
}
