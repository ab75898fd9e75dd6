import 'server-only'
import type { Database } from '@/lib/db/context'
import { WRITE_LIMIT } from './settings'
import { type Admission, type Limit, limiterOf, take } from './sign-in-limiter'

export interface WriteLimiter {
  /** Counts a command before it runs, so that parallel ones all count. */
  admit: (userId: string) => Promise<Admission>
  /** Takes back what came to nothing. */
  refund: (userId: string) => Promise<void>
}

/**
 * By person: what one does in a hurry keeps no colleague from working. Counters live in the store, so
 * two processes on it share them.
 */
export function createWriteLimiter(db: Database, limit: Limit = WRITE_LIMIT): WriteLimiter {
  const writes = limiterOf(db, 'write', limit)
  return {
    admit: (userId) => take(writes, userId, limit),
    async refund(userId) {
      await writes.reward(userId, 1)
    },
  }
}
