import 'server-only'
import { createHash } from 'node:crypto'
import { and, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import { addMs, DAY_MS, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import { notificationTable } from '@/lib/platform/notification/table'
import type { NotificationRecord } from '@/types'
import type { AlertCondition } from './condition'
import { loadAlertSnapshot } from './load-snapshot'
import { evaluateAlerts, SEVERITY_RANK } from './rules'

export interface AlertChanges {
  opened: number
  resolved: number
  raised: number
}

/**
 * Opens an episode for each new condition, resolves those whose condition is gone and raises those
 * that got worse. A key that was resolved within 24 hours stays quiet unless it is worse than then.
 * The words of an open episode follow its figures, and its beginning what the facts tell; that alone is
 * no change of its state.
 */
export async function syncAlerts(ctx: SystemCtx): Promise<AlertChanges> {
  return withTransaction(ctx, async (tx) => {
    const now = tx.clock.now()
    const conditions = evaluateAlerts(await loadAlertSnapshot(tx), now)
    const open = await tx.db
      .select()
      .from(notificationTable)
      .where(isNull(notificationTable.resolvedAt))
      .for('no key update')
    const quiet = await recentlyResolved(tx, now)
    const openByKey = new Map(open.map((row) => [row.dedupeKey, row]))
    const holding = new Set(conditions.map((condition) => condition.key))

    const opening = conditions.filter(
      (condition) =>
        condition.state === 'raised' &&
        !openByKey.has(condition.key) &&
        !isQuiet(condition, quiet.get(condition.key)),
    )
    const worse = conditions.filter((condition) => {
      const episode = openByKey.get(condition.key)
      return episode !== undefined && isWorse(condition, episode)
    })
    const reworded = conditions.filter((condition) => {
      const episode = openByKey.get(condition.key)
      return episode !== undefined && !isWorse(condition, episode) && isReworded(condition, episode)
    })
    const over = open.filter((row) => !holding.has(row.dedupeKey))

    await openEpisodes(tx, opening, now)
    await raiseEpisodes(tx, worse, openByKey)
    await rewordEpisodes(tx, reworded)
    await resolveEpisodes(tx, over, now)
    return { opened: opening.length, resolved: over.length, raised: worse.length }
  })
}

async function recentlyResolved(ctx: SystemCtx, now: Date) {
  const rows = await ctx.db
    .select({ key: notificationTable.dedupeKey, severity: notificationTable.severity })
    .from(notificationTable)
    .where(gte(notificationTable.resolvedAt, addMs(now, -DAY_MS)))
    .orderBy(desc(notificationTable.resolvedAt))
  return new Map(rows.reverse().map((row) => [row.key, row]))
}

type Episode = Pick<NotificationRecord, 'severity'>

function isWorse(condition: AlertCondition, episode: Episode): boolean {
  return SEVERITY_RANK[condition.severity] < SEVERITY_RANK[episode.severity]
}

function isQuiet(condition: AlertCondition, last: Episode | undefined): boolean {
  return last !== undefined && !isWorse(condition, last)
}

function isReworded(condition: AlertCondition, episode: NotificationRecord): boolean {
  return (
    condition.title !== episode.title ||
    condition.message !== episode.message ||
    condition.template !== episode.template ||
    condition.since < episode.createdAt
  )
}

/** An id that two processes would both choose: the episode is the condition and its first sight. */
function episodeId(key: string, at: string): string {
  return `alert_${createHash('sha256').update(`${key} ${at}`).digest('hex').slice(0, 16)}`
}

async function openEpisodes(ctx: SystemCtx, conditions: readonly AlertCondition[], now: Date) {
  if (conditions.length === 0) return
  const at = toInstant(now)
  await ctx.db.insert(notificationTable).values(
    conditions.map(({ key, audience, since, state: _, ...text }) => ({
      ...text,
      id: episodeId(key, at),
      dedupeKey: key,
      audience: audience.role,
      organisationId: audience.organisationId,
      createdAt: since < at ? since : at,
      resolvedAt: null,
    })),
  )
  for (const condition of conditions) {
    await audit(ctx, {
      action: 'notification.opened',
      entityType: 'Notification',
      entityId: episodeId(condition.key, at),
      to: 'open',
      details: { rule: condition.rule, severity: condition.severity, title: condition.title },
    })
    await tell(ctx, 'opened', { id: episodeId(condition.key, at), ...condition.audience })
  }
}

async function raiseEpisodes(
  ctx: SystemCtx,
  conditions: readonly AlertCondition[],
  openByKey: ReadonlyMap<string, NotificationRecord>,
) {
  for (const { key, severity, title, message, template } of conditions) {
    const episode = openByKey.get(key)
    if (episode === undefined) continue
    await ctx.db
      .update(notificationTable)
      .set({ severity, title, message, template })
      .where(and(eq(notificationTable.id, episode.id), isNull(notificationTable.resolvedAt)))
    await audit(ctx, {
      action: 'notification.raised',
      entityType: 'Notification',
      entityId: episode.id,
      from: episode.severity,
      to: severity,
    })
    await tell(ctx, 'raised', episode)
  }
}

async function rewordEpisodes(ctx: SystemCtx, conditions: readonly AlertCondition[]) {
  for (const { key, title, message, template, since } of conditions) {
    await ctx.db
      .update(notificationTable)
      .set({
        ...{ title, message, template },
        createdAt: sql`least(${notificationTable.createdAt}, ${since}::timestamptz)`,
      })
      .where(and(eq(notificationTable.dedupeKey, key), isNull(notificationTable.resolvedAt)))
  }
}

async function resolveEpisodes(ctx: SystemCtx, rows: readonly NotificationRecord[], now: Date) {
  if (rows.length === 0) return
  await ctx.db
    .update(notificationTable)
    .set({ resolvedAt: toInstant(now) })
    .where(
      inArray(
        notificationTable.id,
        rows.map((row) => row.id),
      ),
    )
  for (const row of rows) {
    await audit(ctx, {
      action: 'notification.cleared',
      entityType: 'Notification',
      entityId: row.id,
      from: 'open',
      to: 'cleared',
      details: { rule: row.rule, title: row.title },
    })
    await tell(ctx, 'cleared', row)
  }
}

function tell(
  ctx: SystemCtx,
  change: string,
  { id, organisationId }: Pick<NotificationRecord, 'id' | 'organisationId'>,
): Promise<void> {
  return publish(ctx, {
    organisations: [organisationId],
    entityType: 'Notification',
    entityId: id,
    change: `notification.${change}`,
  })
}
