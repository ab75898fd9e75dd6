import 'server-only'
import { eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { compareText } from '@/lib/core/text'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
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

/**
 * An admin changes a pool's name, members or policy; running leases keep their terms.
 * @throws ConflictError `stale_version`, `pool_name_taken`, `treasury_has_pending`.
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
      treasuryIds,
      jurisdictions: [...new Set(input.jurisdictions)].sort(compareText),
      version: version + 1,
    }
    await assertFreeName(tx, after)
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

function difference(before: TreasuryPoolRecord, after: TreasuryPoolRecord) {
  const details: Record<string, unknown> = {}
  for (const key of Object.keys(after) as (keyof TreasuryPoolRecord)[]) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue
    details[key] = { from: before[key], to: after[key] }
  }
  return details
}
