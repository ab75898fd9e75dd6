import 'server-only'
import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { ConflictError, ValidationError } from '@/lib/core/errors'
import { withoutMarks } from '@/lib/core/fact-text'
import { foldName } from '@/lib/core/plain-text'
import { compareText } from '@/lib/core/text'
import type { Ctx } from '@/lib/platform/ctx'
import { leaseTable } from '../lease/table'
import { treasuryTable } from '../treasury/table'
import { poolTable, poolTreasuryTable } from './table'

/** Of two pools that want one name at once, the second waits here and then sees the first. */
export async function lockNames(ctx: Ctx): Promise<void> {
  await ctx.db.execute(sql`lock table ${poolTable} in share row exclusive mode`)
}

/** Distinct and sorted. @throws ValidationError for a treasury that does not exist. */
export async function knownTreasuries(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)].sort(compareText)
  const found = await ctx.db
    .select({ id: treasuryTable.id })
    .from(treasuryTable)
    .where(inArray(treasuryTable.id, wanted))
  if (found.length === wanted.length) return wanted
  throw new ValidationError('A treasury does not exist.', { treasuryIds: 'Choose from the list.' })
}

/**
 * Names that people can't tell apart are one name.
 * @param before what the pool is called already, which it keeps.
 * @throws ConflictError `pool_name_taken` when another pool has the name or nickname.
 */
export async function assertFreeName(
  ctx: Ctx,
  { id, name, nickname }: { id: string; name: string; nickname: string },
  before: { name: string; nickname: string } | null = null,
): Promise<void> {
  const others = await ctx.db
    .select({ name: poolTable.name, nickname: poolTable.nickname })
    .from(poolTable)
    .where(ne(poolTable.id, id))
  const isTaken = (wanted: string, taken: string) => foldName(wanted) === foldName(taken)
  const byName = others.find((other) => name !== before?.name && isTaken(name, other.name))
  const byNickname = others.find(
    (other) => nickname !== before?.nickname && isTaken(nickname, other.nickname),
  )
  if (byName !== undefined) throw taken('name', byName.name)
  if (byNickname !== undefined) throw taken('nickname', byNickname.nickname)
}

function taken(what: string, value: string): ConflictError {
  return new ConflictError(
    'pool_name_taken',
    `Another pool has this ${what}: ${withoutMarks(value)}.`,
  )
}

/** @throws ConflictError `treasury_has_pending` for one whose allocations in the pool still wait. */
export async function assertDroppable(
  ctx: Ctx,
  poolId: string,
  dropped: readonly string[],
): Promise<void> {
  if (dropped.length === 0) return
  const [pending] = await ctx.db
    .select({ treasuryId: leaseTable.treasuryId })
    .from(leaseTable)
    .where(
      and(
        eq(leaseTable.poolId, poolId),
        eq(leaseTable.status, 'pending'),
        inArray(leaseTable.treasuryId, [...dropped]),
      ),
    )
  if (pending === undefined) return
  throw new ConflictError(
    'treasury_has_pending',
    'A treasury with pending allocations can’t leave the pool.',
  )
}

export async function saveMembers(
  ctx: Ctx,
  poolId: string,
  treasuryIds: readonly string[],
): Promise<void> {
  await ctx.db.delete(poolTreasuryTable).where(eq(poolTreasuryTable.poolId, poolId))
  await ctx.db
    .insert(poolTreasuryTable)
    .values(treasuryIds.map((treasuryId) => ({ poolId, treasuryId })))
}
