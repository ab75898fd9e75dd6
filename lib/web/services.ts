import 'server-only'
import { type Auth, createAuth } from '@/lib/auth/auth'
import { ownOrigins } from '@/lib/auth/origins'
import { sessionCookieName } from '@/lib/auth/settings'
import { createSignInLimiter, type SignInLimiter } from '@/lib/auth/sign-in-limiter'
import { createWriteLimiter, type WriteLimiter } from '@/lib/auth/write-limiter'
import type { Clock } from '@/lib/core/time'
import { baseClock, getAuthSecret, getDb } from '@/lib/db/client'
import type { Database } from '@/lib/db/context'
import { env } from '@/lib/env'
import { markReadable } from './request-scope'

export interface Services {
  db: Database
  /** Before the offset of the demo world, which is read with the viewer. */
  clock: Clock
  auth: Auth
  limiter: SignInLimiter
  writeLimiter: WriteLimiter
  secret: string
  /** Origins that count as this site. */
  origins: readonly string[]
  cookieName: string
  isHttps: boolean
  /** Sessions and limits live in real time, whatever the product clock says. */
  realNow: () => Date
}

let built: Services | undefined

/** What the edge stands on, built once for the open store. */
export async function getServices(): Promise<Services> {
  markReadable()
  const db = await getDb()
  const secret = await getAuthSecret()
  if (built?.db !== db) built = build(db, secret)
  return built
}

function build(db: Database, secret: string): Services {
  const { appUrl } = env()
  const origins = ownOrigins(env())
  const isHttps = appUrl.startsWith('https://')
  return {
    db,
    clock: baseClock(),
    auth: createAuth({ db, secret, baseUrl: appUrl, origins }),
    limiter: createSignInLimiter(db),
    writeLimiter: createWriteLimiter(db),
    secret,
    origins,
    cookieName: sessionCookieName(isHttps ? 'secure' : 'plain'),
    isHttps,
    realNow: () => new Date(),
  }
}
