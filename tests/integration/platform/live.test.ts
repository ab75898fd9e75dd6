import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sessionTable } from '@/lib/auth/table'
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { onCommit, withTransaction } from '@/lib/db/transaction'
import { systemCtx } from '@/lib/platform/ctx'
import { pruneLiveEvents } from '@/lib/platform/live/prune-events'
import { EVERYONE, publish } from '@/lib/platform/live/publish'
import { readEventsSince } from '@/lib/platform/live/read-events'
import { liveEventTable } from '@/lib/platform/live/table'
import { findViewer } from '@/lib/platform/session/find-viewer'
import { eventStream, type StreamOptions } from '@/lib/web/event-stream'
import { addPeople, ctxOf, NOW } from '@/tests/support/people'
import { type ReadStream, readStream } from '@/tests/support/read-stream'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
let db: Database
const open: ReadStream[] = []

beforeAll(async () => {
  db = store.db
  await addPeople(db)
})
beforeEach(() => db.delete(liveEventTable))
afterEach(async () => {
  await Promise.all(open.splice(0).map((stream) => stream.leave()))
})

const ctx = () => ctxOf(db, 'admin')
const tell = (organisations: readonly string[], entityId: string) =>
  publish(ctx(), { organisations, entityType: 'Lease', entityId, change: 'lease.activated' })

function listenAs(organisationId: string, options: Partial<StreamOptions> = {}): ReadStream {
  const left = new AbortController()
  const response = eventStream({
    db,
    sessionId: `ses_${open.length}`,
    organisationId,
    after: null,
    mayStay: async () => true,
    left: left.signal,
    ...options,
  })
  const stream = readStream(response, () => left.abort())
  open.push(stream)
  return stream
}

/** A busy machine decides nothing here. */
const PATIENTLY = { timeout: 30_000 }

/** The next look at the table is taken once that time has been let pass, and not before. */
async function withoutPolling(run: (pass: (ms: number) => Promise<unknown>) => Promise<void>) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    await run((ms) => vi.advanceTimersByTimeAsync(ms))
  } finally {
    vi.useRealTimers()
  }
}

const isReady = (block: string) => block.includes('event: ready')
const ids = (stream: ReadStream) => stream.changes().map(({ entityId }) => entityId)

describe('an event', () => {
  it('is rolled back with its transaction, and its reader is not woken', async () => {
    let isWoken = false
    const attempt = withTransaction(ctx(), async (tx) => {
      onCommit(() => {
        isWoken = true
      })
      await publish(tx, {
        organisations: ['trs_001'],
        entityType: 'Lease',
        entityId: 'lse_001',
        change: 'lease.activated',
      })
      throw new Error('made by a test')
    })
    await expect(attempt).rejects.toThrow('made by a test')
    expect(await db.select().from(liveEventTable)).toEqual([])
    expect(isWoken).toBe(false)
  })

  it('wakes its reader once the outermost transaction is committed', async () => {
    const seen: number[] = []
    await withTransaction(ctx(), (outer) =>
      withTransaction(outer, async (tx) => {
        await tx.db.insert(liveEventTable).values({
          organisationId: 'trs_001',
          entityType: 'Lease',
          entityId: 'lse_001',
          change: 'lease.activated',
        })
        onCommit(() => void db.$count(liveEventTable).then((count) => seen.push(count)))
        expect(seen).toEqual([])
      }),
    )
    await expect.poll(() => seen).toEqual([1])
  })
})

describe('a stream', () => {
  it('tells of its own organisation and of what concerns everyone, and of nothing else', async () => {
    const [one, two, admin] = [listenAs('trs_001'), listenAs('trs_002'), listenAs('flowrate')]
    await Promise.all([one.ready(), two.ready(), admin.ready()])
    await tell(['trs_001', 'sub_001'], 'lse_001')
    await tell(['trs_002'], 'lse_002')
    await tell([EVERYONE], 'clock')
    await expect.poll(() => ids(one)).toEqual(['lse_001', 'clock'])
    await expect.poll(() => ids(two)).toEqual(['lse_002', 'clock'])
    await expect.poll(() => ids(admin)).toEqual(['lse_001', 'lse_002', 'clock'])
    expect(Object.keys(one.changes()[0] ?? {}).sort()).toEqual([
      'change',
      'entityId',
      'entityType',
      'seq',
    ])
    expect(one.text()).not.toContain('trs_')
    expect(one.text()).not.toContain('test-request')
  })

  it('hears at once of what its own process commits', () =>
    withoutPolling(async () => {
      const stream = listenAs('trs_001')
      await stream.ready()
      await tell(['trs_001'], 'lse_001')
      await expect.poll(() => ids(stream), PATIENTLY).toEqual(['lse_001'])
    }))

  it('hears within a second of what another process commits', () =>
    withoutPolling(async (pass) => {
      const stream = listenAs('trs_001')
      await stream.ready()
      await db.execute(sql`insert into live_event (organisation_id, entity_type, entity_id, change)
        values ('trs_001', 'Lease', 'lse_elsewhere', 'lease.activated')`)
      await pass(1000)
      await expect.poll(() => ids(stream), PATIENTLY).toEqual(['lse_elsewhere'])
    }))

  it('resumes after what was seen', async () => {
    await tell(['trs_001'], 'lse_001')
    const [seen] = await db.select().from(liveEventTable).orderBy(liveEventTable.seq)
    await tell(['trs_001'], 'lse_002')
    await tell(['trs_002'], 'lse_003')
    const stream = listenAs('trs_001', { after: seen?.seq ?? 0 })
    await stream.ready()
    expect(ids(stream)).toEqual(['lse_002'])
    await tell(['trs_001'], 'lse_004')
    await expect.poll(() => ids(stream)).toEqual(['lse_002', 'lse_004'])
    const again = listenAs('trs_001', { after: Number(stream.lastId()) })
    await again.ready()
    expect(again.text()).not.toContain('reset')
    expect(ids(again)).not.toContain('lse_002')
  })

  it('misses nothing and repeats nothing, wherever in a batch its connection is lost', async () => {
    await tell(['trs_002'], 'lse_before')
    const whole = listenAs('trs_001')
    await whole.ready()
    const leases = Array.from({ length: 6 }, (_, index) => `lse_00${index}`)
    await withTransaction(ctx(), async (tx) => {
      for (const [index, entityId] of leases.entries()) {
        const organisations = index % 3 === 2 ? ['trs_002'] : ['trs_001', 'sub_001']
        await publish(tx, { organisations, entityType: 'Lease', entityId, change: 'lease.changed' })
      }
    })
    const own = leases.filter((_, index) => index % 3 !== 2)
    await expect.poll(() => ids(whole)).toEqual(own)
    const blocks = whole.text().split(/(?<=\n\n)/)
    for (let cut = blocks.findIndex(isReady) + 1; cut <= blocks.length; cut += 1) {
      const seen = blocks.slice(0, cut).join('')
      const after = Number(/^id: (\d+)$/m.exec(blocks[cut - 1] ?? '')?.[1])
      const resumed = listenAs('trs_001', { after, sessionId: `ses_cut_${cut}` })
      await resumed.ready()
      expect([...own.filter((id) => seen.includes(id)), ...ids(resumed)], seen).toEqual(own)
    }
  })

  it('says reset when it can not tell what was missed', async () => {
    await tell(['trs_001'], 'lse_001')
    const unknown = listenAs('trs_001', { after: 900_000_000 })
    await unknown.ready()
    expect(unknown.text()).toContain('event: reset')
    expect(ids(unknown)).toEqual([])
  })

  it('ends when the browser leaves, and nobody is read for any more', async () => {
    const stream = listenAs('trs_001')
    await stream.ready()
    await stream.leave()
    expect(stream.isOver()).toBe(true)
  })

  it('is looked up every half minute, and ends once the session has', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      let mayStay = true
      const stream = listenAs('trs_001', { mayStay: async () => mayStay })
      await stream.ready()
      await vi.advanceTimersByTimeAsync(60_000)
      expect(stream.text().match(/^: still here$/gm)).toHaveLength(4)
      expect(stream.isOver()).toBe(false)
      mayStay = false
      await vi.advanceTimersByTimeAsync(30_000)
      await expect.poll(() => stream.isOver()).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  it('makes way when its session opens one too many', async () => {
    const streams = Array.from({ length: 5 }, () => listenAs('trs_001', { sessionId: 'ses_many' }))
    await expect
      .poll(() => streams.map((stream) => stream.isOver()))
      .toEqual([true, false, false, false, false])
    expect(streams[0]?.text()).toContain('event: displaced')
  })
})

describe('what is kept', () => {
  it('is an hour of events and the newest', async () => {
    await tell(['trs_001'], 'lse_old')
    await tell(['trs_001'], 'lse_new')
    await db.execute(sql`update live_event set created_at = now() - interval '61 minutes'`)
    await withTransaction(systemCtx(store.ctx, 'live events'), pruneLiveEvents)
    const left = await db.select().from(liveEventTable)
    expect(left.map(({ entityId }) => entityId)).toEqual(['lse_new'])
    const last = left[0]?.seq ?? 0
    expect(await readEventsSince(db, 'trs_001', last)).toEqual([])
    expect(await readEventsSince(db, 'trs_001', last - 2)).toBeNull()
  })

  it('gives a rendered page the point from which it hears', async () => {
    const now = new Date(NOW)
    await db.insert(sessionTable).values({
      id: 'ses_live',
      token: 'token_live',
      userId: 'usr_treasury',
      expiresAt: new Date(now.getTime() + HOUR_MS),
      lastActiveAt: new Date(now.getTime() - 30 * MINUTE_MS),
    })
    await tell(['trs_001'], 'lse_old')
    await db.execute(sql`update live_event set created_at = now() - interval '1 minute'`)
    const [old] = await db.select().from(liveEventTable)
    await tell(['trs_001'], 'lse_just_now')
    const watching = await findViewer(ctx(), 'token_live', now, 'watching')
    expect(watching?.liveCursor).toBeGreaterThanOrEqual(old?.seq ?? 0)
    expect((await readEventsSince(db, 'trs_001', watching?.liveCursor ?? 0))?.length).toBe(1)
    const [session] = await db.select().from(sessionTable)
    expect(session?.lastActiveAt.getTime(), 'watching is no activity').toBe(
      now.getTime() - 30 * MINUTE_MS,
    )
  })
})
