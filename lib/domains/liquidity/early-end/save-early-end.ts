import 'server-only'
import { eq } from 'drizzle-orm'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { EarlyEndRecord } from '@/types'
import { earlyEndTable } from './table'

/** Stores a new request for an early end, or a locked one's next state; audits it and tells both parties. */
export async function saveEarlyEnd(
  ctx: Ctx,
  before: EarlyEndRecord | null,
  after: EarlyEndRecord,
): Promise<EarlyEndRecord> {
  if (before === null) await ctx.db.insert(earlyEndTable).values(after)
  else await ctx.db.update(earlyEndTable).set(after).where(eq(earlyEndTable.id, after.id))
  const action = `early_end.${after.status}`
  const subject = { entityType: 'EarlyEnd', entityId: after.id }
  const { leaseId, effectiveAt, feeSats, isFeeWaived } = after
  await audit(ctx, {
    ...subject,
    action,
    from: before?.status ?? null,
    to: after.status,
    reason: before === null ? after.reason : after.answerReason,
    details: { leaseId, effectiveAt, feeSats, isFeeWaived },
  })
  await publish(ctx, {
    ...subject,
    organisations: [after.treasuryId, after.subscriberId],
    change: action,
  })
  return after
}
