import 'server-only'
import { and, asc, lt } from 'drizzle-orm'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { IsoDate, PayoutAddressRecord, PolicyTemplateRecord, TreasuryRecord } from '@/types'
import type { TreasuryDay } from './rules'
import { payoutAddressTable, policyTemplateTable, treasuryDayTable, treasuryTable } from './table'

/** The viewer's own treasury profile; all for admins. */
export async function listTreasuryRecords(ctx: Ctx): Promise<TreasuryRecord[]> {
  return ctx.db
    .select()
    .from(treasuryTable)
    .where(ownRows(ctx.actor, { treasury: treasuryTable.id }))
    .orderBy(asc(treasuryTable.id))
}

export async function listPayoutAddresses(ctx: Ctx): Promise<PayoutAddressRecord[]> {
  return ctx.db
    .select()
    .from(payoutAddressTable)
    .where(ownRows(ctx.actor, { treasury: payoutAddressTable.treasuryId }))
    .orderBy(asc(payoutAddressTable.id))
}

/** Recommended fee policies: reference data, the same for everyone. */
export async function listPolicyTemplates(ctx: Ctx): Promise<PolicyTemplateRecord[]> {
  return ctx.db.select().from(policyTemplateTable).orderBy(asc(policyTemplateTable.id))
}

/** The complete days before `to` of each treasury in scope, oldest first. */
export async function listTreasuryDays(
  ctx: Ctx,
  to: IsoDate,
): Promise<(TreasuryDay & { treasuryId: string })[]> {
  return ctx.db
    .select()
    .from(treasuryDayTable)
    .where(
      and(
        ownRows(ctx.actor, { treasury: treasuryDayTable.treasuryId }),
        lt(treasuryDayTable.date, to),
      ),
    )
    .orderBy(asc(treasuryDayTable.treasuryId), asc(treasuryDayTable.date))
}
