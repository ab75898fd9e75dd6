import 'server-only'
import { eq } from 'drizzle-orm'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { ContractRecord } from '@/types'
import { contractTable } from './table'

/** Stores a locked contract's next state with its audit row, and tells both parties. */
export async function saveContract(
  ctx: Ctx,
  before: ContractRecord,
  after: ContractRecord,
  {
    action,
    reason = null,
    details = {},
  }: { action: string; reason?: string | null; details?: Record<string, unknown> },
): Promise<ContractRecord> {
  await ctx.db.update(contractTable).set(after).where(eq(contractTable.id, before.id))
  const subject = { entityType: 'Contract', entityId: before.id }
  await audit(ctx, {
    ...subject,
    action,
    from: before.status,
    to: after.status,
    reason,
    details: { leaseId: before.leaseId, ...details },
  })
  await publish(ctx, {
    ...subject,
    organisations: [before.treasuryId, before.subscriberId],
    change: action,
  })
  return after
}
