import { type APIRequestContext, expect, test } from '@playwright/test'

const PASSWORD = 'flowrate-demo-2026'
const AREAS = ['treasury', 'subscriber', 'admin'] as const

/** Requests carry the session that this one opened. */
async function signIn(request: APIRequestContext, name: string): Promise<void> {
  const response = await request.post('/api/auth/sign-in/email', {
    data: { email: `${name}@flowrate.example`, password: PASSWORD },
  })
  expect(response.status()).toBe(200)
}

test.describe('pages by plain HTTP', () => {
  for (const area of AREAS) {
    test(`lead a stranger from /${area} to the sign-in page and back`, async ({ request }) => {
      const response = await request.get(`/${area}?page=2`, { maxRedirects: 0 })
      expect(response.status()).toBe(307)
      expect(response.headers().location).toContain(`/sign-in?next=%2F${area}%3Fpage%3D2`)
    })

    test(`answer 403 below /${area} to the other roles, whatever spelling`, async ({ request }) => {
      for (const other of AREAS.filter((candidate) => candidate !== area)) {
        await signIn(request, other)
        for (const path of [`/${area}`, `/${area}?_rsc=1`, `/${area}/`, `/${area}/alerts`]) {
          const response = await request.get(path)
          expect(response.status(), `${other} at ${path}`).toBe(403)
        }
        const flight = await request.get(`/${area}`, { headers: { RSC: '1' } })
        expect(await flight.text()).not.toContain('data-kpi')
      }
    })
  }

  test('are not fooled by headers of the framework', async ({ request }) => {
    for (const name of ['x-middleware-subrequest', 'x-middleware-next', 'x-middleware-rewrite']) {
      const response = await request.get('/admin', {
        headers: { [name]: 'proxy:proxy:proxy:proxy:proxy' },
        maxRedirects: 0,
      })
      expect(response.status(), name).toBe(307)
    }
  })

  test('are private and never stored once somebody is signed in', async ({ request }) => {
    await signIn(request, 'treasury')
    for (const path of ['/treasury', '/settings', '/nothing-here', '/admin']) {
      const { 'cache-control': caching } = (await request.get(path)).headers()
      expect(caching, path).toMatch(/private/)
      expect(caching, path).toMatch(/no-store/)
    }
  })
})

test.describe('headers', () => {
  test('stand on every kind of answer', async ({ request }) => {
    for (const path of [
      '/',
      '/sign-in',
      '/treasury',
      '/nothing-here',
      '/api/health',
      '/icon.svg',
    ]) {
      const headers = (await request.get(path, { maxRedirects: 0 })).headers()
      expect(headers, path).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers['permissions-policy'], path).toContain('camera=()')
      expect(headers, path).not.toHaveProperty('x-powered-by')
      expect(headers, path).not.toHaveProperty('access-control-allow-origin')
    }
  })

  test('carry another nonce each time, which every script of the page has', async ({ request }) => {
    const nonces = new Set<string>()
    for (let index = 0; index < 20; index += 1) {
      const response = await request.get('/sign-in')
      const policy = response.headers()['content-security-policy'] ?? ''
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      nonces.add(nonce)
      const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? []
      expect(scripts.length).toBeGreaterThan(0)
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    }
    expect(nonces.size).toBe(20)
  })

  test('echo a plain request id and replace any other', async ({ request }) => {
    const ask = async (id: string) =>
      (await request.get('/sign-in', { headers: { 'x-request-id': id } })).headers()['x-request-id']
    expect(await ask('from-the-edge-0001')).toBe('from-the-edge-0001')
    expect(await ask('x'.repeat(10_000))).toMatch(/^[0-9a-f-]{36}$/)
  })
})

test.describe('writes from elsewhere', () => {
  const foreign = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example', host: 'evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]

  for (const headers of foreign) {
    test(`are refused with 403 for ${JSON.stringify(headers)}`, async ({ request, baseURL }) => {
      await signIn(request, 'treasury')
      for (const path of ['/settings', '/sign-in', '/api/auth/sign-out']) {
        const response = await request.post(path, { headers, multipart: { unit: 'sats' } })
        expect(response.status(), path).toBe(403)
      }
      const own = await request.get('/settings', { headers: { origin: baseURL ?? '' } })
      expect(own.status(), 'the session still stands').toBe(200)
    })
  }

  test('are refused with 403 when they bring cookies and name no origin', async ({ request }) => {
    await signIn(request, 'treasury')
    expect((await request.post('/api/auth/sign-out')).status()).toBe(403)
    expect((await request.post('/settings', { multipart: { unit: 'sats' } })).status()).toBe(403)
  })
})

test.describe('the sign-in endpoint', () => {
  test('opens a session that its own origin can close', async ({ request, baseURL }) => {
    await signIn(request, 'subscriber')
    expect((await request.get('/subscriber')).status()).toBe(200)
    const response = await request.post('/api/auth/sign-out', {
      headers: { origin: baseURL ?? '' },
    })
    expect(response.status()).toBe(200)
    expect((await request.get('/subscriber', { maxRedirects: 0 })).status()).toBe(307)
  })

  test('answers what it cannot read as a problem document', async ({ request }) => {
    const cases = [
      { type: 'application/json', body: '{', status: 400 },
      { type: 'application/json', body: '[]', status: 422 },
      { type: 'application/json', body: '{"email":"a@b.example"}', status: 422 },
      { type: 'application/json', body: '{"email":{},"password":[]}', status: 422 },
      { type: 'application/json', body: `{"email":"${'a'.repeat(5000)}"}`, status: 413 },
      { type: 'text/plain', body: 'hello', status: 415 },
    ]
    for (const { type, body, status } of cases) {
      const response = await request.post('/api/auth/sign-in/email', {
        headers: { 'content-type': type },
        data: Buffer.from(body),
      })
      expect(response.status(), body.slice(0, 30)).toBe(status)
      expect(response.headers()['content-type']).toBe('application/problem+json')
      expect(await response.json()).toMatchObject({ status, requestId: expect.any(String) })
    }
  })

  test('has no neighbours', async ({ request }) => {
    for (const path of ['sign-up/email', 'update-user', 'reset-password', 'sign-in/social', 'x']) {
      const response = await request.post(`/api/auth/${path}`, { data: {} })
      expect(response.status(), path).toBe(404)
    }
  })
})

test('signing in with one click works without JavaScript and leads back', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings$/)
  await page.getByRole('button', { name: 'Subscriber viewer', exact: true }).click()
  await expect(page).toHaveURL(/\/settings$/)
  await page.getByLabel('Amounts in').selectOption('sats')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.getByLabel('Amounts in').selectOption('btc')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Amounts in')).toHaveValue('btc')
  await context.close()
})

test('a way back to another site is not taken', async ({ page }) => {
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/.//evil.example',
  ]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByRole('button', { name: 'Treasury', exact: true }).click()
    await expect(page).toHaveURL(/\/treasury$/)
    await page.context().clearCookies()
  }
})
