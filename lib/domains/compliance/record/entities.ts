import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { ComplianceRecord } from '@/types'
import { listComplianceRecordRecords } from './queries'
import { toComplianceRecord } from './rules'

/** The compliance record of the viewer's organisation; all for admins. */
export async function listComplianceRecords(ctx: Ctx): Promise<ComplianceRecord[]> {
  return (await listComplianceRecordRecords(ctx)).map(toComplianceRecord)
}
