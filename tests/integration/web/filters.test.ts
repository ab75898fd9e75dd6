import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { GET as exportLeases } from '@/app/(admin)/admin/leases/export.csv/route'
import { GET as exportRequests } from '@/app/(admin)/admin/matchmaking/export.csv/route'
import { GET as exportChannels } from '@/app/(admin)/admin/orchestration/export.csv/route'
import { GET as listChannels } from '@/app/api/v1/channels/route'
import { GET as listLeases } from '@/app/api/v1/leases/route'
import { GET as listTickets } from '@/app/api/v1/tickets/route'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import type { LeaseView } from '@/lib/flows/lease-view/view'
import { request } from '@/tests/support/framework'
import { cookieOf, OWN } from '@/tests/support/own-site'
import { useTestDb } from '@/tests/support/test-db'

vi.mock('next/headers', () => import('@/tests/support/framework'))
vi.mock('next/server', () => import('@/tests/support/framework'))

const store = useTestDb('seeded')

beforeAll(async () => {
  const some = eq(channelTable.treasuryId, 'trs_001')
  await store.db.update(channelTable).set({ state: 'closing' }).where(some)
  request.headers = new Headers({ cookie: await cookieOf(store.db, 'admin@flowrate.example') })
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

it('tells the days left of every lease alike as JSON and as CSV: none of what ended early or waits', async () => {
  const answer = await ask(listLeases, '/api/v1/leases?limit=500')
  const { leases }: { leases: LeaseView[] } = await answer.json()
  const csv = await (await ask(exportLeases, '/admin/leases/export.csv?tab=all')).text()
  const file: { id: string; days_left: string }[] = parse(csv, { columns: true })
  const inFile = new Map(file.map((row) => [row.id, row.days_left]))
  const inJson = new Map(leases.map(({ id, daysLeft }) => [id, String(daysLeft ?? '')]))
  expect(inFile).toEqual(new Map(inJson))
  const withoutDays = leases.filter(({ daysLeft }) => daysLeft === null).map(({ status }) => status)
  expect([...new Set(withoutDays)].sort()).toEqual(['cancelled', 'pending', 'terminated'])
})

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
