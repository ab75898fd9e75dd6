import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { rateLimitTable, sessionTable } from '@/lib/auth/table'
import { ConflictError, NotFoundError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { sats } from '@/lib/core/money'
import type { Database } from '@/lib/db/context'
import { assertLeast } from '@/lib/domains/liquidity/allocation/rules'
import { boundBy } from '@/lib/domains/liquidity/channel/operation-rules'
import { auditEventTable } from '@/lib/platform/audit/table'
import { applyChange, DEFAULT_PREFERENCES } from '@/lib/platform/preference/rules'
import { preferenceTable } from '@/lib/platform/preference/table'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import { defineAction, defineCall } from '@/lib/web/action'
import { IDLE } from '@/lib/web/action-state'
import { defineRoute } from '@/lib/web/route'
import { request } from '@/tests/support/framework'
import { cookieOf, fromOwnPage, OWN } from '@/tests/support/own-site'
import { addPeople } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

vi.mock('next/headers', () => import('@/tests/support/framework'))
vi.mock('next/server', () => import('@/tests/support/framework'))

const store = useTestDb('empty')
let db: Database
const cookies: Record<string, string> = {}

beforeAll(async () => {
  process.env.__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS = 'true'
  db = store.db
  await addPeople(db)
  for (const name of ['treasury', 'treasury-viewer', 'subscriber'])
    cookies[name] = await cookieOf(db, `${name}@flowrate.example`)
})
beforeEach(() => db.delete(rateLimitTable))

function from(name: string | null, headers: Record<string, string> = {}): void {
  const cookie = name === null ? {} : { cookie: cookies[name] ?? '' }
  request.headers = fromOwnPage({
    'x-request-id': 'request-1234',
    'x-flowrate-path': '/treasury/leases',
    ...cookie,
    ...headers,
  })
}

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

let runs = 0
const rename = defineAction({
  name: 'organisation.rename',
  input: z.strictObject({ name: z.string().min(3, 'Three letters or more.') }),
  role: 'treasury',
  run: async (ctx, { name }) => {
    runs += 1
    if (name === 'taken') throw new ConflictError('name_taken', 'This name is taken.')
    if (name === 'broken') throw new Error('connect postgres://user:secret@db/flowrate failed')
    return { data: { name, by: ctx.actor.userId }, message: 'Renamed.' }
  },
})

const digestOf = (result: Promise<unknown>) =>
  result.then(
    () => 'answered',
    (error: { digest?: string }) => error.digest ?? String(error),
  )

describe('an action', () => {
  it('runs the command for the signed-in person', async () => {
    from('treasury')
    expect(await rename(IDLE, form({ name: 'Aldermoor', $ACTION_KEY: 'k1' }))).toEqual({
      status: 'ok',
      data: { name: 'Aldermoor', by: 'usr_treasury' },
      message: 'Renamed.',
    })
  })

  const origins = [OWN, 'http://localhost:3000', 'http://evil.example', 'null', null]
  const sites = ['same-origin', 'cross-site', 'same-site', null]
  const hosts = ['evil.example', null]
  for (const origin of origins) {
    for (const site of sites) {
      for (const host of hosts) {
        const isOwn = origin === OWN || origin === 'http://localhost:3000'
        const runsAtAll = isOwn && (site === 'same-origin' || site === null)
        const verb = runsAtAll ? 'runs' : 'is refused with 403'
        it(`${verb} for Origin ${origin}, Sec-Fetch-Site ${site}, X-Forwarded-Host ${host}`, async () => {
          from('treasury', host === null ? {} : { 'x-forwarded-host': host })
          if (origin === null) request.headers.delete('origin')
          else request.headers.set('origin', origin)
          if (site === null) request.headers.delete('sec-fetch-site')
          else request.headers.set('sec-fetch-site', site)
          const before = runs
          const digest = await digestOf(rename(IDLE, form({ name: 'Aldermoor' })))
          expect(digest).toBe(runsAtAll ? 'answered' : 'NEXT_HTTP_ERROR_FALLBACK;403')
          expect(runs - before).toBe(runsAtAll ? 1 : 0)
        })
      }
    }
  }

  it('leads to the sign-in page and back when nobody is signed in', async () => {
    from(null)
    expect(await digestOf(rename(IDLE, form({ name: 'Aldermoor' })))).toContain(
      '/sign-in?next=%2Ftreasury%2Fleases',
    )
  })

  it('does not believe a cookie with a changed signature', async () => {
    from('treasury')
    const signed = cookies.treasury ?? ''
    const token = signed.slice(0, signed.lastIndexOf('.'))
    request.headers.set('cookie', `${token}.${'A'.repeat(43)}%3D`)
    expect(await digestOf(rename(IDLE, form({ name: 'Aldermoor' })))).toContain('/sign-in')
  })

  it('is a 403 for another role, noted once in the audit log', async () => {
    from('subscriber')
    expect(await digestOf(rename(IDLE, form({ name: 'Aldermoor' })))).toBe(
      'NEXT_HTTP_ERROR_FALLBACK;403',
    )
    const rows = await db.select().from(auditEventTable)
    expect(rows.filter(({ action }) => action === 'access.denied')).toMatchObject([
      { actorId: 'usr_subscriber', entityId: '/treasury/leases', requestId: 'request-1234' },
    ])
  })

  it('is refused for a viewer, unless it is personal', async () => {
    from('treasury-viewer')
    expect(await rename(IDLE, form({ name: 'Aldermoor' }))).toMatchObject({
      status: 'error',
      code: 'viewer_read_only',
      values: { name: 'Aldermoor' },
    })
    const personal = defineCall({
      input: z.strictObject({}),
      viewers: 'allowed',
      run: async (ctx) => ({ data: ctx.actor.memberRole }),
    })
    expect(await personal({})).toEqual({ status: 'ok', data: 'viewer' })
  })

  it('gives the text back when it was refused before it was read, and never a password', async () => {
    from('treasury-viewer')
    const sent = form({ name: 'Aldermoor', proofPassword: 'a secret', $ACTION_KEY: 'k1' })
    const state = await rename(IDLE, sent)
    expect(state).toHaveProperty('values', { name: 'Aldermoor' })
    const noForm = 'text' as unknown as FormData
    expect(await rename(IDLE, noForm)).toMatchObject({ code: 'viewer_read_only', values: {} })
    from(null)
    expect(await digestOf(rename(IDLE, noForm))).toContain('/sign-in')
  })

  it('says what is wrong with which field, and gives the text back', async () => {
    from('treasury')
    expect(await rename(IDLE, form({ name: 'ab' }))).toMatchObject({
      status: 'error',
      code: 'invalid_input',
      fieldErrors: { name: 'Three letters or more.' },
      values: { name: 'ab' },
    })
  })

  it.each(['role', 'organisationId', 'id', '__proto__'])(
    'refuses the extra field %s',
    async (name) => {
      from('treasury')
      const before = runs
      const state = await rename(IDLE, form({ name: 'Aldermoor', [name]: 'admin' }))
      expect(state).toMatchObject({ status: 'error', code: 'invalid_input' })
      expect(runs).toBe(before)
    },
  )

  it('acts once per key and fields, and never gives back the answer of another action', async () => {
    from('treasury')
    const remove = defineAction({
      name: 'organisation.remove',
      input: z.strictObject({ name: z.string() }),
      role: 'treasury',
      run: async (_ctx, { name }) => ({ data: { removed: name } }),
    })
    const sent = () => form({ name: 'Aldermoor', idempotencyKey: 'rename-0001' })
    const before = runs
    const first = await rename(IDLE, sent())
    expect(await rename(IDLE, sent())).toEqual(first)
    expect(runs - before).toBe(1)
    expect(await remove(IDLE, sent())).toMatchObject({
      status: 'error',
      code: 'idempotency_key_reused',
    })
  })

  it('gives coded errors back as state', async () => {
    from('treasury')
    expect(await rename(IDLE, form({ name: 'taken' }))).toMatchObject({
      code: 'name_taken',
      message: 'This name is taken.',
    })
  })

  it('tells only the request id of an unknown error', async () => {
    from('treasury')
    const state = await rename(IDLE, form({ name: 'broken' }))
    expect(state).toMatchObject({ status: 'error', code: 'internal_error' })
    expect(JSON.stringify(state)).toContain('request-1234')
    expect(JSON.stringify(state)).not.toContain('postgres')
  })
})

describe('a refusal with amounts', () => {
  const input = z.strictObject({ name: z.string() })
  const run = async () => {
    assertLeast(sats(999_999), sats(1_000_000))
    return { data: null }
  }
  const bound = () =>
    boundBy({ kind: 'open', txid: 'ab', amountSats: sats(150_000_000), channelId: 'channel_1' })
  const prefer = (unit: 'btc' | 'sats') => {
    const row = { ...applyChange(DEFAULT_PREFERENCES, { kind: 'unit', unit }) }
    const values = { ...row, userId: 'usr_treasury', updatedAt: '2026-11-20T00:00:00.000Z' }
    return db
      .insert(preferenceTable)
      .values(values)
      .onConflictDoUpdate({ target: preferenceTable.userId, set: values })
  }
  const BTC = 'Too little by 1 sat: 0.00999999 BTC is below the minimum of 0.01 BTC.'
  const SATS = 'Too little by 1 sat: 999,999 sats is below the minimum of 1,000,000 sats.'

  it.each([
    ['btc', BTC],
    ['sats', SATS],
  ] as const)('is told in the unit of the person: %s', async (unit, sizeSats) => {
    from('treasury')
    await prefer(unit)
    const least = defineAction({ name: 'a.least', input, role: 'treasury', run })
    expect(await least(IDLE, form({ name: 'x' }))).toMatchObject({ fieldErrors: { sizeSats } })
    const call = defineCall({ input, role: 'treasury', run })
    expect(await call({ name: 'x' })).toMatchObject({ fieldErrors: { sizeSats } })
    const held = defineAction({
      name: 'a.held',
      input,
      role: 'treasury',
      run: async () => {
        throw new ConflictError('already_broadcast', bound() ?? '')
      },
    })
    const amount = unit === 'btc' ? '1.50000000 BTC' : '150,000,000 sats'
    expect(await held(IDLE, form({ name: 'x' }))).toHaveProperty(
      'message',
      expect.stringContaining(`is broadcast: ${amount} stay bound`),
    )
  })

  it('is told to scripts in BTC, whatever the person chose', async () => {
    from('treasury')
    await prefer('sats')
    const route = defineRoute({ role: 'treasury', run: async () => Response.json(await run()) })
    const answer = await route(new Request(`${OWN}/api/v1/x`, { headers: request.headers }), {
      params: Promise.resolve({}),
    })
    expect(await answer.json()).toMatchObject({
      detail: 'The size is below the smallest lease.',
      errors: [{ field: 'sizeSats', message: BTC }],
    })
  })

  it('takes nothing that was typed for an amount', async () => {
    from('treasury')
    await prefer('sats')
    const least = defineAction({ name: 'a.typed', input, role: 'treasury', run })
    const typed = fact.amount(5)
    const state = await least(IDLE, form({ name: 'x', [typed]: typed }))
    expect(state).toMatchObject({ fieldErrors: { [typed]: 'Not a field of this request.' } })
    expect(JSON.stringify(state)).not.toContain('5 sats')
  })
})

describe('an action that binds', () => {
  const seal = defineAction({
    name: 'pact.seal',
    input: z.strictObject({ name: z.string().min(3, 'Three letters or more.') }),
    role: 'treasury',
    proof: 'fresh',
    run: async (ctx, { name }) => {
      await requireFreshProof(ctx)
      return { data: { name } }
    },
  })
  const goStale = () =>
    db.update(sessionTable).set({
      createdAt: sql`now() - interval '1 hour'`,
      provedAt: sql`now() - interval '6 minutes'`,
    })
  const sealed = (fields: Record<string, string>) => seal(IDLE, form({ name: 'Pact', ...fields }))

  beforeEach(async () => {
    from('treasury')
    await goStale()
  })

  it('asks for the password once the proof is stale', async () => {
    expect(await sealed({})).toMatchObject({ status: 'error', code: 'reauth_required' })
  })

  it('acts with the password in the same form, and then for five minutes without', async () => {
    expect(await sealed({ proofPassword: DEMO_PASSWORD })).toEqual({
      status: 'ok',
      data: { name: 'Pact' },
    })
    expect(await sealed({})).toMatchObject({ status: 'ok' })
  })

  it.each([
    ['wrong', 'not-the-password', 'The password is not right.'],
    ['empty', '', 'Enter your password.'],
  ])(
    'says at its field that the password is %s, and gives it back nowhere',
    async (_, typed, says) => {
      const state = await sealed({ proofPassword: typed })
      expect(state).toMatchObject({
        status: 'error',
        fieldErrors: { proofPassword: says },
        values: { name: 'Pact' },
      })
      expect(state).not.toHaveProperty('values.proofPassword')
      expect(await sealed({})).toMatchObject({ code: 'reauth_required' })
    },
  )

  it('keeps a right password when another field is wrong', async () => {
    const state = await seal(IDLE, form({ name: 'ab', proofPassword: DEMO_PASSWORD }))
    expect(state).toMatchObject({ fieldErrors: { name: 'Three letters or more.' } })
    expect(await sealed({})).toMatchObject({ status: 'ok' })
  })

  it('acts once per key, whether the password came along or not', async () => {
    const idempotencyKey = 'seal-once-0001'
    const first = await sealed({ idempotencyKey, proofPassword: DEMO_PASSWORD })
    expect(first).toMatchObject({ status: 'ok' })
    await goStale()
    expect(await sealed({ idempotencyKey })).toEqual(first)
  })

  it('does not stand still for guesses', async () => {
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const state = await sealed({ proofPassword: `guess ${attempt}` })
      if (state.status === 'error' && state.code === 'too_many_requests') {
        expect(state.fieldErrors.proofPassword).toMatch(/Too many attempts/)
        return
      }
    }
    expect.unreachable('thirty guesses in a row')
  })

  it('is refused for an action that asks for no proof', async () => {
    expect(
      await rename(IDLE, form({ name: 'Aldermoor', proofPassword: DEMO_PASSWORD })),
    ).toMatchObject({ status: 'error', code: 'invalid_input' })
  })
})

describe('a route', () => {
  const route = defineRoute({
    role: 'treasury',
    run: async (ctx) => Response.json({ by: ctx.actor.userId }),
  })
  const call = (method: string, path = '/api/v1/x') =>
    route(new Request(`${OWN}${path}`, { method, headers: request.headers }), {
      params: Promise.resolve({}),
    })

  it('answers its role and names the request', async () => {
    from('treasury')
    const response = await call('GET')
    expect(await response.json()).toEqual({ by: 'usr_treasury' })
    expect(response.headers.get('x-request-id')).toBe('request-1234')
  })

  it.each([
    ['nobody', null, 'GET', {}, 401, 'unauthenticated'],
    ['another role', 'subscriber', 'GET', {}, 403, 'forbidden'],
    ['a viewer that writes', 'treasury-viewer', 'POST', {}, 403, 'viewer_read_only'],
    [
      'a foreign origin',
      'treasury',
      'POST',
      { origin: 'http://evil.example' },
      403,
      'foreign_origin',
    ],
  ] as const)('refuses %s', async (_title, name, method, headers, status, code) => {
    from(name, headers)
    const response = await call(method)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status, code, requestId: 'request-1234' })
  })

  it('leads a browser without a session from a page’s file to the sign-in page and back', async () => {
    from(null, { accept: 'text/html' })
    const response = await call('GET', '/admin/audit/export.csv')
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      '/sign-in?next=%2Fadmin%2Faudit&file=1',
    ])
    expect((await call('GET')).status).toBe(401)
  })

  it.each([
    [
      'treasury',
      'GET',
      'text/html',
      '/treasury/leases/export.csv?status=active',
      500,
      '/treasury/leases?status=active',
    ],
    ['subscriber', 'GET', 'text/html', '/treasury/leases/export.csv', 403, '/'],
    ['treasury', 'GET', '*/*', '/treasury/leases/export.csv', 500, null],
    ['treasury', 'GET', 'text/html', '/api/v1/x', 500, null],
  ])(
    'names the way back from a file that %s did not get: %s %s %s',
    async (name, method, accept, path, status, back) => {
      from(name, { accept })
      const failing = defineRoute({
        role: 'treasury',
        run: () => Promise.reject(new Error('Boom')),
      })
      const asked = new Request(`${OWN}${path}`, { method, headers: request.headers })
      const answer = await failing(asked, { params: Promise.resolve({}) })
      expect(answer.status).toBe(status)
      expect(answer.headers.get('link')).toBe(back === null ? null : `<${back}>; rel="up"`)
    },
  )

  it.each([
    ['/treasury/leases/lease_999/contract.pdf', '/treasury/leases'],
    ['/treasury/leases/export.csv?lease=lease_999&q=x', '/treasury/leases?q=x'],
    ['/treasury/kpi/nonsense/export.csv', '/'],
  ])('leads from %s, which does not exist, to a page that does', async (path, back) => {
    from('treasury', { accept: 'text/html' })
    const missing = defineRoute({ run: () => Promise.reject(new NotFoundError()) })
    const asked = new Request(`${OWN}${path}`, { headers: request.headers })
    const answer = await missing(asked, { params: Promise.resolve({}) })
    expect([answer.status, answer.headers.get('link')]).toEqual([404, `<${back}>; rel="up"`])
  })
})
