import 'server-only'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/context'
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  SESSION_SECONDS,
  sessionCookieName,
} from './settings'
import { accountTable, sessionTable, userTable, verificationTable } from './table'

export interface AuthOptions {
  db: Database
  secret: string
  /** Public origin; https makes the cookie `__Host-` and Secure. */
  baseUrl: string
  origins: readonly string[]
}

/** Everything but sign-in and sign-out, which the sign-in commands call by function. */
const UNUSED_PATHS = [
  '/account-info',
  '/change-email',
  '/change-password',
  '/delete-user',
  '/delete-user/callback',
  '/error',
  '/get-access-token',
  '/get-session',
  '/link-social',
  '/list-accounts',
  '/list-sessions',
  '/ok',
  '/refresh-token',
  '/request-password-reset',
  '/reset-password',
  '/revoke-other-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/send-verification-email',
  '/sign-in/social',
  '/sign-up/email',
  '/unlink-account',
  '/update-session',
  '/update-user',
  '/verify-email',
  '/verify-password',
]

/**
 * People, passwords (scrypt) and sessions. Sign-up is closed: accounts are made by invitation.
 * No cookie cache: a disabled account or a changed role bites on the next request.
 */
export function createAuth({ db, secret, baseUrl, origins }: AuthOptions) {
  const isSecure = baseUrl.startsWith('https://')
  return betterAuth({
    appName: 'Flowrate',
    baseURL: baseUrl,
    secret,
    trustedOrigins: [...origins],
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: {
        user: userTable,
        session: sessionTable,
        account: accountTable,
        verification: verificationTable,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    disabledPaths: UNUSED_PATHS,
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'flowrate',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      cookies: { session_token: { name: sessionCookieName(isSecure ? 'secure' : 'plain') } },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => isEnabled(db, userId) } },
    },
  })
}

export type Auth = ReturnType<typeof createAuth>

async function isEnabled(db: Database, userId: string): Promise<boolean> {
  const [user] = await db
    .select({ disabledAt: userTable.disabledAt })
    .from(userTable)
    .where(eq(userTable.id, userId))
  return user !== undefined && user.disabledAt === null
}
