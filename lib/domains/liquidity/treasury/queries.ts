import 'server-only'
import { and, asc, lt, sql } from 'drizzle-orm'
import { sats } from '@/lib/core/money'
import { askPacked, listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { IsoDate, PayoutAddressRecord, PolicyTemplateRecord, TreasuryRecord } from '@/types'
import type { TreasuryDay } from './rules'
import { payoutAddressTable, policyTemplateTable, treasuryDayTable, treasuryTable } from './table'

/** The viewer's own treasury profile; all for admins. */
export async function listTreasuryRecords(ctx: Ctx): Promise<TreasuryRecord[]> {
  return listRows(ctx, treasuryTable, {
    where: ownRows(ctx.actor, { treasury: treasuryTable.id }),
    orderBy: [asc(treasuryTable.id)],
  })
}

export async function listPayoutAddresses(ctx: Ctx): Promise<PayoutAddressRecord[]> {
  return listRows(ctx, payoutAddressTable, {
    where: ownRows(ctx.actor, { treasury: payoutAddressTable.treasuryId }),
    orderBy: [asc(payoutAddressTable.id)],
  })
}

/** Recommended fee policies: reference data, the same for everyone. */
export async function listPolicyTemplates(ctx: Ctx): Promise<PolicyTemplateRecord[]> {
  return ctx.db.select().from(policyTemplateTable).orderBy(asc(policyTemplateTable.id))
}

type PackedDay = [IsoDate, routedSats: number, feeMsat: string, deployedSats: number]

/**
 * The complete days before `to` of each treasury in scope, oldest first. They come packed as JSON, one
 * row a treasury: reading hundreds of rows value by value costs more than the rest of a page.
 */
export async function listTreasuryDays(
  ctx: Ctx,
  to: IsoDate,
): Promise<(TreasuryDay & { treasuryId: string })[]> {
  const t = treasuryDayTable
  const day = sql`json_build_array(${t.date}, ${t.routedSats}, ${t.feeMsat}::text, ${t.deployedSats})`
  const where = and(ownRows(ctx.actor, { treasury: t.treasuryId }), lt(t.date, to))
  const rows = await askPacked<[treasuryId: string, days: PackedDay[]]>(
    ctx,
    sql`select json_build_array(${t.treasuryId}, json_agg(${day} order by ${t.date})) as packed from ${t} where ${where} group by ${t.treasuryId} order by ${t.treasuryId}`,
  )
  return rows.flatMap(([treasuryId, days]) =>
    days.map(([date, routed, feeMsat, deployed]) => ({
      treasuryId,
      date,
      routedSats: sats(routed),
      feeMsat: BigInt(feeMsat),
      deployedSats: sats(deployed),
    })),
  )
}
