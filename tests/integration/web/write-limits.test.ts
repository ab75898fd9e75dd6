import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { requestCapacity } from '@/app/(subscriber)/subscriber/leases/requests/actions'
import { POST as ask } from '@/app/api/v1/tickets/route'
import { rateLimitTable } from '@/lib/auth/table'
import { createWriteLimiter } from '@/lib/auth/write-limiter'
import { IDLE } from '@/lib/core/action-state'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { openTicket } from '@/lib/flows/market/open-ticket'
import { request } from '@/tests/support/framework'
import { aTicket, aWish, conflictOf } from '@/tests/support/market'
import { systemOf } from '@/tests/support/members'
import { cookieOf, fromOwnPage, OWN } from '@/tests/support/own-site'
import { useTestDb } from '@/tests/support/test-db'

vi.mock('next/headers', () => import('@/tests/support/framework'))
vi.mock('next/server', () => import('@/tests/support/framework'))
vi.mock('next/cache', () => import('@/tests/support/framework'))

const store = useTestDb('seeded')

async function signIn(email: string): Promise<void> {
  request.headers = fromOwnPage({ cookie: await cookieOf(store.db, email) })
}

async function post(body: unknown): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/json')
  const url = `${OWN}/api/v1/tickets`
  const sent = new Request(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return ask(sent, { params: Promise.resolve({}) })
}

const wish = { sizeSats: 1_000_000, termDays: 90, priceMinPpm: 0, priceMaxPpm: 20_000 }

beforeAll(() => signIn('subscriber@flowrate.example'))

describe('a subscriber who asks and asks', () => {
  it('has 50 open requests, then none more, and after the 60th write waits', async () => {
    const seeded = await store.db.$count(ticketTable, eq(ticketTable.subscriberId, 'sub_001'))
    expect(seeded).toBeGreaterThan(0)
    // What is refused for its input or its right is not counted.
    expect((await post({ ...wish, termDays: 366 })).status).toBe(422)
    expect((await post({ ...wish, leaseId: 'lease_nowhere' })).status).toBe(404)
    const answers: Response[] = []
    for (let nth = 0; nth < 61; nth += 1) answers.push(await post(wish))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.slice(0, 50).every((status) => status === 201)).toBe(true)
    expect(statuses.slice(50, 60).every((status) => status === 409)).toBe(true)
    expect(await answers[50]?.json()).toMatchObject({
      code: 'too_many_open_requests',
      fresh: { openRequests: 50, maxOpenRequests: 50 },
    })
    const last = answers[60]
    expect(last?.status).toBe(429)
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await last?.json()).toMatchObject({ code: 'too_many_requests' })
  })

  it('waits with forms alike, while colleagues and other people go on', async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({
      ...wish,
      unit: 'sats',
      note: '',
      leaseId: '',
      preset: 'custom',
    })) {
      form.set(name, String(value))
    }
    expect(await requestCapacity(IDLE, form)).toMatchObject({
      status: 'error',
      code: 'too_many_requests',
    })
    await signIn('subscriber2@flowrate.example')
    expect(await requestCapacity(IDLE, form)).toMatchObject({ status: 'ok' })
    expect((await post(wish)).status).toBe(201)
  })

  it('never keeps the market from being asked in place of a renewal', () =>
    store.inRollback(async (ctx) => {
      const fallback = {
        ...aWish(),
        subscriberId: 'sub_001',
        kind: 'renewal_fallback',
        comment: null,
        leaseId: null,
      } as const
      expect((await conflictOf(aTicket(ctx))).code).toBe('too_many_open_requests')
      expect((await openTicket(systemOf(ctx), fallback)).status).toBe('pending')
    }))
})

it('two processes on one store count together, and one person does not use up another’s', async () => {
  const limit = { points: 3, seconds: 60 }
  const [here, there] = [createWriteLimiter(store.db, limit), createWriteLimiter(store.db, limit)]
  const admitted = async (limiter: typeof here, userId = 'usr_any') =>
    (await limiter.admit(userId)).admitted
  const tries = await Promise.all([here, there, here, there, here].map((each) => admitted(each)))
  expect(tries.filter(Boolean)).toHaveLength(3)
  expect(await admitted(there, 'usr_other')).toBe(true)
  await store.db.delete(rateLimitTable)
  for (let nth = 0; nth < 3; nth += 1) expect(await admitted(here)).toBe(true)
  await there.refund('usr_any')
  expect([await admitted(there), await admitted(here)]).toEqual([true, false])
})
