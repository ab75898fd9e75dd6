import { and, eq, isNull, like } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { everything } from '@/lib/core/list-words'
import { addMs, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { defaultWorld } from '@/lib/mock-data/default-world'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import { ALERT_WORDS } from '@/lib/platform/notification/columns'
import { alertList } from '@/lib/platform/notification/list'
import { notificationTable } from '@/lib/platform/notification/table'
import { organisationTable } from '@/lib/platform/organisation/table'
import { webhookTable } from '@/lib/platform/webhook/table'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { NotificationRecord, WebhookRecord } from '@/types'

const store = useTestDb('seeded')
const DISABLED_AT = addMs(REFERENCE_INSTANT, -HOUR_MS)

function aWebhook(): WebhookRecord {
  const webhook = defaultWorld.records.webhooks.find(({ isActive }) => isActive)
  if (webhook === undefined) throw new Error('No webhook that works')
  return webhook
}

const { id, subscriberId, url } = aWebhook()
const { host } = new URL(url)

/** Switches the webhook and lets the alerts follow. */
async function set(ctx: DbCtx, isActive: boolean): Promise<void> {
  const disabledAt = isActive ? null : DISABLED_AT
  await ctx.db
    .update(webhookTable)
    .set({ isActive, disabledAt, failureCount: isActive ? 0 : 12 })
    .where(eq(webhookTable.id, id))
  await syncAlerts(systemOf({ ...ctx, clock: fixedClock(REFERENCE_INSTANT) }))
}

/** The open alerts about it, by whom they are for. */
async function open(ctx: DbCtx): Promise<Record<string, NotificationRecord>> {
  const rows = await ctx.db
    .select()
    .from(notificationTable)
    .where(
      and(
        like(notificationTable.dedupeKey, `webhook-disabled:${id}:%`),
        isNull(notificationTable.resolvedAt),
      ),
    )
  return Object.fromEntries(rows.map((row) => [row.audience, row]))
}

/** The alerts about it in somebody's own list. */
async function listed(who: UserCtx): Promise<string[]> {
  const { rows } = await alertList.page(who, { ...everything(ALERT_WORDS), q: id })
  return rows.map((row) => row.id)
}

describe('a webhook that was disabled', () => {
  it('warns its subscriber, and gives the admins a note of their own that keeps its address', () =>
    store.inRollback(async (ctx) => {
      expect(await open(ctx)).toEqual({})
      await set(ctx, false)
      const [subscriber] = await ctx.db
        .select()
        .from(organisationTable)
        .where(eq(organisationTable.id, subscriberId))
      const { admin, subscriber: own, ...others } = await open(ctx)
      expect(others).toEqual({})
      expect(own).toMatchObject({
        organisationId: subscriberId,
        severity: 'warning',
        message: `${host} failed 12 times in a row. No events are sent to it.`,
        actionUrl: '/subscriber/alerts',
      })
      expect(admin).toMatchObject({
        organisationId: 'flowrate',
        severity: 'info',
        category: 'security',
        title: `Webhook ${id} was disabled`,
        message: `An endpoint of ${subscriber?.name} failed 12 times in a row.`,
        createdAt: DISABLED_AT,
        actionUrl: '/admin#failed-webhooks',
      })
      expect(JSON.stringify(admin)).not.toContain(host)
    }))

  it('is listed to each of the two alone', () =>
    store.inRollback(async (ctx) => {
      await set(ctx, false)
      const { admin, subscriber } = await open(ctx)
      expect(await listed(adminOf(ctx))).toEqual([admin?.id])
      expect(await listed(memberOf(ctx, subscriberId))).toEqual([subscriber?.id])
      for (const stranger of ['trs_001', 'sub_009', 'sub_010']) {
        expect(stranger).not.toBe(subscriberId)
        expect(await listed(memberOf(ctx, stranger))).toEqual([])
      }
    }))

  it('clears for both once it works again', () =>
    store.inRollback(async (ctx) => {
      await set(ctx, false)
      expect(Object.keys(await open(ctx)).sort()).toEqual(['admin', 'subscriber'])
      await set(ctx, true)
      expect(await open(ctx)).toEqual({})
    }))
})
