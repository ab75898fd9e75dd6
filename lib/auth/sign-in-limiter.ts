import 'server-only'
import { createHash } from 'node:crypto'
import { RateLimiterDrizzle, type RateLimiterRes } from 'rate-limiter-flexible'
import type { Database } from '@/lib/db/context'
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, PLACE_LIMIT } from './settings'
import { rateLimitTable } from './table'

export interface Limit {
  points: number
  seconds: number
}

/** One try to say an account's password. */
export interface Attempt {
  account: string
  /** Where it comes from: an address, a browser that the account knows, a session. */
  place: string
  /** A place that the account knows is not held up by what others do elsewhere. */
  isKnownPlace: boolean
  /** What is counted over many accounts; null for a place that the account knows, and for a session. */
  address: string | null
}

export interface SignInLimits {
  place: Limit
  account: Limit
  address: Limit
}

export type Admission =
  | { admitted: true }
  | { admitted: false; retryAfterSeconds: number; isFirstRefusal: boolean }

export interface SignInLimiter {
  /** Counts an attempt before the password is looked at, so that parallel guesses all count. */
  admit: (attempt: Attempt) => Promise<Admission>
  /** A right password: the place starts afresh, the account and the address get their one attempt back. */
  succeed: (attempt: Attempt) => Promise<void>
}

/**
 * Wrong passwords count for their own account: per place, then over all places. Who guesses at one account
 * harms no other one behind the same address; who guesses at very many at once shuts its address for a
 * minute, but for browsers that an account knows. Counters live in the store, so two processes share them.
 */
export function createSignInLimiter(
  db: Database,
  given: Partial<SignInLimits> = {},
): SignInLimiter {
  const own = { place: PLACE_LIMIT, account: ACCOUNT_LIMIT, address: ADDRESS_LIMIT }
  const limits: SignInLimits = { ...own, ...given }
  const addresses = limiterOf(db, 'address', limits.address)
  const places = limiterOf(db, 'place', limits.place)
  const accounts = limiterOf(db, 'account', limits.account)
  return {
    async admit({ account, place, isKnownPlace, address }) {
      const admission = await take(places, keyOf(account, place), limits.place)
      if (!admission.admitted || isKnownPlace) return admission
      if (address !== null) {
        const atAddress = await take(addresses, keyOf(address), limits.address)
        if (!atAddress.admitted) {
          // The fault of others: it uses up no try of this account.
          await places.reward(keyOf(account, place), 1)
          return atAddress
        }
      }
      return take(accounts, keyOf(account), limits.account)
    },
    async succeed({ account, place, isKnownPlace, address }) {
      await places.delete(keyOf(account, place))
      if (!isKnownPlace) await accounts.reward(keyOf(account), 1)
      if (address !== null) await addresses.reward(keyOf(address), 1)
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
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
