import 'server-only'
import { eq } from 'drizzle-orm'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { LeaseRecord } from '@/types'
import { leaseTable } from './table'

interface LeaseChange {
  /** "lease.paused". */
  action: string
  reason?: string | null
  details?: Record<string, unknown>
}

/** Stores a locked lease's next state with its audit row, and tells both parties. */
export async function saveLease(
  ctx: Ctx,
  before: LeaseRecord,
  after: LeaseRecord,
  { action, reason = null, details = {} }: LeaseChange,
): Promise<LeaseRecord> {
  await ctx.db.update(leaseTable).set(after).where(eq(leaseTable.id, before.id))
  const subject = { entityType: 'Lease', entityId: before.id }
  await audit(ctx, {
    ...subject,
    action,
    from: before.status,
    to: after.status,
    reason,
    details,
  })
  await publish(ctx, {
    ...subject,
    organisations: [before.treasuryId, before.subscriberId],
    change: action,
  })
  return after
}
