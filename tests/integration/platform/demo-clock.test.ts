import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionTable } from '@/lib/auth/table'
import { addMs, DAY_MS, fixedClock, HOUR_MS, toInstant } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import { moveClockForm, moveClockInput } from '@/lib/platform/demo/inputs'
import { moveClock } from '@/lib/platform/demo/move-clock'
import { readProductClock } from '@/lib/platform/demo/queries'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { jobState, registerJob } from '@/lib/platform/jobs/registry'
import { liveEventTable } from '@/lib/platform/live/table'
import { findViewer } from '@/lib/platform/session/find-viewer'
import { addPeople, ctxOf, NOW } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
const WORLD = { seed: 583, scale: 1, anchorAt: NOW, factsThrough: '2026-11-20' } as const
let db: Database
let jobsRanAt: Date[] = []

beforeAll(async () => {
  db = store.db
  await addPeople(db)
})
beforeEach(async () => {
  await db.delete(demoWorldTable)
  await db.insert(demoWorldTable).values(WORLD)
  await db.delete(liveEventTable)
  jobsRanAt = []
  jobState().jobs.clear()
  registerJob({
    name: 'due',
    ready: 'after',
    run: async (ctx) => {
      jobsRanAt.push(ctx.clock.now())
    },
  })
})
afterAll(() => jobState().jobs.clear())

const advance = (text: string) => moveClockInput.parse({ advance: text })
const offsetMs = async () => (await db.select().from(demoWorldTable))[0]?.clockOffsetMs
const movesInAudit = () =>
  db.select().from(auditEventTable).where(eq(auditEventTable.action, 'clock.moved'))

describe('an admin moves the product clock', () => {
  it('for good, with an audit row, and everyone is told', async () => {
    const before = (await movesInAudit()).length
    const moved = await moveClock(ctxOf(db, 'admin'), advance('P90D'))
    expect(moved).toMatchObject({ now: addMs(NOW, 90 * DAY_MS), offsetSeconds: 90 * 86_400 })
    expect(await offsetMs()).toBe(90 * DAY_MS)
    const rows = await movesInAudit()
    expect(rows).toHaveLength(before + 1)
    expect(rows.at(-1)).toMatchObject({
      actorId: 'usr_admin',
      fromStatus: NOW,
      toStatus: addMs(NOW, 90 * DAY_MS),
    })
    const told = await db.select().from(liveEventTable).orderBy(liveEventTable.seq)
    expect(told.map(({ organisationId, change }) => `${organisationId} ${change}`)).toEqual([
      '* clock.moved',
      '* clock.caught-up',
    ])
  })

  it('and moves add up', async () => {
    await moveClock(ctxOf(db, 'admin'), advance('P1D'))
    const { offsetSeconds } = await moveClock(ctxOf(db, 'admin2'), advance('PT1H'))
    expect(offsetSeconds).toBe(86_400 + 3_600)
    expect(await offsetMs()).toBe(DAY_MS + HOUR_MS)
  })

  it('also when two do it at once', async () => {
    await Promise.all(
      ['admin', 'admin2', 'admin'].map((who) => moveClock(ctxOf(db, who), advance('P2D'))),
    )
    expect(await offsetMs()).toBe(6 * DAY_MS)
  })

  it('once per key, with the same answer, one after the other and at once', async () => {
    const once = { key: 'clock-key-1', requestHash: 'a' }
    const first = await moveClock(ctxOf(db, 'admin'), advance('P7D'), once)
    const again = await moveClock(ctxOf(db, 'admin2'), advance('P7D'), once)
    expect(first.isReplay).toBe(false)
    expect(again).toEqual({ ...first, isReplay: true })
    expect(await offsetMs()).toBe(7 * DAY_MS)
    const atOnce = { key: 'clock-key-2', requestHash: 'a' }
    const answers = await Promise.all(
      [1, 2, 3].map(() => moveClock(ctxOf(db, 'admin'), advance('P7D'), atOnce)),
    )
    expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1)
    expect(await offsetMs()).toBe(14 * DAY_MS)
  })

  it('and refuses another move under a key already used', async () => {
    const once = (requestHash: string) => ({ key: 'clock-key-3', requestHash })
    await moveClock(ctxOf(db, 'admin'), advance('P1D'), once('a'))
    await expect(moveClock(ctxOf(db, 'admin'), advance('P2D'), once('b'))).rejects.toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    })
    expect(await offsetMs()).toBe(DAY_MS)
  })

  it('and what has come due is done before the answer, by the moved clock', async () => {
    await moveClock(ctxOf(db, 'admin'), advance('P30D'))
    expect(jobsRanAt.map(toInstant)).toEqual([addMs(REFERENCE_INSTANT, 30 * DAY_MS)])
  })

  it('which every other process reads with the viewer, while the session stays in real time', async () => {
    const realNow = new Date('2026-11-30T09:00:00.000Z')
    await db.insert(sessionTable).values({
      id: 'ses_clock',
      token: 'token_clock',
      userId: 'usr_treasury',
      expiresAt: new Date(realNow.getTime() + HOUR_MS),
      lastActiveAt: realNow,
    })
    await moveClock(ctxOf(db, 'admin'), advance('P90D'))
    const viewer = await findViewer(ctxOf(db, 'treasury'), 'token_clock', realNow)
    expect(viewer?.demoWorld?.clockOffsetMs).toBe(90 * DAY_MS)
    const moved = (await readProductClock(db)).now()
    expect(toInstant(moved)).toBe(addMs(REFERENCE_INSTANT, 90 * DAY_MS))
  })
})

describe('the clock stays where it is', () => {
  it.each(['treasury', 'treasury-viewer', 'subscriber', 'subscriber-viewer'])(
    'for %s',
    async (who) => {
      await expect(moveClock(ctxOf(db, who), advance('P1D'))).rejects.toMatchObject({ status: 403 })
      expect(await offsetMs()).toBe(0)
      expect(jobsRanAt).toEqual([])
    },
  )

  it('where there is no demo world', async () => {
    await db.delete(demoWorldTable)
    const ctx = ctxOf(db, 'admin', fixedClock(NOW))
    await expect(moveClock(ctx, advance('P1D'))).rejects.toMatchObject({ status: 404 })
    expect(await db.select().from(liveEventTable)).toEqual([])
  })

  it.each(['P0D', 'PT0S', 'P401D', 'P400DT1S', '-P1D', 'P1M', '90', '', 'tomorrow'])(
    'when asked for %j',
    (text) => {
      expect(moveClockInput.safeParse({ advance: text }).success).toBe(false)
    },
  )

  it('when something else is asked for too', () => {
    expect(moveClockInput.safeParse({ advance: 'P1D', offset: 1 }).success).toBe(false)
    expect(moveClockInput.safeParse({ advance: 90 }).success).toBe(false)
  })
})

describe('the form', () => {
  it.each([
    ['90', 90 * DAY_MS],
    [' 400 ', 400 * DAY_MS],
    ['pt36h', 36 * HOUR_MS],
    ['P7D', 7 * DAY_MS],
  ])('reads %j', (text, ms) => {
    expect(moveClockForm.parse({ advance: text })).toEqual({ advance: ms })
  })

  it.each(['0', '401', '-1', '1.5', 'soon', ''])('refuses %j', (text) => {
    expect(moveClockForm.safeParse({ advance: text }).success).toBe(false)
  })
})
