import 'server-only'
import { notFound } from 'next/navigation'
import { NotFoundError } from '@/lib/core/errors'
import type { AuditEventItem } from '@/lib/platform/audit/list'
import { getAuditEvent } from '@/lib/platform/audit/queries'
import type { ViewerCtx } from '@/lib/web/viewer'

/** One entry, or the 404 page. */
export async function loadEntry(ctx: ViewerCtx, id: string): Promise<AuditEventItem> {
  try {
    return await getAuditEvent(ctx, id)
  } catch (error) {
    if (error instanceof NotFoundError) notFound()
    throw error
  }
}
