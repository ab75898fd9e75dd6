import { beforeAll, describe, expect, it, vi } from 'vitest'
import { ScriptFault } from '@/app/(admin)/admin/orchestration/_components/script-fault'
import { script } from '@/app/(admin)/admin/orchestration/actions'
import { lightningFaultTable } from '@/lib/domains/liquidity/channel/table'
import { LOCAL_HEADER } from '@/lib/web/request-info'
import { requireRole } from '@/lib/web/viewer'
import { request } from '@/tests/support/framework'
import { cookieOf, fromOwnPage } from '@/tests/support/own-site'
import { useTestDb } from '@/tests/support/test-db'

vi.mock('next/headers', () => import('@/tests/support/framework'))
vi.mock('next/server', () => import('@/tests/support/framework'))
vi.mock('next/cache', () => import('@/tests/support/framework'))

const store = useTestDb('seeded')
let cookie = ''

beforeAll(async () => {
  cookie = await cookieOf(store.db, 'admin@flowrate.example')
})

/** The server writes the mark on what comes from this machine without a proxy between. */
function from(peer: 'this machine' | 'elsewhere'): void {
  const mark = peer === 'this machine' ? { [LOCAL_HEADER]: '1' } : undefined
  request.headers = fromOwnPage({ cookie, ...mark })
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
