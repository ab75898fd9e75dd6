import type { z } from 'zod'
import { ValidationError } from '@/lib/core/errors'

/** Parses input by its schema. @throws ValidationError with one sentence per field. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const fieldErrors: Record<string, string> = {}
  for (const issue of result.error.issues) fieldErrors[issue.path.join('.')] ??= issue.message
  delete fieldErrors['']
  throw new ValidationError('Some of this cannot be accepted as it is.', fieldErrors)
}
