import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { ComplianceRecordRecord } from '@/types'
import { complianceRecordTable } from './table'

/** The compliance record of the viewer's organisation; all for admins. */
export async function listComplianceRecordRecords(ctx: Ctx): Promise<ComplianceRecordRecord[]> {
  return listRows(ctx, complianceRecordTable, {
    where: ownRows(ctx.actor, {
      treasury: complianceRecordTable.organisationId,
      subscriber: complianceRecordTable.organisationId,
    }),
    orderBy: [asc(complianceRecordTable.id)],
  })
}
