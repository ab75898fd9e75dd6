import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { freePort } from '@/scripts/lib/free-port'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { rawRequest, sendRaw } from '@/tests/support/raw-request'
import { useFolders } from '@/tests/support/start'

const ADMIN = 'admin@flowrate.example'
const SHUT = /The 8 accounts of the demo people are shut/
const PUBLIC = 'https://flowrate.example'

const folder = useFolders()
let running: RunningServer | undefined

afterEach(async () => {
  await running?.stop('SIGKILL')
  running = undefined
})

async function start(dataDir: string, env: Record<string, string> = {}): Promise<RunningServer> {
  await running?.stop()
  running = await startServer({ port: await freePort(), dataDir, env, patienceMs: 120_000 })
  return running
}

type Sent = Readonly<Record<string, string>>

function ask({ base }: RunningServer, method: string, path: string, headers: Sent = {}, body = '') {
  const { host, port } = new URL(base)
  return sendRaw(Number(port), rawRequest(method, path, { host, ...headers }, body))
}

async function signIn(server: RunningServer, headers: Sent = {}) {
  const body = JSON.stringify({ email: ADMIN, password: DEMO_PASSWORD })
  const json = { 'content-type': 'application/json', ...headers }
  const answer = await ask(server, 'POST', '/api/auth/sign-in/email', json, body)
  return { status: answer.status, cookie: answer.cookies.join('; ') }
}

async function moveClock(server: RunningServer, cookie: string, headers: Sent = {}) {
  const own = { cookie, origin: server.base, 'content-type': 'application/json', ...headers }
  return (await ask(server, 'POST', '/api/demo/clock', own, '{"advance":"PT1H"}')).status
}

async function offersPeople(server: RunningServer, headers: Sent = {}): Promise<boolean> {
  const { status, body } = await ask(server, 'GET', '/sign-in', headers)
  expect(status).toBe(200)
  return body.includes('Look around in the demo')
}

const me = async (server: RunningServer, cookie: string) =>
  (await ask(server, 'GET', '/api/v1/me', { cookie })).status

// The production build is made before these tests by `npm test`.
describe.runIf(existsSync('.next/BUILD_ID'))('the demo', () => {
  it('is offered to this machine alone, and its accounts are shut elsewhere', async () => {
    const dir = folder()
    let server = await start(dir)
    const { status, cookie } = await signIn(server)
    expect([status, await me(server, cookie), await offersPeople(server)]).toEqual([200, 200, true])
    expect(server.output()).not.toMatch(SHUT)

    for (const env of [{ HOST: '0.0.0.0' }, { FLOWRATE_DEMO: '0' }, { APP_URL: PUBLIC }]) {
      server = await start(dir, env)
      const what = JSON.stringify(env)
      expect.soft((await signIn(server)).status, what).toBe(401)
      expect.soft(await me(server, cookie), what).toBe(401)
      expect.soft(await offersPeople(server), what).toBe(false)
      expect.soft(server.output(), what).toMatch(SHUT)
    }

    server = await start(dir)
    expect(await me(server, cookie)).toBe(401)
    expect((await signIn(server)).status).toBe(200)
    expect(server.output()).not.toMatch(SHUT)
  }, 300_000)

  it('is not offered to whom a proxy brings, who moves no clock either', async () => {
    const server = await start(folder())
    const { cookie } = await signIn(server)
    for (const [name, value] of [
      ['x-forwarded-for', '127.0.0.1'],
      ['x-forwarded-host', '127.0.0.1'],
      ['x-forwarded-proto', 'http'],
      ['forwarded', 'for=127.0.0.1'],
      ['x-real-ip', '127.0.0.1'],
      ['via', '1.1 proxy'],
    ] as const) {
      const headers = { [name]: value }
      expect.soft((await signIn(server, headers)).status, name).toBe(401)
      expect.soft(await offersPeople(server, headers), name).toBe(false)
      expect.soft(await moveClock(server, cookie, headers), name).toBe(404)
    }
    const forged = { 'x-forwarded-for': '127.0.0.1', 'x-flowrate-local': '1' }
    expect((await signIn(server, forged)).status).toBe(401)
    expect(await moveClock(server, cookie)).toBe(200)
  })

  it('set by hand behind a proxy offers its people with a warning, and no clock', async () => {
    const server = await start(folder(), { APP_URL: PUBLIC, FLOWRATE_DEMO: '1' })
    expect(server.output()).toMatch(
      /FLOWRATE_DEMO=1 offers the demo people, whose password is public/,
    )
    const forwarded = { 'x-forwarded-for': '203.0.113.9' }
    const { status, cookie } = await signIn(server, forwarded)
    expect([status, await offersPeople(server, forwarded)]).toEqual([200, true])
    expect(await moveClock(server, cookie, { ...forwarded, origin: PUBLIC })).toBe(404)
    expect(await moveClock(server, cookie, { origin: PUBLIC })).toBe(404)
  })
})
