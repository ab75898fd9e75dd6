import { DEMO_PASSWORD } from '@/lib/auth/personas'

export const PERSONA_NAMES = [
  'treasury',
  'treasury-viewer',
  'treasury2',
  'subscriber',
  'subscriber-viewer',
  'subscriber2',
  'admin',
  'admin2',
] as const
export type PersonaName = (typeof PERSONA_NAMES)[number]

export interface SessionCookie {
  name: string
  value: string
}

const sessions = new Map<string, Promise<SessionCookie[]>>()

export function emailOf(persona: PersonaName): string {
  return `${persona}@flowrate.example`
}

/** One session per persona and worker, for every test that does not end it. */
export function sharedSession(base: string, persona: PersonaName): Promise<SessionCookie[]> {
  const key = `${base} ${persona}`
  const known = sessions.get(key) ?? signIn(base, persona)
  sessions.set(key, known)
  return known
}

/** For a site whose server begins anew with another store. */
export function forgetSessions(base: string): void {
  for (const key of sessions.keys()) if (key.startsWith(`${base} `)) sessions.delete(key)
}

/** A session of its own, signed in by the endpoint for scripts. */
export async function signIn(base: string, persona: PersonaName): Promise<SessionCookie[]> {
  const response = await postSignIn(base, emailOf(persona), DEMO_PASSWORD)
  if (response.status !== 200) throw new Error(`${persona} could not sign in: ${response.status}`)
  return response.headers.getSetCookie().map((line) => {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1) }
  })
}

export function postSignIn(
  base: string,
  email: string,
  password: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email, password }),
  })
}

export function cookieHeader(cookies: readonly SessionCookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
