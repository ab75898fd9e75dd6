import { desc, eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { NotFoundError } from '@/lib/core/errors'
import { everything, type ListRequest } from '@/lib/core/list-words'
import { fixedClock } from '@/lib/core/time'
import type { Database, DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import type { UserCtx } from '@/lib/platform/ctx'
import { liveEventTable } from '@/lib/platform/live/table'
import { acknowledgeNotification } from '@/lib/platform/notification/acknowledge-notification'
import { ALERT_WORDS } from '@/lib/platform/notification/columns'
import { dismissNotification } from '@/lib/platform/notification/dismiss-notification'
import { alertList } from '@/lib/platform/notification/list'
import { countOpen, listBanners } from '@/lib/platform/notification/queries'
import { readAllNotifications } from '@/lib/platform/notification/read-all-notifications'
import { readNotification } from '@/lib/platform/notification/read-notification'
import { restoreNotification } from '@/lib/platform/notification/restore-notification'
import { notificationReceiptTable, notificationTable } from '@/lib/platform/notification/table'
import { ctxOf } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

const as = (ctx: DbCtx, name: string): UserCtx => ctxOf(ctx.db, name, fixedClock(REFERENCE_INSTANT))

type AlertRequest = ListRequest<typeof ALERT_WORDS>
type Asked = Partial<Omit<AlertRequest, 'filters'>> & Partial<AlertRequest['filters']>

const filter = ({ state, severity, category, ...rest }: Asked = {}): AlertRequest => ({
  ...everything(ALERT_WORDS),
  sort: { by: 'created', descending: true },
  filters: { state: state ?? [], severity: severity ?? [], category: category ?? [] },
  ...rest,
})

const list = async (ctx: UserCtx, asked: Asked = {}) =>
  (await alertList.page(ctx, filter(asked))).rows

async function firstOf(ctx: UserCtx) {
  const [first] = await list(ctx, { severity: ['error', 'warning'] })
  if (first === undefined) throw new Error('No notification')
  return first
}

async function stateOf(ctx: UserCtx, id: string) {
  return (await list(ctx)).find((row) => row.id === id)?.receipt
}

const newestAudit = async (db: Database) => {
  const [row] = await db.select().from(auditEventTable).orderBy(desc(auditEventTable.seq)).limit(1)
  return row
}
const auditRows = async (db: Database) => (await db.select().from(auditEventTable)).length
const receipts = (db: Database) => db.select().from(notificationReceiptTable)

const COMMANDS = {
  read: readNotification,
  acknowledged: acknowledgeNotification,
  dismissed: dismissNotification,
} as const

describe.each(Object.entries(COMMANDS))('a notification that is %s', (state, command) => {
  it('is so for the one who did it, with an audit row', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'treasury')
      const { id } = await firstOf(me)
      expect(await stateOf(me, id)).toBe('delivered')
      expect(await command(me, { id })).toBe(state)
      expect(await stateOf(me, id)).toBe(state)
      expect(await newestAudit(ctx.db)).toMatchObject({
        action: `notification.${state}`,
        actorType: 'user',
        actorId: 'usr_treasury',
        organisationId: 'trs_001',
        entityType: 'Notification',
        entityId: id,
        fromStatus: 'delivered',
        toStatus: state,
        at: REFERENCE_INSTANT,
      })
      const [told] = await ctx.db
        .select()
        .from(liveEventTable)
        .where(eq(liveEventTable.organisationId, 'trs_001'))
      expect(told).toMatchObject({ entityId: id, change: `notification.${state}` })
    }))

  it('leaves the bell of the one who dismissed it alone, and is unread for a colleague', () =>
    store.inRollback(async (ctx) => {
      const [me, colleague] = [as(ctx, 'treasury'), as(ctx, 'treasury-viewer')]
      const { id } = await firstOf(me)
      const [mine, theirs] = [await countOpen(me), await countOpen(colleague)]
      await command(me, { id })
      expect(await stateOf(colleague, id)).toBe('delivered')
      expect(await countOpen(me)).toBe(state === 'dismissed' ? mine - 1 : mine)
      expect(await countOpen(colleague)).toBe(theirs)
    }))

  it('is not changed by doing it again, and leaves no second audit row', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'subscriber')
      const { id } = await firstOf(me)
      await command(me, { id })
      const [rows, kept] = [await auditRows(ctx.db), await receipts(ctx.db)]
      expect(await command({ ...me, clock: fixedClock('2026-11-21T00:00:00.000Z') }, { id })).toBe(
        state,
      )
      expect(await auditRows(ctx.db)).toBe(rows)
      expect(await receipts(ctx.db)).toEqual(kept)
    }))

  it.each(['treasury2', 'subscriber', 'admin'])('does not exist for %s', (name) =>
    store.inRollback(async (ctx) => {
      const { id } = await firstOf(as(ctx, 'treasury'))
      const rows = await auditRows(ctx.db)
      await expect(command(as(ctx, name), { id })).rejects.toThrow(NotFoundError)
      await expect(command(as(ctx, name), { id: 'alert_none' })).rejects.toThrow(NotFoundError)
      expect(await receipts(ctx.db)).toEqual([])
      expect(await auditRows(ctx.db)).toBe(rows)
    }),
  )

  it('is forgotten, with its audit row, when the transaction fails', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'admin')
      const { id } = await firstOf(me)
      const rows = await auditRows(ctx.db)
      const failing = withTransaction(me, async (tx) => {
        await command(tx, { id })
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      expect(await receipts(ctx.db)).toEqual([])
      expect(await auditRows(ctx.db)).toBe(rows)
    }))

  it('may be so for a viewer too: a receipt is personal', () =>
    store.inRollback(async (ctx) => {
      const viewer = as(ctx, 'subscriber-viewer')
      const { id } = await firstOf(viewer)
      expect(await command(viewer, { id })).toBe(state)
      expect(await stateOf(as(ctx, 'subscriber'), id)).toBe('delivered')
    }))
})

describe('a dismissed notification', () => {
  it('leaves the banners of the one who dismissed it, and comes back when restored', () =>
    store.inRollback(async (ctx) => {
      const [me, colleague] = [as(ctx, 'treasury'), as(ctx, 'treasury-viewer')]
      const before = await listBanners(me, 3)
      const id = before.rows[0]?.id ?? ''
      await dismissNotification(me, { id })
      const without = await listBanners(me, 3)
      expect(without.total).toBe(before.total - 1)
      expect(without.rows.map((row) => row.id)).not.toContain(id)
      expect(await listBanners(colleague, 3)).toEqual(before)

      expect(await restoreNotification(me, { id })).toBe('read')
      expect((await listBanners(me, 3)).rows.map((row) => row.id)).toContain(id)
      expect(await newestAudit(ctx.db)).toMatchObject({
        action: 'notification.restored',
        fromStatus: 'dismissed',
        toStatus: 'read',
      })
    }))

  it('keeps what was acknowledged before', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'treasury')
      const { id } = await firstOf(me)
      await acknowledgeNotification(me, { id })
      await dismissNotification(me, { id })
      expect(await restoreNotification(me, { id })).toBe('acknowledged')
    }))

  it('that belongs to others can not be restored', () =>
    store.inRollback(async (ctx) => {
      const { id } = await firstOf(as(ctx, 'treasury'))
      await dismissNotification(as(ctx, 'treasury'), { id })
      await expect(restoreNotification(as(ctx, 'treasury2'), { id })).rejects.toThrow(NotFoundError)
      expect(await stateOf(as(ctx, 'treasury'), id)).toBe('dismissed')
    }))

  it('that was never dismissed is left as it is', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'treasury')
      const { id } = await firstOf(me)
      const rows = await auditRows(ctx.db)
      expect(await restoreNotification(me, { id })).toBe('delivered')
      expect(await auditRows(ctx.db)).toBe(rows)
    }))
})

describe('reading all', () => {
  it('leaves nothing unread to the caller alone, with one audit row', () =>
    store.inRollback(async (ctx) => {
      const [me, colleague] = [as(ctx, 'treasury'), as(ctx, 'treasury-viewer')]
      const unreadOf = async (ctx: UserCtx) => (await list(ctx, { state: ['delivered'] })).length
      const unread = await unreadOf(me)
      expect(unread).toBeGreaterThan(0)
      const [rows, theirs] = [await auditRows(ctx.db), await unreadOf(colleague)]
      expect(await readAllNotifications(me)).toBe(unread)
      expect(await unreadOf(me)).toBe(0)
      expect(await unreadOf(colleague)).toBe(theirs)
      expect(await auditRows(ctx.db)).toBe(rows + 1)
      expect(await newestAudit(ctx.db)).toMatchObject({
        action: 'notification.all_read',
        entityId: 'trs_001',
        details: { count: unread },
      })
    }))

  it('touches no notification of another organisation', () =>
    store.inRollback(async (ctx) => {
      await readAllNotifications(as(ctx, 'treasury'))
      const strangers = await ctx.db
        .select({ id: notificationTable.id })
        .from(notificationReceiptTable)
        .innerJoin(
          notificationTable,
          eq(notificationTable.id, notificationReceiptTable.notificationId),
        )
        .where(sql`${notificationTable.organisationId} <> 'trs_001'`)
      expect(strangers).toEqual([])
    }))

  it('again finds nothing unread and leaves no audit row', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'admin')
      await readAllNotifications(me)
      const rows = await auditRows(ctx.db)
      expect(await readAllNotifications(me)).toBe(0)
      expect(await auditRows(ctx.db)).toBe(rows)
    }))

  it('keeps the time at which something was read before', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'treasury')
      const { id } = await firstOf(me)
      await readNotification(me, { id })
      const [before] = await receipts(ctx.db)
      await readAllNotifications({ ...me, clock: fixedClock('2026-11-21T00:00:00.000Z') })
      const after = (await receipts(ctx.db)).find((row) => row.notificationId === id)
      expect(after).toEqual(before)
    }))

  it('is forgotten when the transaction fails', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'subscriber')
      const failing = withTransaction(me, async (tx) => {
        await readAllNotifications(tx)
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      expect(await receipts(ctx.db)).toEqual([])
    }))
})

describe('the list', () => {
  it.each(['treasury', 'treasury2', 'subscriber', 'subscriber2', 'admin'])(
    'of %s holds the rows of its organisation in its role, counts them and pages through them',
    async (name) => {
      const me = as(store.ctx, name)
      const { organisationId, role } = me.actor
      const own = await store.db
        .select({ id: notificationTable.id })
        .from(notificationTable)
        .where(
          sql`${notificationTable.organisationId} = ${organisationId}
            and ${notificationTable.audience} = ${role}`,
        )
      const ids = own.map(({ id }) => id).sort()
      const all: string[] = []
      for await (const row of alertList.all(me, filter())) all.push(row.id)
      expect([...all].sort()).toEqual(ids)

      const paged: string[] = []
      for (let page = 1; paged.length < ids.length; page += 1) {
        const result = await alertList.page(me, filter({ page, per: 10 }))
        expect(result).toMatchObject({ total: ids.length, matching: ids.length, page, per: 10 })
        paged.push(...result.rows.map(({ id }) => id))
      }
      expect(paged).toEqual(all)
      expect(await countOpen(me)).toBe(ids.length)
    },
  )

  it('filters by state, severity, category and text, and counts what each would leave', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, 'admin')
      const { id } = await firstOf(me)
      await dismissNotification(me, { id })
      expect((await list(me, { state: ['dismissed'] })).map((row) => row.id)).toEqual([id])
      for (const [name, options] of Object.entries(await alertList.facets(me, filter()))) {
        for (const { value, count } of options) {
          expect(await list(me, { [name]: [value] })).toHaveLength(count)
        }
      }
      expect(await list(me, { q: '100%_' })).toEqual([])
      const found = await list(me, { q: 'REQUEST' })
      expect(found.length).toBeGreaterThan(0)
      expect(found.every((row) => /request/i.test(row.title + row.message))).toBe(true)
    }))
})
