import 'server-only'
import { asc, eq, inArray } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import type { ComplianceRecordRecord } from '@/types'
import { complianceRecordTable } from './table'

/** What a command has to know of one organisation, whoever runs it; never shown to other organisations. */
export async function complianceOf(
  ctx: Ctx,
  organisationId: string,
): Promise<ComplianceRecordRecord | null> {
  const [record] = await ctx.db
    .select()
    .from(complianceRecordTable)
    .where(eq(complianceRecordTable.organisationId, organisationId))
  return record ?? null
}

/** The same for several organisations at once, by id. */
export async function complianceOfMany(
  ctx: Ctx,
  organisationIds: readonly string[],
): Promise<Map<string, ComplianceRecordRecord>> {
  const records = await listRows(ctx, complianceRecordTable, {
    where: inArray(complianceRecordTable.organisationId, [...organisationIds]),
    orderBy: [asc(complianceRecordTable.organisationId)],
  })
  return new Map(records.map((record) => [record.organisationId, record]))
}
