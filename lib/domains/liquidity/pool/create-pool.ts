import 'server-only'
import { compareText } from '@/lib/core/text'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import { newId } from '@/lib/platform/new-id'
import type { TreasuryPoolRecord } from '@/types'
import type { CreatePoolInput } from './inputs'
import { assertFreeName, knownTreasuries, lockNames, saveMembers } from './save-members'
import { poolTable } from './table'

/** An admin offers treasuries together under one policy. */
export async function createPool(ctx: Ctx, input: CreatePoolInput): Promise<TreasuryPoolRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    await lockNames(tx)
    const { treasuryIds, jurisdictions, ...policy } = input
    const pool: Omit<TreasuryPoolRecord, 'treasuryIds'> = {
      ...policy,
      id: newId('pool'),
      jurisdictions: [...new Set(jurisdictions)].sort(compareText),
      createdAt: toInstant(tx.clock.now()),
      version: 1,
    }
    await assertFreeName(tx, pool)
    const members = await knownTreasuries(tx, treasuryIds)
    await tx.db.insert(poolTable).values(pool)
    await saveMembers(tx, pool.id, members)
    await audit(tx, {
      action: 'pool.created',
      entityType: 'TreasuryPool',
      entityId: pool.id,
      details: { ...policy, jurisdictions: pool.jurisdictions, treasuryIds: members },
    })
    await publish(tx, {
      organisations: [],
      entityType: 'TreasuryPool',
      entityId: pool.id,
      change: 'pool.created',
    })
    return { ...pool, treasuryIds: members }
  })
}
