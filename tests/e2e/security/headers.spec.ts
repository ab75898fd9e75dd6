import { type Answer, ask, type RawRequest } from '@/tests/support/browser/http'
import { expect, test } from '@/tests/support/browser/test'

const HTML = { accept: 'text/html' }

/** One answer of every kind. */
const ANSWERS: readonly (RawRequest & { status: number })[] = [
  { path: '/', status: 200 },
  { path: '/sign-in', status: 200 },
  { path: '/treasury', status: 307 },
  { path: '/treasury', as: 'treasury', status: 200 },
  { path: '/admin', as: 'treasury', status: 403 },
  { path: '/nothing-here', status: 404 },
  { path: '/admin/audit/log_999', as: 'admin', status: 404 },
  { path: '/admin/audit', as: 'admin', headers: { rsc: '1' }, status: 307 },
  { path: '/admin/audit/export.csv', as: 'admin', status: 200 },
  { path: '/admin/audit/export.csv', as: 'subscriber', status: 403 },
  { path: '/admin/audit/export.csv', status: 401 },
  { path: '/api/health', status: 200 },
  { path: '/api/ready', status: 200 },
  { path: '/api/auth/sign-in/email', status: 405 },
  { path: '/api/nothing', status: 404 },
  { path: '/treasury', method: 'POST', status: 403 },
]

function policyOf({ headers }: Answer): string {
  return String(headers['content-security-policy'])
}

for (const { status, ...request } of ANSWERS) {
  const { as = 'anonymous', method = 'GET', path } = request
  const kind = request.headers === undefined ? '' : ' payload'
  test(`puts the security headers on ${method}${kind} ${path} for ${as}`, async ({ site }) => {
    const answer = await ask(site, request)
    expect(answer.status).toBe(status)
    const { headers } = answer
    expect.soft(headers['x-content-type-options']).toBe('nosniff')
    expect.soft(headers['referrer-policy']).toMatch(/same-origin|no-referrer/)
    expect.soft(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect.soft(headers['x-frame-options']).toBe('DENY')
    expect.soft(headers['permissions-policy']).toContain('camera=()')
    expect.soft(headers['x-powered-by']).toBeUndefined()
    expect.soft(headers['access-control-allow-origin']).toBeUndefined()
    expect.soft(headers['x-request-id']).toMatch(/^[\w-]{8,}$/)
    expect.soft(headers['cache-control']).toContain('no-store')
    const policy = policyOf(answer)
    for (const part of [
      "'strict-dynamic'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ]) {
      expect.soft(policy).toContain(part)
    }
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? ''
    expect.soft(scripts).not.toMatch(/unsafe-inline|unsafe-eval|\*/)
  })
}

test('gives every answer a nonce of its own, and every script carries it', async ({ site }) => {
  const nonces = new Set<string>()
  for (let count = 0; count < 20; count += 1) {
    const answer = await ask(site, { path: '/sign-in', headers: HTML })
    const nonce = /'nonce-([^']+)'/.exec(policyOf(answer))?.[1] ?? ''
    nonces.add(nonce)
    const scripts = answer.body.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
  }
  expect(nonces.size).toBe(20)
})

test('keeps a good request id and replaces a bad one', async ({ site }) => {
  const idFor = async (id: string) => {
    const answer = await ask(site, { path: '/api/health', headers: { 'x-request-id': id } })
    return answer.headers['x-request-id']
  }
  expect(await idFor('e2e-request-0001')).toBe('e2e-request-0001')
  for (const bad of ['x'.repeat(10_000), '<script>', 'a b']) expect(await idFor(bad)).not.toBe(bad)
})

test('sends exports as downloads that no cache keeps', async ({ site }) => {
  for (const [as, path] of [
    ['treasury', '/treasury/alerts/export.csv'],
    ['treasury', '/treasury/kpi/deployed/export.csv'],
    ['subscriber', '/subscriber/kpi/effective-cost/export.csv'],
    ['admin', '/admin/audit/export.csv'],
    ['admin', '/admin/queues/fleet/export.csv'],
  ] as const) {
    const { headers } = await ask(site, { path, as })
    expect
      .soft(headers['content-disposition'], path)
      .toMatch(/^attachment; filename="[\w.-]+\.csv"/)
    expect.soft(headers['content-type'], path).toContain('text/csv')
    expect.soft(headers['cache-control'], path).toContain('no-store')
  }
})

test('mixes up no two people who ask at the same time', async ({ site }) => {
  const asked = Array.from({ length: 40 }, (_, index) =>
    index % 2 === 0 ? ('treasury' as const) : ('treasury2' as const),
  )
  const answers = await Promise.all(asked.map((as) => ask(site, { path: '/settings', as })))
  for (const [index, { body }] of answers.entries()) {
    expect.soft(body).toContain(`${asked[index]}@flowrate.example`)
    const other = asked[index] === 'treasury' ? 'treasury2' : 'treasury'
    expect.soft(body).not.toContain(`${other}@flowrate.example`)
  }
})
