import 'server-only'
import { AppError, TooManyRequestsError } from '@/lib/core/errors'
import { getServices } from './services'
import type { ViewerCtx } from './viewer'

/** Refused before anything was looked at that others could want, too. */
const FREE_REFUSALS: readonly number[] = [403, 404, 422]

/**
 * Runs a command within its person's limit of writes. Flowrate's own people act for all organisations and
 * have none; what is refused for its input or its right costs nothing.
 * @throws TooManyRequestsError with the seconds to wait.
 */
export async function limitWrites<Result>(
  { actor }: ViewerCtx,
  run: () => Promise<Result>,
): Promise<Result> {
  if (actor.role === 'admin') return run()
  const { writeLimiter } = await getServices()
  const admission = await writeLimiter.admit(actor.userId)
  if (!admission.admitted) {
    const { retryAfterSeconds } = admission
    throw new TooManyRequestsError(
      `Too many changes within a minute. Try again in ${retryAfterSeconds} seconds.`,
      retryAfterSeconds,
    )
  }
  try {
    return await run()
  } catch (error) {
    if (error instanceof AppError && FREE_REFUSALS.includes(error.status)) {
      await writeLimiter.refund(actor.userId)
    }
    throw error
  }
}
