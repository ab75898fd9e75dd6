import { type Answer, ask, withoutRequestMarks } from '@/tests/support/browser/http'
import { PERSONA_NAMES, type PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'
import type { Role } from '@/types'
import { ROUTES, type RouteEntry, WITHOUT_SAMPLE } from './routes'

type Who = PersonaName | 'anonymous'

const EVERYBODY: readonly Who[] = ['anonymous', ...PERSONA_NAMES]
const HTML = { accept: 'text/html' }

function roleOf(who: PersonaName): Role {
  if (who.startsWith('treasury')) return 'treasury'
  return who.startsWith('subscriber') ? 'subscriber' : 'admin'
}

/** Pages lead to the sign-in page and back, files to the page that offers them; scripts are told. */
const ANONYMOUS: Readonly<Record<RouteEntry['kind'], number>> = {
  page: 307,
  export: 303,
  endpoint: 401,
}

/** What a GET must answer, by who asks and whether the address names something. */
function wanted(route: RouteEntry, who: Who, exists: 'own' | 'unknown'): number {
  const found = exists === 'own' ? 200 : 404
  if (route.file === 'api/auth/[...all]/route.ts') return exists === 'own' ? 405 : 404
  if (route.area === 'public') return found
  if (who === 'anonymous') return ANONYMOUS[route.kind]
  if (route.isOfOneOrganisation && who.endsWith('2') && who.startsWith(route.area)) return 404
  if (route.area === 'signed-in' || route.area === roleOf(who)) return found
  return 403
}

/** All of them for the first person of each role; the others ask for one of each kind. */
function addressesFor(route: RouteEntry, who: Who, exists: 'own' | 'unknown'): readonly string[] {
  const addresses = route[exists] ?? []
  return who === route.area ? addresses : addresses.slice(0, 1)
}

function expectNoStore({ headers }: Answer, what: string) {
  expect.soft(headers['cache-control'], what).toContain('private')
  expect.soft(headers['cache-control'], what).toContain('no-store')
}

test('knows an address for every page and route below app/', () => {
  expect(WITHOUT_SAMPLE).toEqual([])
  const silent = ROUTES.filter(({ kind, own, unknown = [] }) => {
    return kind === 'page' && [...own, ...unknown].length === 0
  })
  expect(silent.map(({ file }) => file).filter((file) => !file.includes('/@'))).toEqual([])
})

for (const who of EVERYBODY) {
  test(`answers ${who} with the exact status on every address`, async ({ site }) => {
    for (const route of ROUTES) {
      for (const exists of ['own', 'unknown'] as const) {
        for (const address of addressesFor(route, who, exists)) {
          const answer = await ask(site, { path: address, as: who, headers: HTML })
          const isRedirectHome = address === '/' && who !== 'anonymous'
          const status = isRedirectHome ? 307 : wanted(route, who, exists)
          expect.soft(answer.status, `${who} ${address}`).toBe(status)
          if (route.area !== 'public') expectNoStore(answer, `${who} ${address}`)
          if (status === 307 && !isRedirectHome) {
            const next = encodeURIComponent(address)
            expect.soft(answer.headers.location, address).toBe(`/sign-in?next=${next}`)
          }
          if (status === 303) {
            const file = /(\/pools)?\/(export\.csv|contract\.pdf)$/
            const list = encodeURIComponent(address.replace(file, ''))
            const next = route.kind === 'export' ? `?next=${list}&file=1` : ''
            expect.soft(answer.headers.location).toBe(`/sign-in${next}`)
          }
        }
      }
    }
  })
}

test('answers the payload of client navigation no differently from the page', async ({ site }) => {
  const foreign: readonly (readonly [Who, string])[] = [
    ['anonymous', '/treasury'],
    ['anonymous', '/admin/audit'],
    ['subscriber', '/treasury'],
    ['subscriber2', '/admin/audit/log_001'],
    ['treasury-viewer', '/admin/audit'],
    ['treasury', '/subscriber/kpi/inbound-leased'],
    ['admin', '/treasury'],
  ]
  const variants: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ rsc: '1' }, ''],
    [{ rsc: '1' }, '?_rsc=1a2b3'],
    [{}, '?_rsc=1a2b3'],
    [{}, '.rsc'],
    [{}, '.segments/_tree.segment.rsc'],
    [{ rsc: '1', 'next-router-prefetch': '1' }, ''],
    [{ rsc: '1', 'next-router-segment-prefetch': '/_tree' }, '?_rsc=1a2b3'],
    [{ rsc: '1', 'next-url': '/admin/audit' }, '?_rsc=1a2b3'],
    [{ 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }, ''],
    [{ 'x-middleware-rewrite': '/treasury', 'x-middleware-next': '1' }, ''],
    [{ 'x-original-url': '/treasury', 'x-rewrite-url': '/treasury' }, ''],
    [{ 'x-invoke-path': '/treasury', 'x-matched-path': '/treasury' }, '.rsc'],
    [{ 'x-forwarded-host': '127.0.0.1', 'x-forwarded-for': '127.0.0.1' }, ''],
    [{ 'x-user-id': 'usr_admin', 'x-role': 'admin' }, ''],
  ]
  for (const [as, address] of foreign) {
    for (const [headers, suffix] of variants) {
      const answer = await ask(site, { path: `${address}${suffix}`, as, headers })
      const what = `${as} ${address}${suffix} ${JSON.stringify(headers)}`
      expect.soft(answer.body, what).not.toMatch(/data-kpi|"rows"|data-table/)
      // A payload that has begun to stream says its end inside.
      const isRefused = /NEXT_HTTP_ERROR_FALLBACK;40[34]|NEXT_REDIRECT;/.test(answer.body)
      const status = answer.status === 200 && isRefused ? 403 : answer.status
      expect.soft([303, 307, 400, 401, 403, 404], what).toContain(status)
    }
  }
})

test('gives nothing away on bent spellings of an address', async ({ site }) => {
  const spellings = [
    '//admin/audit',
    '/admin//audit',
    '/./admin/audit',
    '/sign-in/../admin/audit',
    '/%61dmin/audit',
    '/admin%2faudit',
    '/admin/audit/',
    '/ADMIN/audit',
    '/admin/audit;x=1',
    '/admin\\audit',
    '/admin/audit%20',
    '/admin/audit?next=/treasury',
    '/_next/data/build/admin/audit.json',
    '/en/admin/audit',
    '/api/../admin/audit',
    '/_next/../admin/audit',
    '/_next/static/../../admin/audit',
    '/%2e%2e/admin/audit',
    '/admin/audit/@drawer',
    '/(admin)/admin/audit',
    '/admin/audit/(.)log_001',
  ]
  for (const as of ['anonymous', 'treasury', 'subscriber2'] as const) {
    for (const spelling of spellings) {
      const answer = await ask(site, { path: spelling, as, headers: HTML })
      expect.soft(answer.status, `${as} ${spelling}`).not.toBe(200)
      expect.soft(answer.status, `${as} ${spelling}`).toBeLessThan(500)
      expect.soft(answer.body, `${as} ${spelling}`).not.toContain('data-table')
    }
  }
})

test('answers every address that names nothing alike', async ({ site }) => {
  const pairs = [
    ['admin', '/admin/audit/log_998', '/admin/audit/log_999'],
    ['admin', '/admin/kpi/aaaaaaaa', '/admin/kpi/bbbbbbbb'],
    ['treasury', '/treasury/kpi/aaaaaaaa', '/treasury/kpi/bbbbbbbb'],
  ] as const
  for (const [as, one, other] of pairs) {
    const answers = await Promise.all(
      [one, other].map((address) => ask(site, { path: address, as, headers: HTML })),
    )
    const [first, second] = answers.map((answer, index) => {
      const id = String([one, other][index]?.split('/').at(-1))
      return withoutRequestMarks(answer).replaceAll(id, '…')
    })
    expect.soft(first, one).toBe(second)
  }
})
