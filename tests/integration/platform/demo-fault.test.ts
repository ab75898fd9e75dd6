import { beforeAll, describe, expect, it, vi } from 'vitest'
import { ScriptFault } from '@/app/(admin)/admin/orchestration/_components/script-fault'
import { script } from '@/app/(admin)/admin/orchestration/actions'
import { createAuth } from '@/lib/auth/auth'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { lightningFaultTable } from '@/lib/domains/liquidity/channel/table'
import { LOCAL_HEADER } from '@/lib/web/request-info'
import { getServices } from '@/lib/web/services'
import { requireRole } from '@/lib/web/viewer'
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
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }))

const OWN = 'http://127.0.0.1:3000'
const store = useTestDb('seeded')
let cookie = ''

beforeAll(async () => {
  const { secret } = await getServices()
  const auth = createAuth({ db: store.db, secret, baseUrl: OWN, origins: [] })
  const { headers } = await auth.api.signInEmail({
    body: { email: 'admin@flowrate.example', password: DEMO_PASSWORD },
    returnHeaders: true,
  })
  cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
})

/** The server writes the mark on what comes from this machine without a proxy between. */
function from(peer: 'this machine' | 'elsewhere'): void {
  const mark = peer === 'this machine' ? { [LOCAL_HEADER]: '1' } : undefined
  const own = { origin: OWN, 'sec-fetch-site': 'same-origin', cookie }
  request.headers = new Headers({ ...own, ...mark })
}

function causeFault() {
  const form = new FormData()
  form.set('nodeId', 'node_001')
  form.set('fault', 'open_fails')
  form.set('count', '1')
  return script({ status: 'idle' }, form)
}

const isOffered = async () => (await ScriptFault({ ctx: await requireRole('admin') })) !== null
const faults = () => store.db.$count(lightningFaultTable)

describe('a fault of the demo', () => {
  it('is neither offered to nor caused by whom a proxy brings', async () => {
    from('elsewhere')
    const before = await faults()
    expect(await isOffered()).toBe(false)
    expect(await causeFault()).toMatchObject({ status: 'error', code: 'not_found' })
    expect(await faults()).toBe(before)
  })

  it('is caused by an admin on this machine', async () => {
    from('this machine')
    const before = await faults()
    expect(await isOffered()).toBe(true)
    expect(await causeFault()).toMatchObject({ status: 'ok' })
    expect(await faults()).toBe(before + 1)
  })
})
