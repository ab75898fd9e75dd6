import 'server-only'
import { and, asc, desc, gt, inArray, max, min, or, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/context'
import { EVERYONE } from './publish'
import { type Seen, seenWith } from './rules'
import { liveEventTable } from './table'

/** What a viewer's page is told. */
export interface LiveEvent {
  seq: number
  entityType: string
  entityId: string
  change: string
}

export interface AddressedEvent extends LiveEvent {
  organisationId: string
}

const BATCH = 500

const EVENT = {
  seq: liveEventTable.seq,
  organisationId: liveEventTable.organisationId,
  entityType: liveEventTable.entityType,
  entityId: liveEventTable.entityId,
  change: liveEventTable.change,
}

/**
 * The newest event that a page need not be told of when it is rendered in the same statement. What is
 * younger than two seconds is told again: its neighbours may have been on their way.
 */
export const liveCursor = sql`(
  select coalesce(max(seen.seq), 0) from ${liveEventTable} seen
  where seen.created_at < now() - interval '2 seconds')`.mapWith(Number)

/** The numbers of the newest events, ascending. */
export async function readNewestNumbers(db: Database): Promise<number[]> {
  const rows = await db
    .select({ seq: liveEventTable.seq })
    .from(liveEventTable)
    .orderBy(desc(liveEventTable.seq))
    .limit(BATCH)
  return rows.map(({ seq }) => seq).reverse()
}

/** What was not seen yet, ascending, and what is seen then. */
export async function readUnseen(
  db: Database,
  before: Seen,
  at: number,
): Promise<{ events: AddressedEvent[]; seen: Seen; isAll: boolean }> {
  const late = [...before.missing.keys()]
  const isNew = gt(liveEventTable.seq, before.highest)
  const events = await db
    .select(EVENT)
    .from(liveEventTable)
    .where(late.length === 0 ? isNew : or(isNew, inArray(liveEventTable.seq, late)))
    .orderBy(asc(liveEventTable.seq))
    .limit(BATCH)
  const numbers = events.map(({ seq }) => seq)
  return { events, seen: seenWith(before, numbers, at), isAll: events.length < BATCH }
}

/**
 * The events of an organisation after a cursor, ascending, or null when they can't be told: the cursor
 * is older than what is kept, not one of ours, or there are too many to be worth telling one by one.
 */
export async function readEventsSince(
  db: Database,
  organisationId: string,
  cursor: number,
): Promise<LiveEvent[] | null> {
  const { seq } = liveEventTable
  const [bounds] = await db.select({ first: min(seq), last: max(seq) }).from(liveEventTable)
  const [first, last] = [Number(bounds?.first ?? 0), Number(bounds?.last ?? 0)]
  if (cursor > last || (cursor > 0 && cursor < first - 1)) return null
  const { organisationId: _, ...event } = EVENT
  const rows = await db
    .select(event)
    .from(liveEventTable)
    .where(and(gt(seq, cursor), inArray(liveEventTable.organisationId, [organisationId, EVERYONE])))
    .orderBy(asc(seq))
    .limit(BATCH)
  return rows.length < BATCH ? rows : null
}
