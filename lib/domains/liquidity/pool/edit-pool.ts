import 'server-only'
import { eq } from 'drizzle-orm'
import { ConflictError, ValidationError } from '@/lib/core/errors'
import { compareText } from '@/lib/core/text'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import { nameInput } from '@/lib/validators/inputs'
import type { TreasuryPoolRecord } from '@/types'
import { findPool } from './find-pool'
import type { EditPoolInput } from './inputs'
import {
  assertDroppable,
  assertFreeName,
  knownTreasuries,
  lockNames,
  saveMembers,
} from './save-members'
import { poolTable } from './table'

type Names = Pick<TreasuryPoolRecord, 'name' | 'nickname'>

/**
 * An admin changes a pool's name, members or policy; running leases keep their terms. A name that stays
 * is not judged: one from before there were rules for names stands in nobody's way.
 * @throws ValidationError for another name that is none; ConflictError `stale_version`, `pool_name_taken`, `treasury_has_pending`.
 */
export async function editPool(
  ctx: Ctx,
  { poolId, version, ...input }: EditPoolInput & { poolId: string },
): Promise<TreasuryPoolRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    await lockNames(tx)
    await tx.db
      .select({ id: poolTable.id })
      .from(poolTable)
      .where(eq(poolTable.id, poolId))
      .for('no key update')
    const before = await findPool(tx, poolId)
    if (before.version !== version) {
      const fresh = { version: before.version, name: before.name }
      throw new ConflictError('stale_version', 'This pool has changed meanwhile.', fresh)
    }
    const treasuryIds = await knownTreasuries(tx, input.treasuryIds)
    const after: TreasuryPoolRecord = {
      ...before,
      ...input,
      ...changedNames(before, input),
      treasuryIds,
      jurisdictions: [...new Set(input.jurisdictions)].sort(compareText),
      version: version + 1,
    }
    await assertFreeName(tx, after, before)
    await assertDroppable(
      tx,
      poolId,
      before.treasuryIds.filter((id) => !treasuryIds.includes(id)),
    )
    const { treasuryIds: _members, ...row } = after
    await tx.db.update(poolTable).set(row).where(eq(poolTable.id, poolId))
    await saveMembers(tx, poolId, treasuryIds)
    await audit(tx, {
      action: 'pool.changed',
      entityType: 'TreasuryPool',
      entityId: poolId,
      details: difference(before, after),
    })
    await publish(tx, {
      organisations: [],
      entityType: 'TreasuryPool',
      entityId: poolId,
      change: 'pool.changed',
    })
    return after
  })
}

/** @throws ValidationError with one sentence for each name that is another one than before, and none. */
function changedNames(before: TreasuryPoolRecord, wanted: Names): Names {
  const fieldErrors: Record<string, string> = {}
  const names = { name: before.name, nickname: before.nickname }
  for (const field of ['name', 'nickname'] as const) {
    if (wanted[field] === before[field]) continue
    const read = nameInput().safeParse(wanted[field])
    if (read.success) names[field] = read.data
    else fieldErrors[field] = read.error.issues[0]?.message ?? 'This is no name.'
  }
  if (Object.keys(fieldErrors).length === 0) return names
  throw new ValidationError('Some of this cannot be accepted as it is.', fieldErrors)
}

function difference(before: TreasuryPoolRecord, after: TreasuryPoolRecord) {
  const details: Record<string, unknown> = {}
  for (const key of Object.keys(after) as (keyof TreasuryPoolRecord)[]) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue
    details[key] = { from: before[key], to: after[key] }
  }
  return details
}
