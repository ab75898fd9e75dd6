import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { withTransaction } from '@/lib/db/transaction'
import { type SystemCtx, systemCtx } from '@/lib/platform/ctx'
import { pruneIdempotencyKeys } from '@/lib/platform/idempotency/prune-keys'
import { runOnce } from '@/lib/platform/idempotency/run-once'
import { idempotencyTable } from '@/lib/platform/idempotency/table'
import { memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
const KEY = { key: 'key-0001', requestHash: 'a' }
let runs = 0

beforeEach(async () => {
  runs = 0
  await store.db.delete(idempotencyTable)
})

function once(asked = KEY, organisationId = 'trs_001') {
  return runOnce(memberOf(store.ctx, organisationId), asked, async () => {
    runs += 1
    return { status: 201, body: { run: runs } }
  })
}

const age = (hours: number) =>
  store.db.execute(
    sql`update idempotency_key set created_at = now() - make_interval(secs => ${hours * 3600})`,
  )
const prune = () =>
  withTransaction(systemCtx(store.ctx, 'idempotency keys'), (ctx: SystemCtx) =>
    pruneIdempotencyKeys(ctx),
  )
const keys = async () => (await store.db.select().from(idempotencyTable)).map(({ key }) => key)

describe('a key', () => {
  it('gets the first answer again and acts once', async () => {
    expect(await once()).toEqual({ status: 201, body: { run: 1 }, isReplay: false })
    expect(await once()).toEqual({ status: 201, body: { run: 1 }, isReplay: true })
    expect(runs).toBe(1)
  })

  it('is refused for another request, and is each organisation’s own', async () => {
    await once()
    await expect(once({ ...KEY, requestHash: 'b' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    })
    expect(await once(KEY, 'trs_002')).toMatchObject({ isReplay: false })
  })

  it('is kept by nothing that failed', async () => {
    const attempt = runOnce(memberOf(store.ctx, 'trs_001'), KEY, async () => {
      throw new Error('made by a test')
    })
    await expect(attempt).rejects.toThrow('made by a test')
    expect(await once()).toMatchObject({ isReplay: false })
  })

  it('is honoured for 24 hours, and new again after that, whatever is asked', async () => {
    await once()
    await age(23.99)
    expect(await once()).toMatchObject({ isReplay: true })
    await age(24.01)
    const other = { ...KEY, requestHash: 'b' }
    expect(await once(other)).toMatchObject({ body: { run: 2 }, isReplay: false })
    expect(await once(other)).toMatchObject({ body: { run: 2 }, isReplay: true })
  })

  it('that is forgotten acts once for two who come at the same time', async () => {
    await once()
    await age(25)
    const answers = await Promise.all([once(), once(), once()])
    expect(answers.map(({ isReplay }) => isReplay).sort()).toEqual([false, true, true])
    expect(answers.map(({ body }) => body)).toEqual(Array(3).fill({ run: 2 }))
  })

  it('stays the old one when what takes it over fails', async () => {
    await once()
    await age(25)
    const attempt = runOnce(memberOf(store.ctx, 'trs_001'), KEY, async () => {
      throw new Error('made by a test')
    })
    await expect(attempt).rejects.toThrow('made by a test')
    expect(await once()).toMatchObject({ body: { run: 2 }, isReplay: false })
  })
})

describe('the job', () => {
  it('removes what is older than 24 hours and nothing else', async () => {
    await once()
    await age(24.01)
    await once({ ...KEY, key: 'key-0002' })
    await prune()
    expect(await keys()).toEqual(['key-0002'])
    await age(23.99)
    await prune()
    expect(await keys()).toEqual(['key-0002'])
  })
})
