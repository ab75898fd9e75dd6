import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Auth, createAuth } from '@/lib/auth/auth'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { readSessionToken } from '@/lib/auth/session-token'
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, PLACE_LIMIT } from '@/lib/auth/settings'
import { createSignInLimiter } from '@/lib/auth/sign-in-limiter'
import { accountTable, rateLimitTable, sessionTable, userTable } from '@/lib/auth/table'
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { auditEventTable } from '@/lib/platform/audit/table'
import { membershipTable } from '@/lib/platform/organisation/table'
import { findViewer } from '@/lib/platform/session/find-viewer'
import { signIn, signInInput } from '@/lib/platform/session/sign-in'
import { signOut } from '@/lib/platform/session/sign-out'
import { addPeople, NOW, systemCtxOf } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

const SECRET = 'a secret of at least thirty-two bytes'
const EMAIL = 'treasury@flowrate.example'
/** As in real life, but for those over all addresses and over all accounts, which are a hundred there. */
const limits = {
  place: { points: 8, seconds: 600 },
  account: { points: 12, seconds: 3600 },
  address: { points: 25, seconds: 60 },
}

const store = useTestDb('empty')
let db: Database
let auth: Auth

beforeAll(async () => {
  db = store.db
  await addPeople(db)
  auth = createAuth({ db, secret: SECRET, baseUrl: 'http://127.0.0.1:3000', origins: [] })
})
beforeEach(async () => {
  await db.delete(rateLimitTable)
  await db.delete(sessionTable)
  await db.update(userTable).set({ disabledAt: null })
})

interface Attempt {
  email?: string
  password?: string
  ip?: string | null
  former?: string | null
  device?: string | null
  admitsPersonas?: boolean
}

async function attempt(given: Attempt) {
  const { email = EMAIL, password = DEMO_PASSWORD, ip, former = null, device = null } = given
  const services = {
    auth,
    limiter: createSignInLimiter(db, limits),
    realNow: () => new Date(),
    admitsPersonas: given.admitsPersonas ?? true,
  }
  const ctx = systemCtxOf(db, ip === undefined ? '203.0.113.1' : ip)
  const browser = { formerToken: former, device }
  const { viewer, cookies } = await signIn(ctx, services, { email, password }, browser)
  const value = cookies[0]?.split(';')[0]?.split('=').slice(1).join('=')
  const token = readSessionToken(value, SECRET)
  if (token === null) throw new Error('No session cookie')
  return { viewer, token, cookie: cookies[0] ?? '' }
}

const codeOf = (result: Promise<unknown>) =>
  result.then(
    () => 'ok',
    (error: { code?: string }) => error.code ?? String(error),
  )

async function failures(count: number, make: (index: number) => Attempt): Promise<string[]> {
  const codes: string[] = []
  for (let index = 0; index < count; index += 1) {
    codes.push(await codeOf(attempt({ password: 'not the password', ...make(index) })))
  }
  return codes
}

/** The machine's clock stands still meanwhile, so far ahead. */
async function withClockAhead<R>(aheadMs: number, run: () => Promise<R>): Promise<R> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + aheadMs })
  try {
    return await run()
  } finally {
    vi.useRealTimers()
  }
}

async function lastActiveMs(token: string): Promise<number> {
  const [session] = await db.select().from(sessionTable).where(eq(sessionTable.token, token))
  return session?.lastActiveAt.getTime() ?? Number.NaN
}

const viewerOf = (token: string, at = new Date()) => findViewer(systemCtxOf(db), token, at)

describe('signing in', () => {
  it('opens a session whose cookie scripts cannot read and other sites do not send', async () => {
    const { viewer, token, cookie } = await attempt({
      email: '  Treasury@Flowrate.example '.trim(),
    })
    expect(viewer.actor).toMatchObject({ organisationId: 'trs_001', memberRole: 'owner' })
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
    expect(cookie).toContain('Max-Age=43200')
    expect(await viewerOf(token)).toMatchObject({ actor: { role: 'treasury' } })
    const rows = await db.select().from(auditEventTable)
    expect(rows.at(-1)).toMatchObject({
      action: 'session.opened',
      actorId: 'usr_treasury',
      ip: '203.0.113.1',
      userAgent: 'test browser',
    })
  })

  it('uses a __Host- cookie where the site is https', async () => {
    const secure = createAuth({
      db,
      secret: SECRET,
      baseUrl: 'https://flowrate.example',
      origins: [],
    })
    const { headers } = await secure.api.signInEmail({
      body: { email: EMAIL, password: DEMO_PASSWORD },
      returnHeaders: true,
    })
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-flowrate\.session=.+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  it('gives a new token each time and ends the session that the browser had', async () => {
    const first = await attempt({})
    const second = await attempt({ former: first.token })
    expect(second.token).not.toBe(first.token)
    expect(await viewerOf(first.token)).toBeNull()
    expect(await viewerOf(second.token)).not.toBeNull()
  })

  it('keeps the sessions of other browsers', async () => {
    const first = await attempt({})
    await attempt({})
    expect(await viewerOf(first.token)).not.toBeNull()
  })

  it('answers an unknown address like a wrong password', async () => {
    const errors: unknown[] = []
    for (const email of [EMAIL, 'nobody@flowrate.example', 'not an address']) {
      await attempt({ email, password: 'not the password' }).catch((error) => errors.push(error))
    }
    const answers = errors.map((error) => {
      const { status, code, message } = error as { status: number; code: string; message: string }
      return { status, code, message }
    })
    expect(answers).toHaveLength(3)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('takes the password of a demo person only where the demo is offered', async () => {
    expect(await codeOf(attempt({ admitsPersonas: false }))).toBe('invalid_credentials')
    await db
      .insert(userTable)
      .values({ id: 'usr_real', name: 'Real', email: 'real@person.example' })
    const [{ password }] = (await db
      .select({ password: accountTable.password })
      .from(accountTable)) as [{ password: string }]
    await db.insert(accountTable).values({
      id: 'acc_usr_real',
      accountId: 'usr_real',
      providerId: 'credential',
      userId: 'usr_real',
      password,
    })
    await db.insert(membershipTable).values({
      userId: 'usr_real',
      organisationId: 'trs_001',
      role: 'owner',
      createdAt: '2026-01-01T00:00:00.000Z',
    })
    const real = attempt({ email: 'real@person.example', admitsPersonas: false })
    expect(await codeOf(real)).toBe('ok')
  })

  it('does not keep what was typed when it is nobody’s address', async () => {
    await codeOf(attempt({ email: 'my-password-by-mistake', password: 'x' }))
    const rows = await db.select().from(auditEventTable)
    expect(JSON.stringify(rows)).not.toContain('my-password-by-mistake')
    expect(rows.at(-1)).toMatchObject({ action: 'session.refused', entityId: 'unknown' })
  })

  it('refuses fields that the form does not have', () => {
    expect(signInInput.safeParse({ email: EMAIL, password: 'x', role: 'admin' }).success).toBe(
      false,
    )
  })
})

describe('limits on failed sign-ins', () => {
  it('refuses the ninth try at one account from one address', async () => {
    const codes = await failures(10, () => ({}))
    expect(codes.indexOf('too_many_requests')).toBe(8)
    expect(PLACE_LIMIT.points).toBe(8)
  })

  it('never harms another account behind the same address', async () => {
    const codes = await failures(15, (index) => ({ email: `person-${index}@flowrate.example` }))
    expect(codes).not.toContain('too_many_requests')
    await failures(10, () => ({}))
    expect(await codeOf(attempt({ email: 'subscriber@flowrate.example' }))).toBe('ok')
  })

  it('counts all addresses of one IPv6 line together', async () => {
    const codes = await failures(10, (index) => ({ ip: `2001:db8:0:1::${index}` }))
    expect(codes.indexOf('too_many_requests')).toBe(8)
  })

  it('refuses an account over all addresses after a hundred failures in an hour', async () => {
    expect(ACCOUNT_LIMIT).toEqual({ points: 100, seconds: 60 * 60 })
    const codes = await failures(14, (index) => ({ ip: `198.51.100.${index}` }))
    expect(codes.indexOf('too_many_requests')).toBe(12)
    await expect(attempt({ ip: '198.51.100.200' })).rejects.toMatchObject({ status: 429 })
    expect(await codeOf(attempt({ email: 'subscriber@flowrate.example' }))).toBe('ok')
  })

  it('lets a browser that signed in before try on, at its own account alone', async () => {
    await failures(14, (index) => ({ ip: `198.51.100.${index}` }))
    const device = 'a-browser-that-is-known'
    expect(await codeOf(attempt({ ip: '198.51.100.1', device }))).toBe('ok')
    const codes = await failures(10, () => ({ device }))
    expect(codes.indexOf('too_many_requests')).toBe(8)
    expect(await codeOf(attempt({ device: 'another one' }))).toBe('ok')
  })

  it('shuts an address that tries very many accounts, but for browsers that their account knows', () =>
    withClockAhead(0, async () => {
      expect(ADDRESS_LIMIT).toEqual({ points: 100, seconds: 60 })
      const spray = (count: number) =>
        failures(count, (index) => ({ email: `person-${index}@flowrate.example` }))
      const codes = await spray(27)
      expect(codes.indexOf('too_many_requests')).toBe(25)
      await expect(attempt({})).rejects.toMatchObject({ status: 429, retryAfterSeconds: 60 })
      const device = 'a-browser-that-is-known'
      expect(await codeOf(attempt({ device }))).toBe('ok')
      expect(await codeOf(attempt({ ip: '203.0.113.2' }))).toBe('ok')
    }))

  it('takes no try from an account while its address is shut', () =>
    withClockAhead(0, async () => {
      await failures(25, (index) => ({ email: `person-${index}@flowrate.example` }))
      await failures(20, () => ({}))
      vi.setSystemTime(Date.now() + 61_000)
      expect(await codeOf(attempt({}))).toBe('ok')
      const others = await failures(12, (index) => ({ ip: `198.51.100.${index}` }))
      expect(others).not.toContain('too_many_requests')
    }))

  it('counts neither successes for an address nor what an account’s own limit refuses', async () => {
    await failures(30, () => ({}))
    for (let index = 0; index < 22; index += 1) {
      expect(await codeOf(attempt({ email: 'subscriber@flowrate.example' }))).toBe('ok')
    }
  })

  it('refuses the right password too while blocked, and says for how long', () =>
    withClockAhead(0, async () => {
      await failures(8, () => ({}))
      await expect(attempt({})).rejects.toMatchObject({
        status: 429,
        code: 'too_many_requests',
        retryAfterSeconds: 600,
      })
    }))

  it('opens again after the window', async () => {
    await failures(9, () => ({}))
    expect(await codeOf(attempt({}))).toBe('too_many_requests')
    await withClockAhead(601_000, async () => {
      expect(await codeOf(attempt({}))).toBe('ok')
    })
  })

  it('starts the place afresh after a success', async () => {
    await failures(7, () => ({}))
    await attempt({})
    expect(await failures(5, () => ({}))).not.toContain('too_many_requests')
  })

  it('does not count successes', async () => {
    for (let index = 0; index < 14; index += 1) {
      expect(await codeOf(attempt({ ip: `198.51.100.${index % 3}` }))).toBe('ok')
    }
  })

  it('lets no more than the limit through when guesses come at once', async () => {
    const guesses = Array.from({ length: 30 }, (_, index) =>
      codeOf(attempt({ ip: `198.51.100.${index}`, password: 'not the password' })),
    )
    const codes = await Promise.all(guesses)
    expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(12)
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(18)
  })

  it('notes the block once, not every attempt against it', async () => {
    const before = await db.$count(auditEventTable, eq(auditEventTable.action, 'session.blocked'))
    await failures(20, () => ({}))
    const after = await db.$count(auditEventTable, eq(auditEventTable.action, 'session.blocked'))
    expect(after - before).toBeGreaterThanOrEqual(1)
    expect(after - before).toBeLessThanOrEqual(2)
  })
})

describe('a session', () => {
  it('is dead after sign-out', async () => {
    const { viewer, token } = await attempt({})
    await signOut({ ...systemCtxOf(db), actor: viewer.actor }, viewer.sessionId)
    expect(await viewerOf(token)).toBeNull()
  })

  it('cannot be closed by somebody else', async () => {
    const mine = await attempt({})
    const other = await attempt({ email: 'admin@flowrate.example' })
    await signOut({ ...systemCtxOf(db), actor: other.viewer.actor }, mine.viewer.sessionId)
    expect(await viewerOf(mine.token)).not.toBeNull()
  })

  it('ends after an hour without use, and lives on when used', async () => {
    const { token } = await attempt({})
    const start = await lastActiveMs(token)
    expect(await viewerOf(token, new Date(start + 59 * MINUTE_MS))).not.toBeNull()
    expect(await viewerOf(token, new Date(start + 110 * MINUTE_MS))).not.toBeNull()
    expect(await viewerOf(token, new Date(start + 171 * MINUTE_MS))).toBeNull()
  })

  it('ends after twelve hours however much it is used', async () => {
    const { token } = await attempt({})
    const start = await lastActiveMs(token)
    for (let minutes = 30; minutes < 12 * 60; minutes += 30) {
      expect(await viewerOf(token, new Date(start + minutes * MINUTE_MS))).not.toBeNull()
    }
    expect(await viewerOf(token, new Date(start + 12 * HOUR_MS + MINUTE_MS))).toBeNull()
  })

  it('is dead as soon as the person is disabled, who cannot sign in any more', async () => {
    const { token } = await attempt({})
    await db
      .update(userTable)
      .set({ disabledAt: new Date(NOW) })
      .where(eq(userTable.id, 'usr_treasury'))
    expect(await viewerOf(token)).toBeNull()
    expect(await codeOf(attempt({}))).toBe('invalid_credentials')
    expect(await db.$count(sessionTable)).toBe(1)
  })

  it('is dead when the person is deleted', async () => {
    const { token } = await attempt({ email: 'admin2@flowrate.example' })
    await db.delete(userTable).where(eq(userTable.id, 'usr_admin2'))
    expect(await viewerOf(token)).toBeNull()
  })

  it('carries the role of this very moment', async () => {
    const { token } = await attempt({})
    await db
      .update(membershipTable)
      .set({ role: 'viewer' })
      .where(eq(membershipTable.userId, 'usr_treasury'))
    expect(await viewerOf(token)).toMatchObject({ actor: { memberRole: 'viewer' } })
    await db.delete(membershipTable).where(eq(membershipTable.userId, 'usr_treasury'))
    expect(await viewerOf(token)).toBeNull()
  })
})

it('refuses an address that no store can hold', () => {
  for (const email of ['a\u0000b@x.example', 'a\nb@x.example']) {
    expect(signInInput.safeParse({ email, password: 'x' }).success).toBe(false)
  }
})

it('exposes neither sign-up nor any other endpoint of the library', async () => {
  for (const path of ['sign-up/email', 'get-session', 'update-user', 'request-password-reset']) {
    const response = await auth.handler(
      new Request(`http://127.0.0.1:3000/api/auth/${path}`, {
        method: path === 'get-session' ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1:3000' },
        ...(path === 'get-session' ? {} : { body: '{}' }),
      }),
    )
    expect(response.status, path).toBe(404)
  }
})
