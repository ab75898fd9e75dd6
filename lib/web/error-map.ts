import { AppError, ConflictError, TooManyRequestsError } from '@/lib/core/errors'
import type { Problem } from './problem'

const UNKNOWN = 'Something went wrong on our side. Nothing was changed.'

/** What a caller may learn of an error: coded errors speak for themselves, others are a bare 500. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (!(error instanceof AppError)) {
    return { status: 500, code: 'internal_error', detail: UNKNOWN, requestId }
  }
  return {
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId,
    fieldErrors: error.fieldErrors,
    ...(error instanceof ConflictError && error.fresh !== null && { fresh: error.fresh }),
    ...(error instanceof TooManyRequestsError && {
      headers: { 'retry-after': String(error.retryAfterSeconds) },
    }),
  }
}

export function isOurFault(error: unknown): boolean {
  return !(error instanceof AppError) || error.status >= 500
}
