import 'server-only'
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { cookies } from 'next/headers'
import { env } from '@/lib/env'
import { isTimeZone } from '@/lib/platform/preference/inputs'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Names that the page shell reads before anybody is known. */
const DISPLAY_COOKIES = {
  unit: 'flowrate_unit',
  theme: 'flowrate_theme',
} as const

/** Written by the browser itself: the zone it runs in. */
const ZONE_COOKIE = 'flowrate_zone'

export type DisplayChange = Partial<Record<keyof typeof DISPLAY_COOKIES, string>>

/** Hands `Set-Cookie` values on through the answer of an action. */
export async function passCookies(setCookies: readonly string[]): Promise<void> {
  const jar = await cookies()
  for (const header of setCookies) {
    for (const [name, { value, ...attributes }] of parseSetCookieHeader(header)) {
      jar.set(name, value, dropUndefined(toCookieOptions({ value, ...attributes })))
    }
  }
}

/** Mirrors preferences into cookies, so that pages before sign-in look right at once. */
export async function mirrorDisplay(display: DisplayChange): Promise<void> {
  const jar = await cookies()
  for (const [key, value] of Object.entries(display)) {
    const name = DISPLAY_COOKIES[key as keyof typeof DISPLAY_COOKIES]
    if (value === undefined) continue
    if (jar.get(name)?.value === value) continue
    jar.set(name, value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: env().appUrl.startsWith('https://'),
      maxAge: YEAR_SECONDS,
    })
  }
}

/** Zone that the browser told, for people who have chosen none; UTC until it is known. */
export async function browserZone(): Promise<string> {
  const zone = (await cookies()).get(ZONE_COOKIE)?.value
  return zone !== undefined && isTimeZone(zone) ? zone : 'UTC'
}

type CookieOptions = ReturnType<typeof toCookieOptions>

function dropUndefined(options: CookieOptions): Record<string, never> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Record<string, never>
}
