import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { beginStoreIn } from '@/tests/support/browser/begun-store'
import { ask } from '@/tests/support/browser/http'
import { cookieHeader, postSignIn, signIn } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

const OWN_PORT_OFFSET = 7

/** A server of its own: who is shut out there disturbs no other test. */
async function ownServer(
  site: string,
  env: Readonly<Record<string, string>>,
): Promise<Pick<RunningServer, 'base' | 'stop'>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'flowrate-guesses-'))
  beginStoreIn(dataDir)
  const port = Number(new URL(site).port) + OWN_PORT_OFFSET
  const { base, stop } = await startServer({ port, dataDir, env })
  const end = async () => {
    const code = await stop()
    rmSync(dataDir, { recursive: true })
    return code
  }
  return { base, stop: end }
}

test.describe('guessing passwords', () => {
  test('ends at the ninth try at one account from one address, whatever it claims to be', async ({
    site,
  }) => {
    const server = await ownServer(site, { FLOWRATE_DEMO: '1' })
    try {
      const email = 'treasury@flowrate.example'
      const guess = (index: number, account: string, password: string) =>
        postSignIn(server.base, account, password, { 'x-forwarded-for': `203.0.113.${index}` })
      const answers: Response[] = []
      for (let index = 1; index <= 10; index += 1) {
        answers.push(await guess(index, email, `wrong guess ${index}`))
      }
      expect(answers.map(({ status }) => status)).toEqual([...Array(8).fill(401), 429, 429])
      expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
      const right = await guess(99, email, DEMO_PASSWORD)
      expect(right.status).toBe(429)
      expect(right.headers.getSetCookie()).toEqual([])
      const other = await guess(99, 'subscriber@flowrate.example', DEMO_PASSWORD)
      expect(other.status, 'another account behind the same address').toBe(200)
    } finally {
      await server.stop()
    }
  })

  test('ends at one account after a hundred tries from anywhere, but for a browser that it knows', async ({
    site,
  }) => {
    test.setTimeout(240_000)
    const trusted = { TRUSTED_PROXIES: '127.0.0.1/32,::1/128', FLOWRATE_DEMO: '1' }
    const server = await ownServer(site, trusted)
    try {
      const email = 'subscriber@flowrate.example'
      const attempt = (address: number, password: string, cookie = '') =>
        postSignIn(server.base, email, password, {
          cookie,
          'x-forwarded-for': `198.51.${Math.floor(address / 250)}.${address % 250}`,
        })
      const known = await attempt(0, DEMO_PASSWORD)
      const device = known.headers.getSetCookie().find((line) => line.includes('flowrate.device='))
      expect(device).toMatch(/HttpOnly/i)
      const guesses: number[] = []
      for (let index = 1; index <= 101; index += 1) {
        guesses.push((await attempt(index, 'a wrong guess')).status)
      }
      expect(guesses).toEqual([...Array(100).fill(401), 429])
      expect((await attempt(500, DEMO_PASSWORD)).status).toBe(429)
      const cookie = device?.split(';')[0]
      expect((await attempt(500, DEMO_PASSWORD, cookie)).status).toBe(200)
    } finally {
      await server.stop()
    }
  })
})

test('leads after sign-in to own pages alone', async ({ openAs, site }) => {
  const targets = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/treasury',
    '/.//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/api/health',
    '/sign-in',
    '/admin/audit',
  ]
  for (const target of targets) {
    const page = await openAs('anonymous', { javaScriptEnabled: false })
    await page.goto(`/sign-in?next=${encodeURIComponent(target)}`)
    await page.getByRole('button', { name: 'Treasury viewer', exact: true }).click()
    await expect.soft(page, target).toHaveURL(new RegExp(`^${site}/treasury$`))
    await page.context().close()
  }
})

test('makes a new session at sign-in and ends it at sign-out', async ({ site }) => {
  const first = await signIn(site, 'subscriber2')
  const second = await signIn(site, 'subscriber2')
  const cookie = cookieHeader(first)
  expect(cookie).not.toBe(cookieHeader(second))
  const read = () => ask(site, { path: '/subscriber', headers: { cookie } })
  expect((await read()).status).toBe(200)
  const ended = await ask(site, {
    path: '/api/auth/sign-out',
    method: 'POST',
    headers: { cookie, origin: site },
  })
  expect(ended.status).toBe(200)
  expect((await read()).status).toBe(307)
})

test('sets a session cookie that scripts and other sites cannot use', async ({ site }) => {
  const answer = await postSignIn(site, 'subscriber2@flowrate.example', DEMO_PASSWORD)
  const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('flowrate.session'))
  expect(line).toMatch(/; HttpOnly/i)
  expect(line).toMatch(/; SameSite=Lax/i)
  expect(line).toMatch(/; Path=\//i)
  expect(line).not.toMatch(/; Domain=/i)
})

test('believes no forged, cut or planted session', async ({ site }) => {
  const [session] = await signIn(site, 'subscriber2')
  const value = session?.value ?? ''
  const forged = ['', 'x', value.slice(0, -2), value.split('.')[0], `${value},${value}`]
  for (const cookie of forged) {
    const headers = { cookie: `flowrate.session=${cookie}` }
    expect.soft((await ask(site, { path: '/subscriber', headers })).status, cookie).toBe(307)
  }
})
