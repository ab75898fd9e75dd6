import { AppError, ConflictError, TooManyRequestsError, writeRefusal } from '@/lib/core/errors'
import { plainText } from '@/lib/core/fact-text'
import { sqlState } from '@/lib/db/transaction'
import { storeTroubleOf } from '@/lib/db/trouble'
import type { Problem } from './problem'

const UNKNOWN = 'Something went wrong on our side. Nothing was changed.'
const BUSY = 'Too much is happening at once. Nothing was changed; try again in a moment.'
const RETRY_AFTER_SECONDS = 2

/** Lock or statement took too long, no connection left, or still in the way of others after retries. */
const BUSY_STATES = new Set(['55P03', '57014', '53300', '40001', '40P01'])
/** What the pool says when no connection came free in time; it has no code. */
const POOL_TIMEOUT = 'timeout exceeded when trying to connect'

/**
 * What a caller may learn of an error: coded errors speak for themselves, others are a bare 500.
 * @param write the amounts of a sentence for its reader; without it they are in BTC, as scripts get them.
 */
export function problemOf(
  thrown: unknown,
  requestId: string,
  write: (text: string) => string = plainText,
): Problem {
  const error = storeTroubleOf(thrown) ?? thrown
  if (isBusy(error)) {
    const headers = { 'retry-after': String(RETRY_AFTER_SECONDS) }
    return { status: 503, code: 'store_busy', detail: BUSY, requestId, headers }
  }
  if (!(error instanceof AppError)) {
    return { status: 500, code: 'internal_error', detail: UNKNOWN, requestId }
  }
  const { message: detail, fieldErrors } = writeRefusal(error.told, write)
  return {
    status: error.status,
    code: error.code,
    detail,
    requestId,
    fieldErrors,
    ...(error instanceof ConflictError && error.fresh !== null && { fresh: error.fresh }),
    ...(error.status === 503 && { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } }),
    ...(error instanceof TooManyRequestsError && {
      headers: { 'retry-after': String(error.retryAfterSeconds) },
    }),
  }
}

export function isOurFault(error: unknown): boolean {
  return !(error instanceof AppError) || error.status >= 500
}

function isBusy(error: unknown): boolean {
  if (error instanceof AppError) return false
  const state = sqlState(error)
  if (state !== null) return BUSY_STATES.has(state)
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message === POOL_TIMEOUT) return true
  }
  return false
}
