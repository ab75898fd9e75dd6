import 'server-only'
import { eq } from 'drizzle-orm'
import { userTable } from '@/lib/auth/table'
import { ValidationError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'
import { getPreferences } from './queries'
import { applyChange, type PreferenceChange, type Preferences } from './rules'
import { preferenceTable } from './table'

const MAX_KEYS = 60

/**
 * Changes the caller's own preferences, viewers included, and leaves one audit row that names what
 * changed from what to what. Nothing is written when nothing changes.
 */
export async function savePreferences(
  ctx: UserCtx,
  changes: readonly PreferenceChange[],
): Promise<Preferences> {
  return withTransaction(ctx, async (tx) => {
    await lockPerson(tx)
    const before = await getPreferences(tx)
    const after = changes.reduce(applyChange, before)
    const details = difference(before, after)
    if (Object.keys(details).length === 0) return before
    refuseHoarding(after)
    const row = { ...after, userId: tx.actor.userId, updatedAt: toInstant(tx.clock.now()) }
    await tx.db
      .insert(preferenceTable)
      .values(row)
      .onConflictDoUpdate({ target: preferenceTable.userId, set: row })
    await audit(tx, {
      action: 'preferences.changed',
      entityType: 'User',
      entityId: tx.actor.userId,
      details,
    })
    return after
  })
}

/** Two open pages of one person change one after the other, so neither loses the other's change. */
async function lockPerson(ctx: UserCtx): Promise<void> {
  await ctx.db
    .select({ id: userTable.id })
    .from(userTable)
    .where(eq(userTable.id, ctx.actor.userId))
    .for('no key update')
}

function difference(before: Preferences, after: Preferences): Record<string, unknown> {
  const details: Record<string, unknown> = {}
  for (const key of Object.keys(after) as (keyof Preferences)[]) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue
    details[key] = { from: before[key], to: after[key] }
  }
  return details
}

function refuseHoarding({ ranges, tables }: Preferences): void {
  if (Object.keys(ranges).length <= MAX_KEYS && Object.keys(tables).length <= MAX_KEYS) return
  throw new ValidationError('Too many charts or tables have settings of their own.')
}
