import 'server-only'
import { createHash } from 'node:crypto'
import { RateLimiterDrizzle, type RateLimiterRes } from 'rate-limiter-flexible'
import type { Database } from '@/lib/db/context'
import { addressKey } from './address-key'
import { ACCOUNT_LIMIT, ADDRESS_LIMIT } from './settings'
import { rateLimitTable } from './table'

export interface Limit {
  points: number
  seconds: number
}

export type Admission =
  | { admitted: true }
  | { admitted: false; retryAfterSeconds: number; isFirstRefusal: boolean }

export interface SignInLimiter {
  /** Counts an attempt before the password is looked at, so that parallel guesses all count. */
  admit: (email: string, ip: string | null) => Promise<Admission>
  /** A right password: the account starts afresh, the address gets its one attempt back. */
  succeed: (email: string, ip: string | null) => Promise<void>
}

/** Counters live in the store, so two processes on it share them. */
export function createSignInLimiter(
  db: Database,
  limits: { account: Limit; address: Limit } = { account: ACCOUNT_LIMIT, address: ADDRESS_LIMIT },
): SignInLimiter {
  const accounts = limiterOf(db, 'account', limits.account)
  const addresses = limiterOf(db, 'address', limits.address)
  return {
    async admit(email, ip) {
      const address = await take(addresses, addressKey(ip), limits.address)
      if (!address.admitted) return address
      return take(accounts, accountKey(email), limits.account)
    },
    async succeed(email, ip) {
      await accounts.delete(accountKey(email))
      await addresses.reward(addressKey(ip), 1)
    },
  }
}

/** A limit whose counters live in the store. */
export function limiterOf(db: Database, keyPrefix: string, limit: Limit): RateLimiterDrizzle {
  return new RateLimiterDrizzle({
    storeClient: db,
    schema: rateLimitTable,
    keyPrefix,
    points: limit.points,
    duration: limit.seconds,
  })
}

/** Counts one more, and says whether that is within the limit. */
export async function take(
  limiter: RateLimiterDrizzle,
  key: string,
  limit: Limit,
): Promise<Admission> {
  try {
    await limiter.consume(key)
    return { admitted: true }
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal
    return {
      admitted: false,
      retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
      isFirstRefusal: refusal.consumedPoints === limit.points + 1,
    }
  }
}

function isRefusal(value: unknown): value is RateLimiterRes {
  return typeof value === 'object' && value !== null && 'msBeforeNext' in value
}

/** Hashed: an e-mail address of any length makes a short key, and none is stored in clear. */
function accountKey(email: string): string {
  return createHash('sha256').update(email).digest('hex')
}
