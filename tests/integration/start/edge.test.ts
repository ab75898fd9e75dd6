import { existsSync } from 'node:fs'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '@/scripts/lib/free-port'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { actionId } from '@/tests/support/action-id'
import { type RawAnswer, rawRequest, sendRaw } from '@/tests/support/raw-request'

const BOUNDARY = 'multipart/form-data; boundary=x'
const TEXT = 'text/plain;charset=UTF-8'

let server: RunningServer
let port = 0

async function ask(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<RawAnswer> {
  return sendRaw(port, rawRequest(method, target, { host: `127.0.0.1:${port}`, ...headers }, body))
}

/** A POST with an own origin, as only a page of this site can send it. */
const post = (target: string, headers: Readonly<Record<string, string>>, body: string) =>
  ask('POST', target, { origin: `http://127.0.0.1:${port}`, ...headers }, body)

/** What the log gained while `run` ran. */
async function linesOf(run: () => Promise<unknown>): Promise<string[]> {
  const before = server.output().length
  await run()
  // A later answer means that whatever an earlier one said has been written.
  await ask('GET', '/api/health')
  return server.output().slice(before).split('\n').filter(Boolean)
}

async function expectRefusal(run: () => Promise<RawAnswer>, status: number, what: string) {
  let answer: RawAnswer | undefined
  const lines = await linesOf(async () => {
    answer = await run()
  })
  expect.soft(answer?.status, what).toBe(status)
  expect.soft(answer?.headers['x-content-type-options'], what).toBe('nosniff')
  expect.soft(lines, what).toHaveLength(1)
  expect.soft(lines.join(), what).not.toMatch(/\bat \S+ \(|node_modules|"stack"/)
}

beforeAll(async () => {
  port = await freePort()
  server = await startServer({ port, env: { FLOWRATE_DEMO: '0', FLOWRATE_DATA_DIR: 'memory://' } })
})
afterAll(() => server?.stop('SIGKILL'))

// The production build is made before these tests by `npm test`.
describe.runIf(existsSync('.next/BUILD_ID'))('a started server', () => {
  it.each([
    ['GET', 'http://evil.example/treasury'],
    ['GET', 'http://127.0.0.1/treasury'],
    ['POST', 'https://evil.example/api/auth/sign-in/email'],
    ['OPTIONS', '*'],
    ['GET', '//evil.example/treasury'],
    ['GET', '/\\evil.example/treasury'],
    ['GET', '/%ff'],
  ])('refuses the target of %s %s with 400 and leads nowhere', async (method, target) => {
    await expectRefusal(() => ask(method, target), 400, target)
    expect((await ask(method, target)).headers).not.toHaveProperty('location')
  })

  it.each(['a b', '%%%', 'evil.example/x?', '[::1', 'user@evil.example'])(
    'refuses the host %s',
    (host) => expectRefusal(() => ask('GET', '/treasury', { host }), 400, host),
  )

  it('answers HTTP/1.0 without a host, and no HTTP/1.1 without one', async () => {
    expect((await sendRaw(port, 'GET /api/health HTTP/1.0\r\n\r\n')).status).toBe(200)
    const bare = 'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n'
    expect((await sendRaw(port, bare)).status).toBe(400)
  })

  it('survives floods of headers', async () => {
    const many = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`a${index}`, 'b']))
    expect((await ask('GET', '/sign-in', many)).status).toBe(200)
    expect((await ask('GET', '/sign-in', { a: 'x'.repeat(20_000) })).status).toBe(431)
  })

  it('says of each method what the address has', async () => {
    const cases = [
      ['OPTIONS', '/sign-in', 204, 'GET, HEAD, POST, OPTIONS'],
      ['OPTIONS', '/nothing-here', 404, undefined],
      ['OPTIONS', '/favicon.ico', 405, 'GET, HEAD'],
      ['OPTIONS', '/icon.svg', 405, 'GET, HEAD'],
      ['OPTIONS', '/treasury/leases/export.csv', 204, 'GET, HEAD, OPTIONS'],
      ['OPTIONS', '/api/health', 204, 'GET, HEAD, OPTIONS'],
      ['OPTIONS', '/api/v1/tickets', 204, 'GET, HEAD, POST, OPTIONS'],
      ['OPTIONS', '/api/v1/leases/lease_001/pause', 204, 'POST, OPTIONS'],
      ['OPTIONS', '/api/nothing', 404, undefined],
      ['OPTIONS', '/api/auth/nothing', 404, undefined],
      ['GET', '/api/auth/nothing', 404, undefined],
      ['GET', '/api/auth/sign-out', 405, 'POST, OPTIONS'],
      ['PUT', '/icon.svg', 405, 'GET, HEAD, POST'],
      ['PUT', '/sign-in', 405, 'GET, HEAD, POST'],
      ['DELETE', '/treasury', 405, 'GET, HEAD, POST'],
      ['PROPFIND', '/sign-in', 405, 'GET, HEAD, POST'],
      ['TRACE', '/', 405, 'GET, HEAD, POST'],
      ['CONNECT', 'evil.example:443', 405, 'GET, HEAD, POST'],
    ] as const
    for (const [method, target, status, allow] of cases) {
      const { headers, ...answer } = await ask(method, target)
      expect.soft(answer.status, `${method} ${target}`).toBe(status)
      expect.soft(headers.allow?.replaceAll(/,\s*/g, ', '), `${method} ${target}`).toBe(allow)
    }
  })

  it('takes a file’s range that there is not for what it is', async () => {
    expect((await ask('GET', '/icon.svg', { range: 'bytes=9999999-' })).status).toBe(416)
  })

  it.each(['x', '%ff', '%5B%5D', '%5B%22%22%2C1%5D'])(
    'refuses the router state %s with 400',
    async (tree) => {
      const headers = { rsc: '1', 'next-router-state-tree': tree }
      // Next leads to the address that carries the hash of these headers first.
      const { headers: led } = await ask('GET', '/sign-in', headers)
      const target = led.location ?? '/sign-in'
      const answer = await ask('GET', target, headers)
      if (tree !== '%5B%5D') expect(answer.status).toBe(400)
      expect(answer.status).toBeLessThan(500)
    },
  )

  it('is not put off by other headers of the protocol', async () => {
    for (const headers of [
      { rsc: 'zz' },
      { rsc: '1', 'next-router-prefetch': 'zz' },
      { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '../../x' },
      { rsc: '1', 'next-url': '\\\\%ff http://x' },
      { 'x-nextjs-data': '1', 'next-resume': '1' },
    ]) {
      const first = await ask('GET', '/sign-in', headers)
      const answer = first.headers.location
        ? await ask('GET', first.headers.location, headers)
        : first
      expect.soft(answer.status, JSON.stringify(headers)).toBeLessThan(500)
    }
    expect(server.output()).not.toMatch(/"stack"|⨯/)
  })

  it('answers a form that can’t be read with 400 and one line in the log', async () => {
    const id = actionId('signInWithPassword')
    const call = (type: string) => ({ 'next-action': id, 'content-type': type })
    const field = `--x\r\nContent-Disposition: form-data; name="$ACTION_ID_${id}"\r\n\r\n\r\n--x--\r\n`
    const broken: readonly (readonly [string, Record<string, string>, string])[] = [
      ['no form', call(TEXT), '[]'],
      ['no array', call(TEXT), '{nonsense'],
      ['what is not there', call(TEXT), '["$F1","$K2"]'],
      ['no parts', call(BOUNDARY), 'nothing'],
      ['no boundary', call('multipart/form-data'), 'nothing'],
      ['no action, no parts', { 'content-type': BOUNDARY }, 'nothing'],
      ['no action, no boundary', { 'content-type': 'multipart/form-data' }, 'nothing'],
      ['an action without fields', { 'content-type': BOUNDARY }, field],
      ['an action that is none', { 'content-type': BOUNDARY }, field.replace(id, 'zz')],
      ['an id that is none', { ...call(TEXT), 'next-action': 'x' }, '[]'],
    ]
    for (const [what, headers, body] of broken) {
      await expectRefusal(() => post('/sign-in', headers, body), 400, what)
    }
    const unknown = { ...call(TEXT), 'next-action': 'f'.repeat(42) }
    await expectRefusal(() => post('/sign-in', unknown, '[]'), 409, 'an unknown action')
  })

  it('refuses a form above 1 MB with 413, however its size is told', async () => {
    const id = actionId('signInWithPassword')
    const text = `["${'x'.repeat(1_100_000)}"]`
    for (const headers of [
      { 'next-action': id, 'content-type': TEXT },
      { 'content-type': BOUNDARY },
    ]) {
      await expectRefusal(() => post('/sign-in', headers, text), 413, 'declared')
    }
    const chunked = { 'next-action': id, 'content-type': TEXT, 'transfer-encoding': 'chunked' }
    const chunks = `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`
    const origin = `http://127.0.0.1:${port}`
    const head = rawRequest('POST', '/sign-in', { host: `127.0.0.1:${port}`, origin, ...chunked })
    await expectRefusal(() => sendRaw(port, `${head}${chunks}`), 413, 'chunked')
  })

  it('takes nothing but forms on a page', async () => {
    for (const type of [
      'text/plain',
      'application/json',
      'application/x-www-form-urlencoded',
      '',
    ]) {
      const answer = await post('/sign-in', type === '' ? {} : { 'content-type': type }, 'a=b')
      expect.soft(answer.status, type).toBe(415)
    }
  })

  it('ends an anonymous action before its body is read', async () => {
    const id = actionId('saveSettings')
    const call = { 'next-action': id, 'content-type': TEXT }
    for (const body of ['[]', '{nonsense']) {
      const answer = await post('/settings', call, body)
      expect(answer.status).toBe(401)
      expect(answer.headers['x-action-redirect']).toBe('/sign-in?next=%2Fsettings;push')
    }
    const forged = { ...call, cookie: 'flowrate.session=abcdefgh.abcdefgh' }
    expect((await post('/settings', forged, '[]')).status).toBe(401)
    const form = await post('/settings', { 'content-type': BOUNDARY }, 'nothing')
    expect([form.status, form.headers.location]).toEqual([303, '/sign-in?next=%2Fsettings'])
    expect(server.output()).not.toMatch(/"stack"|⨯/)
  })

  it.each(['h2c', 'TLS/1.0', 'x'])(
    'answers by its own protocol a request that offers %s',
    async (upgrade) => {
      for (const [target, expected] of [
        ['/api/health', 200],
        ['/sign-in', 200],
        ['/api/v1/me', 401],
      ] as const) {
        const offer = { connection: 'close, Upgrade, HTTP2-Settings', 'http2-settings': 'AAMAAABk' }
        const { status, isClosed } = await ask('GET', target, { ...offer, upgrade })
        expect([status, isClosed]).toEqual([expected, true])
      }
    },
  )

  it.each(['websocket', 'WebSocket', 'h2c, websocket'])(
    'refuses to speak %s and ends the connection',
    async (upgrade) => {
      for (const target of ['/_next/webpack-hmr', '/', '/api/events']) {
        const { status, isClosed } = await ask('GET', target, {
          connection: 'Upgrade',
          upgrade,
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          'sec-websocket-version': '13',
        })
        expect([status, isClosed]).toEqual([400, true])
      }
    },
  )

  it('stops although sockets are open that say nothing, or half of a request', async () => {
    const openings = [
      '',
      'GET /sign-in HTTP/1.1\r\nHost: x\r\n',
      'POST /api/auth/sign-in/email HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ]
    const closed = openings.map((text) => {
      const socket = net.connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('error', () => undefined).resume()
      return new Promise((resolve) => socket.on('close', resolve))
    })
    await ask('GET', '/api/health')
    expect(await server.stop()).toBe(0)
    await Promise.all(closed)
  })
})
