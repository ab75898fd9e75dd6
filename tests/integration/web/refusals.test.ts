import { beforeAll, describe, expect, it, vi } from 'vitest'
import { request } from '@/tests/support/framework'
import { cookieOf, fromOwnPage, OWN } from '@/tests/support/own-site'
import { useTestDb } from '@/tests/support/test-db'

vi.mock('next/headers', () => import('@/tests/support/framework'))
vi.mock('next/server', () => import('@/tests/support/framework'))

const store = useTestDb('seeded')
const cookies = new Map<string, string>()

beforeAll(async () => {
  for (const role of ['admin', 'treasury', 'subscriber'])
    cookies.set(role, await cookieOf(store.db, `${role}@flowrate.example`))
})

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>

const modules = import.meta.glob<{ POST?: Handler }>('/app/api/{v1,demo}/**/route.ts', {
  eager: true,
})
const routes = Object.entries(modules).flatMap(([path, { POST }]) =>
  POST === undefined ? [] : [[path.replace('/app', '').replace('/route.ts', ''), POST] as const],
)

interface Refusal {
  status: number
  code: string
  detail: string
  errors?: { field: string; message: string }[]
}

async function post(path: string, route: Handler, body: string): Promise<Refusal> {
  const params = Object.fromEntries(
    [...path.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => [name, 'lease_001']),
  )
  let answer: Response | undefined
  for (const cookie of cookies.values()) {
    request.headers = fromOwnPage({ cookie, 'x-flowrate-local': 'this very machine' })
    const headers = new Headers(request.headers)
    headers.set('content-type', 'application/json')
    const sent = new Request(`${OWN}${path}`, { method: 'POST', headers, body })
    answer = await route(sent, { params: Promise.resolve(params) })
    if (answer.status !== 403) break
  }
  if (answer === undefined) throw new Error('Nobody asked')
  return answer.json()
}

/** Takes bodies: the answer to a wrong method is a POST too. */
async function takesBodies(path: string, route: Handler): Promise<boolean> {
  return (await post(path, route, '{"nonsense":1}')).status !== 405
}

/** Every field that a body of these routes may have. */
const FIELDS = [
  ...['sizeSats', 'termDays', 'priceMinPpm', 'priceMaxPpm', 'note', 'leaseId', 'version'],
  ...['reason', 'reasonCode', 'poolId', 'treasuryId', 'split', 'feeModel', 'feeSats', 'feePpm'],
  ...['startsAt', 'issue', 'termsHash', 'accept', 'undo', 'alias', 'mode', 'channelId'],
  ...['password', 'advance'],
]

/** What no field takes, so that nothing is ever done. */
const WRONG = [{ bad: 1 }, [{ bad: 1 }], null, 1.5, -1, 1e15, [], 'x']

const JARGON =
  /invalid|expected|received|unrecognized|too (big|small)|undefined|NaN|\bint\b|enum|union|regex|pattern|schema|zod/i

describe('a wrong body', () => {
  it('is tried on every route that takes one', async () => {
    const takers = await Promise.all(routes.map(([path, route]) => takesBodies(path, route)))
    expect(takers.filter(Boolean).length).toBeGreaterThanOrEqual(22)
  })

  it.each(routes)(
    'to %s names every faulty and every unknown field, in plain words',
    async (path, route) => {
      if (!(await takesBodies(path, route))) return
      for (const value of WRONG) {
        const body = { ...Object.fromEntries(FIELDS.map((field) => [field, value])), nonsense: 1 }
        const { status, code, detail, errors = [] } = await post(path, route, JSON.stringify(body))
        expect({ status, code }).toEqual({ status: 422, code: 'invalid_input' })
        const sentences = errors.map(({ message }) => message)
        for (const sentence of [detail, ...sentences]) {
          expect(sentence).not.toMatch(JARGON)
          expect(sentence).toMatch(/^[A-Z“].*\.$/)
        }
        expect(errors).toContainEqual({
          field: 'nonsense',
          message: 'Not a field of this request.',
        })
        if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
        const named = new Set(errors.map(({ field }) => field))
        expect(FIELDS.filter((field) => !named.has(field))).toEqual([])
      }
    },
  )

  it.each(routes)(
    'to %s that says two things, or nests without end, gets a 400',
    async (path, route) => {
      if (!(await takesBodies(path, route))) return
      const deep = `{"reason":${'['.repeat(400)}${']'.repeat(400)}}`
      for (const [body, code] of [
        ['{"nonsense":1,"nonsense":2}', 'duplicate_field'],
        [deep, 'json_too_deep'],
        ['{"nonsense":1,"__proto__":{}}', 'forbidden_field'],
      ] as const) {
        expect(await post(path, route, body)).toMatchObject({ status: 400, code })
      }
    },
  )

  it.each(routes)(
    'to %s with text that can’t be stored is never a fault of ours',
    async (path, route) => {
      if (!(await takesBodies(path, route))) return
      for (const text of ['\\u0000', '\\ud800', '\\udc00abcdefghijkl', '\\u202eabcdefghijkl']) {
        const members = FIELDS.map((field) => `"${field}":"${text}"`).join()
        const { status } = await post(path, route, `{${members},"nonsense":1}`)
        expect(status).toBe(422)
      }
    },
  )
})
