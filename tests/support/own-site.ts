import { createAuth } from '@/lib/auth/auth'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import type { Database } from '@/lib/db/context'
import { getServices } from '@/lib/web/services'

/** What the site under test is called when nothing is set. */
export const OWN = 'http://127.0.0.1:3000'

/** The cookie of a persona who has just signed in. */
export async function cookieOf(db: Database, email: string): Promise<string> {
  const { secret } = await getServices()
  const auth = createAuth({ db, secret, baseUrl: OWN, origins: [] })
  const { headers } = await auth.api.signInEmail({
    body: { email, password: DEMO_PASSWORD },
    returnHeaders: true,
  })
  return headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** What a browser sends from a page of the site itself. */
export function fromOwnPage(more: Readonly<Record<string, string>> = {}): Headers {
  return new Headers({ origin: OWN, 'sec-fetch-site': 'same-origin', ...more })
}
