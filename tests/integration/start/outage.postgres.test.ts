import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { obtainCluster, type TestCluster } from '@/scripts/lib/postgres'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { type Desk, signInAt } from '@/tests/support/race/client'

const AUTH_SECRET = 'a-secret-that-only-tests-know-0123456789'
const hasBuild = existsSync('.next/BUILD_ID')
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
  let server: RunningServer
  let desk: Desk
  const seen: Seen[] = []

  beforeAll(async () => {
    const obtained = await obtainCluster()
    if (typeof obtained === 'string') throw new Error(obtained)
    cluster = obtained
    const env = { DATABASE_URL: cluster.url, AUTH_SECRET, FLOWRATE_DEMO: '1' }
    server = await startServer({ port: 4136, env })
    desk = await signInAt(server.base, 'treasury@flowrate.example')
  })
  afterAll(async () => {
    await server?.stop('SIGKILL')
    cluster?.stop()
  })

  async function ask(path: string): Promise<Seen> {
    const headers = { cookie: desk.cookie, accept: path.includes('/api/') ? '*/*' : 'text/html' }
    const answer = await fetch(`${server.base}${path}`, { headers, redirect: 'manual' })
    const body = await answer.text()
    const retryAfter = answer.headers.get('retry-after')
    return { path, status: answer.status, retryAfter, body }
  }

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
    const page = away.find(({ path, body }) => path === '/treasury' && body.includes('<h1'))
    expect(page?.body).toContain('The store can’t be reached')
    expect(page?.body).toContain('href="/treasury"')
    const problem = away.find(({ path }) => path.startsWith('/api/v1'))
    expect(JSON.parse(problem?.body ?? '{}')).toMatchObject({ code: 'store_unavailable' })
    expect(JSON.parse((await ask('/api/ready')).body)).toMatchObject({ checks: { store: 'ok' } })
  })
})
