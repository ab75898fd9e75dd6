import 'server-only'
import { eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import type { UserCtx } from '@/lib/platform/ctx'
import { type AuditEventItem, auditList } from './list'
import { auditEventTable } from './table'

/** One row. @throws NotFoundError for an id that does not exist or is not the viewer's to see. */
export async function getAuditEvent(ctx: UserCtx, id: string): Promise<AuditEventItem> {
  const [row] = await auditList.first(ctx, eq(auditEventTable.id, id), 1)
  if (row === undefined) throw new NotFoundError('This audit entry')
  return row
}
