import { randomUUID } from 'node:crypto'
import { type ApiCall, bodyOf, callApi } from '@/tests/support/browser/api'
import { ask } from '@/tests/support/browser/http'
import type { PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

const WISH = { sizeSats: 1_000_000, termDays: 30, priceMinPpm: 1000, priceMaxPpm: 9000 }

async function makeTicket(site: string): Promise<string> {
  const answer = await callApi(site, { path: '/tickets', as: 'subscriber2', body: WISH })
  expect(answer.status).toBe(201)
  return String(bodyOf(answer).id)
}

test('says who one is', async ({ site }) => {
  const answer = await ask(site, { path: '/api/v1/me', as: 'treasury-viewer' })
  expect(bodyOf(answer)).toMatchObject({
    organisation: { id: 'trs_001' },
    role: 'treasury',
    memberRole: 'viewer',
  })
})

test('asks for capacity once per key, and takes it back', async ({ site }) => {
  const key = randomUUID()
  const call: ApiCall = { path: '/tickets', as: 'subscriber2', body: WISH, key }
  const [first, second] = [await callApi(site, call), await callApi(site, call)]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.headers['idempotent-replayed']).toBe('true')
  expect(bodyOf(second)).toEqual(bodyOf(first))
  const { id, version } = bodyOf(first) as { id: string; version: number }
  const other = await callApi(site, { ...call, body: { ...WISH, termDays: 31 } })
  expect([other.status, bodyOf(other).code]).toEqual([422, 'idempotency_key_reused'])
  const cancel = (of: number) =>
    callApi(site, { path: `/tickets/${id}/cancel`, as: 'subscriber2', body: { version: of } })
  const stale = await cancel(version + 1)
  expect([stale.status, bodyOf(stale).fresh]).toEqual([409, { id, status: 'pending', version }])
  expect(bodyOf(await cancel(version))).toMatchObject({ status: 'cancelled', version: version + 1 })
  const again = await cancel(version + 1)
  expect([again.status, bodyOf(again).code]).toEqual([409, 'ticket_not_open'])
})

test('lets viewers look, other organisations not even that, and other sites nothing', async ({
  site,
}) => {
  const id = await makeTicket(site)
  const read = (as: PersonaName | 'anonymous', ticketId: string) =>
    ask(site, { path: `/api/v1/tickets/${ticketId}`, as })
  expect((await read('subscriber2', id)).status).toBe(200)
  expect((await read('admin', id)).status).toBe(200)
  expect((await read('anonymous', id)).status).toBe(401)
  for (const as of ['subscriber', 'treasury'] as const) {
    const [foreign, unknown] = [await read(as, id), await read(as, 'dmd_nothing')]
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    const said = ({ requestId: _id, ...rest }: Record<string, unknown>) => rest
    expect(said(bodyOf(foreign))).toEqual(said(bodyOf(unknown)))
  }
  const cancel = { path: `/tickets/${id}/cancel`, body: {} }
  expect((await callApi(site, { ...cancel, as: 'subscriber' })).status).toBe(404)
  expect((await callApi(site, { ...cancel, as: 'anonymous' })).status).toBe(401)
  for (const as of ['subscriber-viewer', 'treasury', 'admin'] as const) {
    expect((await callApi(site, { ...cancel, as })).status).toBe(403)
  }
  const evil = { ...cancel, as: 'subscriber2', origin: 'https://evil.example' } as const
  expect((await callApi(site, evil)).status).toBe(403)
  expect(
    (await callApi(site, { path: '/tickets', as: 'subscriber-viewer', body: WISH })).status,
  ).toBe(403)
  expect((await callApi(site, { ...cancel, as: 'subscriber2' })).status).toBe(200)
})

test('keeps pools and decisions with the admins', async ({ site }) => {
  const id = await makeTicket(site)
  for (const [as, status] of [
    ['admin', 200],
    ['treasury', 403],
    ['subscriber', 403],
    ['anonymous', 401],
  ] as const) {
    expect((await ask(site, { path: '/api/v1/pools', as })).status, as).toBe(status)
  }
  const allocation = {
    poolId: 'pool_001',
    sizeSats: 1_000_000,
    feeModel: 'ppm',
    feePpm: 3000,
    issue: false,
    version: 7,
  }
  const path = `/tickets/${id}/allocations`
  expect((await callApi(site, { path, as: 'subscriber2', body: allocation })).status).toBe(403)
  const stale = await callApi(site, { path, as: 'admin', body: allocation })
  expect(stale.headers['content-type']).toContain('application/problem+json')
  expect(bodyOf(stale)).toMatchObject({
    status: 409,
    code: 'stale_version',
    fresh: { ticketVersion: 1, remainingSats: 1_000_000 },
  })
  const reject = { path: `/tickets/${id}/reject`, as: 'admin' } as const
  expect((await callApi(site, { ...reject, body: { reason: 'short' } })).status).toBe(422)
  const done = await callApi(site, { ...reject, body: { reason: 'This is only a test' } })
  expect(bodyOf(done)).toMatchObject({ status: 'rejected', reasonCode: 'other', version: 2 })
})

test('answers broken bodies and wrong methods with a problem document', async ({ site }) => {
  const id = await makeTicket(site)
  const bodies = [
    { sizeSats: 1.5 },
    { sizeSats: '1000000' },
    { sizeSats: 2 ** 53 },
    { termDays: 29 },
    { priceMinPpm: 9001 },
    { status: 'matched' },
    { note: '\u0000' },
    { leaseId: 'lease_nothing' },
    { leaseId: "'--" },
  ]
  for (const change of bodies) {
    const answer = await callApi(site, {
      path: '/tickets',
      as: 'subscriber2',
      body: { ...WISH, ...change },
    })
    expect.soft([404, 422], JSON.stringify(change)).toContain(answer.status)
    expect.soft(answer.headers['content-type']).toContain('application/problem+json')
  }
  for (const [method, path] of [
    ['DELETE', '/tickets'],
    ['PUT', `/tickets/${id}`],
    ['GET', `/tickets/${id}/cancel`],
    ['GET', `/tickets/${id}/allocations`],
    ['PATCH', '/pools'],
    ['DELETE', '/me'],
  ] as const) {
    const answer = await ask(site, { path: `/api/v1${path}`, as: 'admin', method })
    expect.soft(answer.status, `${method} ${path}`).toBe(405)
    expect.soft(answer.headers.allow, path).toBeDefined()
  }
  await callApi(site, { path: `/tickets/${id}/cancel`, as: 'subscriber2' })
})
