import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { GET as exportRequests } from '@/app/(admin)/admin/matchmaking/export.csv/route'
import { GET as exportChannels } from '@/app/(admin)/admin/orchestration/export.csv/route'
import { GET as listChannels } from '@/app/api/v1/channels/route'
import { GET as listLeases } from '@/app/api/v1/leases/route'
import { GET as listTickets } from '@/app/api/v1/tickets/route'
import { createAuth } from '@/lib/auth/auth'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { getServices } from '@/lib/web/services'
import { useTestDb } from '@/tests/support/test-db'

/** The request that the framework would hand to the code under test. */
const request = vi.hoisted(() => ({ headers: new Headers() }))

vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => {
      const found = (request.headers.get('cookie') ?? '')
        .split('; ')
        .find((pair) => pair.startsWith(`${name}=`))
      return found && { name, value: decodeURIComponent(found.slice(name.length + 1)) }
    },
  }),
}))
vi.mock('next/server', async (original) => ({
  ...(await original<object>()),
  connection: async () => undefined,
}))

const OWN = 'http://127.0.0.1:3000'
const store = useTestDb('seeded')

beforeAll(async () => {
  const { secret } = await getServices()
  const auth = createAuth({ db: store.db, secret, baseUrl: OWN, origins: [] })
  const { headers } = await auth.api.signInEmail({
    body: { email: 'admin@flowrate.example', password: DEMO_PASSWORD },
    returnHeaders: true,
  })
  const some = eq(channelTable.treasuryId, 'trs_001')
  await store.db.update(channelTable).set({ state: 'closing' }).where(some)
  request.headers = new Headers({ cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' })
})

type Route = (
  request: Request,
  context: { params: Promise<Record<string, never>> },
) => Promise<Response>

const ask = (route: Route, path: string) =>
  route(new Request(`${OWN}${path}`, { headers: request.headers }), {
    params: Promise.resolve({}),
  })

async function idsOf(route: Route, path: string): Promise<string[]> {
  const answer = await ask(route, path)
  expect(answer.status, path).toBe(200)
  if (path.includes('.csv')) {
    const rows: { id: string }[] = parse(await answer.text(), { columns: true })
    return rows.map(({ id }) => id).sort()
  }
  const [rows = []] = Object.values<{ id: string }[]>(await answer.json())
  return rows.map(({ id }) => id).sort()
}

describe('several values of a filter', () => {
  it.each([
    ['leases as JSON', listLeases, '/api/v1/leases', 'status', ['active', 'expired']],
    ['requests as JSON', listTickets, '/api/v1/tickets', 'status', ['pending', 'matched']],
    ['channels as JSON', listChannels, '/api/v1/channels', 'state', ['active', 'closing']],
    [
      'requests as CSV',
      exportRequests,
      '/admin/matchmaking/export.csv',
      'status',
      ['pending', 'matched'],
    ],
    [
      'channels as CSV',
      exportChannels,
      '/admin/orchestration/export.csv',
      'state',
      ['active', 'closing'],
    ],
  ] as const)('of %s mean the same in either spelling', async (_, route, path, name, [a, b]) => {
    const one = await idsOf(route, `${path}?${name}=${a}`)
    const other = await idsOf(route, `${path}?${name}=${b}`)
    expect(Math.min(one.length, other.length)).toBeGreaterThan(0)
    const both = [...one, ...other].sort()
    expect(await idsOf(route, `${path}?${name}=${a},${b}`)).toEqual(both)
    expect(await idsOf(route, `${path}?${name}=${a}&${name}=${b}`)).toEqual(both)
    expect(await idsOf(route, `${path}?${name}=${b}&${name}=nonsense,${a}`)).toEqual(both)
  })
})

describe('an amount in a filter', () => {
  it('that can’t be read in one way narrows nothing', async () => {
    const path = '/admin/matchmaking/export.csv?status=all'
    const all = await idsOf(exportRequests, path)
    expect(await idsOf(exportRequests, `${path}&sizeMin=0,05`)).toEqual(all)
    expect(await idsOf(exportRequests, `${path}&sizeMin=1,5`)).toEqual(all)
    expect(await idsOf(exportRequests, `${path}&sizeMin=1,000`)).toEqual([])
  })
})
