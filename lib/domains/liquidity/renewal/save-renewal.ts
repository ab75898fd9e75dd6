import 'server-only'
import { eq } from 'drizzle-orm'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { RenewalRequestRecord } from '@/types'
import { renewalTable } from './table'

/** Stores a new renewal request, or a locked one's next state, with its audit row; tells both parties. */
export async function saveRenewal(
  ctx: Ctx,
  before: RenewalRequestRecord | null,
  after: RenewalRequestRecord,
): Promise<RenewalRequestRecord> {
  if (before === null) await ctx.db.insert(renewalTable).values(after)
  else await ctx.db.update(renewalTable).set(after).where(eq(renewalTable.id, after.id))
  const action = `renewal.${after.status}`
  const subject = { entityType: 'Renewal', entityId: after.id }
  const { leaseId, termDays, sizeSats, newLeaseId, fallbackTicketId } = after
  await audit(ctx, {
    ...subject,
    action,
    from: before?.status ?? null,
    to: after.status,
    reason: after.reason,
    details: {
      leaseId,
      termDays,
      sizeSats,
      ...(newLeaseId === null ? {} : { newLeaseId }),
      ...(fallbackTicketId === null ? {} : { fallbackTicketId }),
    },
  })
  await publish(ctx, {
    ...subject,
    organisations: [after.treasuryId, after.subscriberId],
    change: action,
  })
  return after
}
