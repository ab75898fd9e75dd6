import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { obtainCluster, type TestCluster } from '@/scripts/lib/postgres'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { actionId } from '@/tests/support/action-id'
import { type Desk, post, signInAt } from '@/tests/support/race/client'
import { actionCall } from '@/tests/support/sign-in-form'
import { type SilentProxy, silentProxy } from '@/tests/support/silent-proxy'

const AUTH_SECRET = 'a-secret-that-only-tests-know-0123456789'
const hasBuild = existsSync('.next/BUILD_ID')
const AWAY = 'The store can’t be reached'
/** What readers and writers ask for while the database goes and comes. */
const PATHS = ['/treasury', '/treasury/leases', '/api/v1/leases', '/treasury/leases/export.csv']
const PATIENT = { timeout: 60_000 }
const OUTAGE_MS = Number(process.env.OUTAGE_MS ?? 4_000)

interface Seen {
  path: string
  status: number
  retryAfter: string | null
  body: string
}

describe.runIf(hasBuild)('a server whose PostgreSQL goes away and comes back', () => {
  let cluster: TestCluster
  let proxy: SilentProxy
  let server: RunningServer
  let desk: Desk
  let lessee: Desk
  const seen: Seen[] = []

  beforeAll(async () => {
    const obtained = await obtainCluster()
    if (typeof obtained === 'string') throw new Error(obtained)
    cluster = obtained
    const url = new URL(cluster.url)
    proxy = await silentProxy({ host: url.hostname, port: Number(url.port) })
    url.port = String(proxy.port)
    const env = { DATABASE_URL: String(url), AUTH_SECRET, FLOWRATE_DEMO: '1' }
    server = await startServer({ port: 4136, env })
    desk = await signInAt(server.base, 'treasury@flowrate.example')
    lessee = await signInAt(server.base, 'subscriber@flowrate.example')
  })
  afterEach(() => proxy.open())
  afterAll(async () => {
    await server?.stop('SIGKILL')
    proxy?.close()
    cluster?.stop()
  })

  async function ask(path: string): Promise<Seen> {
    const headers = { cookie: desk.cookie, accept: path.includes('/api/') ? '*/*' : 'text/html' }
    const answer = await fetch(`${server.base}${path}`, { headers, redirect: 'manual' })
    const body = await answer.text()
    const retryAfter = answer.headers.get('retry-after')
    return { path, status: answer.status, retryAfter, body }
  }

  const isBack = () =>
    expect.poll(() => ask('/api/ready').then(({ status }) => status), PATIENT).toBe(200)

  it('answers 503 meanwhile, never 500, and goes on by itself', async () => {
    let isOver = false
    const readers = PATHS.map(async (path) => {
      while (!isOver) {
        const one = await ask(path).catch(() => null)
        if (one === null) return
        seen.push(one)
        await wait(20)
      }
    })
    await expect
      .poll(() => seen.filter(({ status }) => status === 200).length, PATIENT)
      .toBeGreaterThan(8)
    cluster.halt()
    const goneAt = seen.length
    await wait(OUTAGE_MS)
    expect((await ask('/api/health')).status).toBe(200)
    expect((await ask('/api/ready')).status).toBe(503)
    const away = seen.slice(goneAt)
    cluster.resume()
    await expect.poll(() => ask('/treasury').then(({ status }) => status), PATIENT).toBe(200)
    isOver = true
    await Promise.all(readers)
    expect([...new Set(seen.map(({ status }) => status))].sort()).toEqual([200, 503])
    expect(away.length).toBeGreaterThan(PATHS.length)
    for (const { status, retryAfter, path } of seen.filter((one) => one.status === 503)) {
      expect([status, retryAfter], path).toEqual([503, '2'])
    }
    const refused = away.filter(({ status }) => status === 503)
    const page = refused.find(({ path }) => path === '/treasury')
    expect(page?.body).toContain(AWAY)
    expect(page?.body).toContain('href="/treasury"')
    const problem = refused.find(({ path }) => path.startsWith('/api/v1'))
    expect(JSON.parse(problem?.body ?? '{}')).toMatchObject({ code: 'store_unavailable' })
    expect(JSON.parse((await ask('/api/ready')).body)).toMatchObject({ checks: { store: 'ok' } })
  })
  it('answers everybody while it is silent, and goes on by itself once it speaks', async () => {
    await isBack()
    proxy.swallow()
    for (const moment of ['when nobody knows yet', 'when it is known']) {
      const asked = Array.from({ length: 6 }, () => [...PATHS, '/api/ready']).flat()
      for (const { path, status, retryAfter, body } of await Promise.all(asked.map(ask))) {
        expect(status, `${path} ${moment}`).toBe(503)
        if (path === '/api/ready') expect(body).toContain('"store":"failed"')
        else expect(retryAfter, path).toBe('2')
        if (path.startsWith('/api/v1')) expect(body).toContain('"code":"store_unavailable"')
        if (['/treasury', '/treasury/leases'].includes(path)) expect(body).toContain(AWAY)
      }
    }
    expect((await ask('/api/health')).status).toBe(200)
    proxy.open()
    await isBack()
    for (const path of PATHS) expect((await ask(path)).status, path).toBe(200)
  })

  const WISH = { sizeSats: 25_000_000, termDays: 60, priceMinPpm: 5000, priceMaxPpm: 12_000 }
  const IN_FLIGHT = [
    { what: 'a write that never arrived', when: 'before' },
    { what: 'a write whose answer was lost', when: 'after' },
  ] as const

  async function countWishes(note: string): Promise<number> {
    const headers = { cookie: lessee.cookie }
    const answer = await fetch(`${server.base}/api/v1/tickets`, { headers })
    const { tickets } = (await answer.json()) as { tickets: { note: string }[] }
    return tickets.filter((ticket) => ticket.note === note).length
  }

  it.each(IN_FLIGHT)('says of $what that its key tells, and it does', async ({ when, what }) => {
    await isBack()
    const wish = { ...WISH, note: what }
    proxy.swallowCommitOf('insert into "demand_ticket"', when)
    const lost = await post(lessee, '/api/v1/tickets', wish, what.replaceAll(' ', '-'))
    expect(lost).toMatchObject({ status: 503, body: { code: 'outcome_unknown' } })
    expect(lost.body.detail).toMatch(/may or may not have been carried out.+the key tells/)
    proxy.open()
    await isBack()
    const again = await post(lessee, '/api/v1/tickets', wish, what.replaceAll(' ', '-'))
    expect([again.status, again.isReplay]).toEqual([201, when === 'after'])
    expect(await countWishes(what)).toBe(1)
  })

  it('gives a form back what was typed, and takes it again without doing it twice', async () => {
    await isBack()
    const note = 'typed with care'
    const send = async () => {
      const { type, body } = actionCall({
        unit: 'btc',
        sizeSats: '0.25',
        termDays: '60',
        priceMinPpm: '5000',
        priceMaxPpm: '12000',
        note,
        leaseId: '',
        idempotencyKey: 'typed-with-care',
      })
      const headers = {
        cookie: lessee.cookie,
        origin: server.base,
        accept: 'text/x-component',
        'next-action': actionId('requestCapacity'),
        'content-type': type,
      }
      const path = '/subscriber/leases/requests'
      const init = { method: 'POST', headers, body }
      return (await fetch(`${server.base}${path}`, init)).text()
    }
    proxy.swallowCommitOf('insert into "demand_ticket"', 'after')
    const lost = await send()
    expect(lost).toContain('"code":"outcome_unknown"')
    expect(lost).toContain('Send it again from this form; what was done is not done twice.')
    expect(lost).toContain(`"note":"${note}"`)
    proxy.open()
    await isBack()
    expect(await send()).toContain('"status":"ok"')
    expect(await countWishes(note)).toBe(1)
  })
})
