import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { freePort } from '@/scripts/lib/free-port'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { rawRequest, sendRaw } from '@/tests/support/raw-request'
import { hiddenFields, multipart } from '@/tests/support/sign-in-form'

const PUBLIC = 'https://flowrate.example'
/** What nginx adds, or not, when it is told nothing but where to pass requests on to. */
const PROXIES = {
  'nothing of its own': {},
  'its usual headers': { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' },
  'a host of its own': { 'x-forwarded-host': 'upstream', 'x-real-ip': '203.0.113.9' },
}

let server: RunningServer
let port = 0

type Sent = Readonly<Record<string, string>>

/** The proxy writes the upstream's name into `Host`. */
function ask(method: string, path: string, headers: Sent = {}, body = '') {
  return sendRaw(port, rawRequest(method, path, { host: 'upstream', ...headers }, body))
}

async function signIn(headers: Sent = {}): Promise<string> {
  const json = { 'content-type': 'application/json', ...headers }
  const body = JSON.stringify({ email: 'treasury@flowrate.example', password: DEMO_PASSWORD })
  const answer = await ask('POST', '/api/auth/sign-in/email', json, body)
  expect(answer.status).toBe(200)
  return answer.cookies.join('; ')
}

// The production build is made before these tests by `npm test`.
describe.runIf(existsSync('.next/BUILD_ID'))('behind a proxy that is told nothing of', () => {
  beforeAll(async () => {
    port = await freePort()
    const env = { APP_URL: PUBLIC, FLOWRATE_DEMO: '1', FLOWRATE_DATA_DIR: 'memory://' }
    server = await startServer({ port, env, patienceMs: 120_000 })
  })
  afterAll(() => server?.stop('SIGKILL'))

  it('the start warns that every visitor seems to come from one address', () => {
    expect(server.output()).toMatch(
      /TRUSTED_PROXIES is not set while APP_URL is https:\/\/flowrate/,
    )
  })

  for (const [name, added] of Object.entries(PROXIES)) {
    it(`forms and JSON are accepted from APP_URL with ${name}, and from nowhere else`, async () => {
      const page = await ask('GET', '/sign-in', added)
      const fields = hiddenFields(page.body, 'persona')
      const { type, body } = multipart({ ...fields, persona: 'treasury@flowrate.example' })
      const form = { ...added, 'content-type': type }
      const own = await ask('POST', '/sign-in', { ...form, origin: PUBLIC }, body)
      expect([own.status, own.headers.location]).toEqual([303, '/treasury'])
      for (const origin of ['https://evil.example', 'http://upstream', 'http://flowrate.example']) {
        expect((await ask('POST', '/sign-in', { ...form, origin }, body)).status).toBe(403)
      }

      const cookie = await signIn(added)
      const proof = JSON.stringify({ password: DEMO_PASSWORD })
      const json = { ...added, cookie, 'content-type': 'application/json' }
      const proven = await ask('POST', '/api/v1/me/proof', { ...json, origin: PUBLIC }, proof)
      expect(proven.status).toBe(204)
      const foreign = { ...json, origin: 'https://evil.example' }
      expect((await ask('POST', '/api/v1/me/proof', foreign, proof)).status).toBe(403)
    })
  }

  it('guesses at one account shut nobody else out, nor do wrong proofs of somebody else', async () => {
    const mine = await signIn()
    const json = { 'content-type': 'application/json' }
    const guess = async (email: string) => {
      const body = JSON.stringify({ email, password: 'not the password' })
      return (await ask('POST', '/api/auth/sign-in/email', json, body)).status
    }
    const guesses: number[] = []
    for (let count = 0; count < 9; count += 1) guesses.push(await guess('admin@flowrate.example'))
    expect(guesses).toEqual([...Array(8).fill(401), 429])
    const prove = async (cookie: string, password: string) => {
      const headers = { ...json, cookie, origin: PUBLIC }
      return (await ask('POST', '/api/v1/me/proof', headers, JSON.stringify({ password }))).status
    }
    const theirs = await signIn()
    const proofs: number[] = []
    for (let count = 0; count < 9; count += 1) proofs.push(await prove(theirs, 'not the password'))
    expect(proofs).toEqual([...Array(8).fill(422), 429])
    expect(await prove(mine, DEMO_PASSWORD)).toBe(204)
    await signIn()
  })
})
