import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import { liveEventTable } from './table'
import { wakeOnCommit } from './wake'

/** Organisation under which admins are told. */
export const FLOWRATE = 'flowrate'

/** Stands for all organisations, in place of one's id. */
export const EVERYONE = '*'

export interface LiveChange {
  /** Organisations that may see the thing, or `EVERYONE`; admins are always told. */
  organisations: readonly string[]
  /** Name of the type, such as "Lease". */
  entityType: string
  entityId: string
  /** The same word as in the audit log: "lease.activated". */
  change: string
}

/**
 * Tells the open pages of those concerned that something changed, within the caller's transaction:
 * nobody hears of what is rolled back.
 */
export async function publish(ctx: Ctx, change: LiveChange): Promise<void> {
  const { organisations, ...event } = change
  const told = organisations.includes(EVERYONE)
    ? [EVERYONE]
    : [...new Set([...organisations, FLOWRATE])]
  await ctx.db
    .insert(liveEventTable)
    .values(told.map((organisationId) => ({ ...event, organisationId, requestId: ctx.requestId })))
  wakeOnCommit()
}
