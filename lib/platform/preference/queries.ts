import 'server-only'
import { eq } from 'drizzle-orm'
import type { UserCtx } from '@/lib/platform/ctx'
import type { PreferenceRecord } from '@/types'
import { DEFAULT_PREFERENCES, type Preferences } from './rules'
import { preferenceTable } from './table'

/** The caller's preferences, or the defaults. */
export async function getPreferences(ctx: UserCtx): Promise<Preferences> {
  const [row] = await ctx.db
    .select()
    .from(preferenceTable)
    .where(eq(preferenceTable.userId, ctx.actor.userId))
  return preferencesOf(row)
}

/** The row without its keys; a person without a row has the defaults. */
export function preferencesOf(row: PreferenceRecord | null | undefined): Preferences {
  if (row === null || row === undefined) return DEFAULT_PREFERENCES
  const { userId: _userId, updatedAt: _updatedAt, ...preferences } = row
  return preferences
}
