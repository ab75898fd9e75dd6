import type { Page } from '@playwright/test'
import { ask } from '@/tests/support/browser/http'
import { cookieHeader, type PersonaName, signIn } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['another site', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['no origin', {}],
  ['no origin, cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site', { origin: 'http://evil.127.0.0.1', 'sec-fetch-site': 'same-site' }],
  ['an own origin, cross-site', { 'sec-fetch-site': 'cross-site', origin: 'SITE' }],
  ['a bent host', { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }],
  ['another port', { origin: 'http://127.0.0.1:1' }],
]

interface CapturedForm {
  path: string
  fields: (readonly [string, string])[]
}

/** The first receipt form of the alerts page as a browser without scripts would send it. */
async function captureForm(page: Page, path: string, button: string): Promise<CapturedForm> {
  await page.goto(path)
  const form = page
    .locator('main form', { has: page.getByRole('button', { name: button }) })
    .first()
  const fields = await form
    .locator('input[type=hidden]')
    .evaluateAll((inputs) =>
      inputs.map(
        (input) => [input.getAttribute('name') ?? '', (input as HTMLInputElement).value] as const,
      ),
    )
  return { path, fields }
}

function multipart(fields: readonly (readonly [string, string])[]) {
  const boundary = '----flowrate-e2e'
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: `${parts.join('')}--${boundary}--\r\n`,
  }
}

async function alertsOf(site: string, persona: PersonaName): Promise<string> {
  const area = persona.startsWith('treasury') ? 'treasury' : 'subscriber'
  return (await ask(site, { path: `/${area}/alerts/export.csv`, as: persona })).body
}

test('refuses a write from another site with 403 and changes nothing', async ({ openAs, site }) => {
  const page = await openAs('subscriber-viewer', { javaScriptEnabled: false })
  const { path, fields } = await captureForm(page, '/subscriber/alerts', 'Acknowledge')
  const { type, body } = multipart([...fields, ['change', 'acknowledge']])
  const before = await alertsOf(site, 'subscriber-viewer')
  const send = (headers: Readonly<Record<string, string>>) =>
    ask(site, {
      path,
      as: 'subscriber-viewer',
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body,
    })
  for (const [name, given] of FOREIGN) {
    const headers = given.origin === 'SITE' ? { ...given, origin: site } : given
    expect.soft((await send(headers)).status, name).toBe(403)
  }
  expect(await alertsOf(site, 'subscriber-viewer')).toBe(before)
  expect((await send({ origin: site })).status).toBeLessThan(400)
  expect(await alertsOf(site, 'subscriber-viewer')).not.toBe(before)
})

test('refuses sign-out and sign-in forms of another site', async ({ site }) => {
  const cookie = cookieHeader(await signIn(site, 'subscriber-viewer'))
  for (const path of ['/api/auth/sign-out', '/api/auth/sign-in/email', '/sign-in', '/settings']) {
    for (const [name, given] of FOREIGN) {
      // A script signs in without an origin, whatever cookies it holds.
      if (path === '/api/auth/sign-in/email' && name === 'no origin') continue
      const headers = given.origin === 'SITE' ? { ...given, origin: site } : given
      const answer = await ask(site, {
        path,
        method: 'POST',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: 'email=a&password=b',
      })
      expect.soft(answer.status, `${path} from ${name}`).toBe(403)
    }
  }
  const answer = await ask(site, { path: '/subscriber', headers: { cookie } })
  expect(answer.status).toBe(200)
})

test('changes nothing for an alert of another organisation, or of none', async ({
  openAs,
  site,
}) => {
  const theirs = await alertsOf(site, 'treasury2')
  const [foreignId = ''] = /\b(alert|ntf|not)_\w+/.exec(theirs) ?? []
  expect(foreignId).not.toBe('')
  const said: string[] = []
  for (const id of [foreignId, 'alert_999999', "'--", '']) {
    const page = await openAs('treasury')
    await page.goto('/treasury/alerts')
    const form = page
      .locator('main form', { has: page.getByRole('button', { name: /^(Dismiss|Acknowledge)/ }) })
      .first()
    await form.locator('input[name=id]').evaluate((input, value) => {
      ;(input as HTMLInputElement).value = value
    }, id)
    await form.getByRole('button').first().click()
    const message = page.getByRole('region', { name: 'Messages' }).locator('span').first()
    await expect(message).toBeVisible()
    said.push((await message.textContent()) ?? '')
    await page.context().close()
  }
  expect(said[0]).toBe(said[1])
  expect(await alertsOf(site, 'treasury2')).toBe(theirs)
})

test('answers broken bodies with a problem document, never with an error of its own', async ({
  site,
}) => {
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '{"email":1,"password":2}',
    '{"email":"a@b.example"}',
    '{"email":"a@b.example","password":"x","role":"admin"}',
    '{"__proto__":{"role":"admin"},"email":"a@b.example"}',
    `{"email":"${'a'.repeat(5000)}"}`,
    `${'['.repeat(2000)}${']'.repeat(2000)}`,
    '{"email":"\\ud800","password":"\\u0000"}',
  ]
  for (const body of bodies) {
    const answer = await ask(site, {
      path: '/api/auth/sign-in/email',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const what = body.slice(0, 60)
    expect.soft([400, 401, 413, 422], what).toContain(answer.status)
    expect.soft(answer.headers['content-type'], what).toContain('application/problem+json')
    expect.soft(answer.body, what).not.toMatch(/\bat \w+ \(|node_modules|\.ts:\d/)
    expect.soft(JSON.parse(answer.body), what).toMatchObject({
      status: answer.status,
      requestId: answer.headers['x-request-id'],
    })
  }
})

test('refuses addresses that are no text with 400, and ids that no row can have with 404', async ({
  site,
}) => {
  for (const path of [
    '/%ff',
    '/treasury/leases/%',
    '/api/v1/leases/%ED%A0%80',
    '/sign-in/%c3%28',
  ]) {
    const { status, headers, body } = await ask(site, { path })
    expect.soft(status, path).toBe(400)
    expect.soft(headers['content-type'], path).toBe('application/problem+json')
    expect.soft(headers, path).toHaveProperty('x-content-type-options')
    expect.soft(JSON.parse(body), path).toMatchObject({
      code: 'bad_address',
      requestId: headers['x-request-id'],
    })
  }
  for (const path of ['leases/a%00b/cancel', 'leases/%00/pause', 'tickets/%00/reject']) {
    const answer = await ask(site, {
      path: `/api/v1/${path}`,
      method: 'POST',
      as: 'admin',
      headers: { 'content-type': 'application/json', origin: site },
      body: JSON.stringify({ reason: 'It can not be delivered' }),
    })
    expect.soft(answer.status, path).toBe(404)
  }
})

test('answers odd query strings with a page', async ({ site }) => {
  const odd = [
    '?q=%25',
    '?q=a_b',
    "?q='%3B%20drop%20table%20x--",
    '?q=%00',
    '?q=%ED%A0%80',
    '?q=(((((',
    '?sort=id%22%3Bdrop',
    '?sort=-constructor',
    '?sort=__proto__',
    '?page=-1',
    '?page=0',
    '?page=1e9',
    '?page=NaN',
    '?per=100000',
    '?per=-1',
    '?from=9999-12-31&to=0001-01-01',
    '?from=2026-02-31',
    '?action=toString',
    '?actorType=a,b,,c',
    '?q=a&q=b',
    '?__proto__=x',
    `?q=${'x'.repeat(3000)}`,
    '?range=abc',
    '?state=unread,read,nothing',
    '?entityId=%F0%9F%92%A9',
  ]
  for (const query of odd) {
    for (const path of ['/admin/audit', '/admin/alerts/export.csv']) {
      const answer = await ask(site, { path: `${path}${query}`, as: 'admin2' })
      expect.soft(answer.status, `${path}${query.slice(0, 60)}`).toBe(200)
    }
  }
})
