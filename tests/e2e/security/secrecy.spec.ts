import { getSubscriberById, getTreasuryById, subscribers, treasuries } from '@/lib/mock-data'
import { ask } from '@/tests/support/browser/http'
import { cookieHeader, type PersonaName, sharedSession } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'
import { ROUTES } from './routes'

/** The treasury that appears to its lessees under an alias. */
const ANONYMISED = 'trs_003'

const TENANTS: readonly (readonly [PersonaName, 'treasury' | 'subscriber', string])[] = [
  ['treasury', 'treasury', 'trs_001'],
  ['treasury2', 'treasury', 'trs_002'],
  ['subscriber', 'subscriber', 'sub_001'],
  ['subscriber2', 'subscriber', 'sub_002'],
]

/** Every page, payload and export that a tenant can get. */
async function everythingOf(site: string, as: PersonaName, area: string): Promise<string> {
  const parts: string[] = []
  for (const { own, area: of, kind, isOfOneOrganisation } of ROUTES) {
    if (of !== area && of !== 'signed-in') continue
    if (isOfOneOrganisation && as !== area) continue
    for (const path of own) {
      const variants = kind === 'page' ? [{}, { rsc: '1' }] : [{}]
      for (const headers of variants) {
        const first = await ask(site, { path, as, headers })
        const next = first.headers.location
        const answer = next === undefined ? first : await ask(site, { path: next, as, headers })
        expect(answer.status, path).toBe(200)
        parts.push(answer.body)
      }
    }
  }
  return parts.join('\n')
}

function expectAnonymised(text: string) {
  const name = getTreasuryById(ANONYMISED)?.name ?? ''
  expect(name).not.toBe('')
  expect(text).not.toContain(name)
  expect(text).not.toContain(ANONYMISED)
}

for (const [persona, area, organisationId] of TENANTS) {
  test(`shows ${persona} no other ${area}, and no treasury that hides its name`, async ({
    site,
  }) => {
    const text = await everythingOf(site, persona, area)
    const peers = area === 'treasury' ? treasuries : subscribers
    const names = peers.filter(({ id }) => id !== organisationId).map(({ name }) => name)
    const own = (area === 'treasury' ? getTreasuryById : getSubscriberById)(organisationId)
    expect(names.length).toBeGreaterThan(3)
    expect(text).toContain(own?.name)
    expect(names.filter((name) => text.includes(name))).toEqual([])
    const ids = peers.map(({ id }) => id).filter((id) => id !== organisationId)
    expect(ids.filter((id) => text.includes(id))).toEqual([])
    if (area === 'subscriber') expectAnonymised(text)
  })
}

test('puts no password hash, session token or secret into any page', async ({ site }) => {
  const cookies = await sharedSession(site, 'admin')
  const token = decodeURIComponent(cookieHeader(cookies)).split('=')[1]?.split('.')[0] ?? ''
  expect(token.length).toBeGreaterThan(20)
  const text = await everythingOf(site, 'admin', 'admin')
  expect(text).not.toContain(token)
  expect(text).not.toMatch(/[0-9a-f]{32}:[0-9a-f]{128}/)
  expect(text).not.toMatch(/whsec_\w{16}|frl_\w{16}/)
  expect(text).not.toContain('flowrate-demo-2026')
})

test('tells of an unknown account what it tells of a wrong password', async ({ site }) => {
  const attempt = (email: string) =>
    ask(site, {
      path: '/api/auth/sign-in/email',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'a wrong password' }),
    })
  const known = await attempt('subscriber-viewer@flowrate.example')
  const unknown = await attempt('nobody-by-this-name@flowrate.example')
  const bare = ({ body }: { body: string }) => ({ ...JSON.parse(body), requestId: '' })
  expect(known.status).toBe(401)
  expect(unknown.status).toBe(401)
  expect(bare(known)).toEqual(bare(unknown))
})
