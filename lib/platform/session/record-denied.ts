import 'server-only'
import { RateLimiterDrizzle, type RateLimiterRes } from 'rate-limiter-flexible'
import { rateLimitTable } from '@/lib/auth/table'
import { StoreFullError, storeTroubleOf, told } from '@/lib/db/trouble'
import { log } from '@/lib/log'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'

const ROWS_PER_HOUR = 20
const PATH_LENGTH = 200

/** Notes that a person asked for what their role does not allow; at most 20 rows an hour each. */
export async function recordDenied(ctx: UserCtx, path: string): Promise<void> {
  try {
    await record(ctx, path)
  } catch (error) {
    // What is refused stays refused.
    if (!(storeTroubleOf(error) instanceof StoreFullError)) throw error
    log.error({ ...told(error), path, userId: ctx.actor.userId }, 'a refusal could not be recorded')
  }
}

async function record(ctx: UserCtx, path: string): Promise<void> {
  const limiter = new RateLimiterDrizzle({
    storeClient: ctx.db,
    schema: rateLimitTable,
    keyPrefix: 'denied',
    points: ROWS_PER_HOUR,
    duration: 60 * 60,
    clearExpiredByTimeout: false,
  })
  const isWithinLimit = await limiter.consume(ctx.actor.userId).then(
    () => true,
    (refusal: Error | RateLimiterRes) => {
      if (refusal instanceof Error) throw refusal
      return false
    },
  )
  if (!isWithinLimit) return
  await audit(ctx, {
    action: 'access.denied',
    entityType: 'Page',
    entityId: path.split('?')[0]?.slice(0, PATH_LENGTH) ?? 'unknown',
  })
}
