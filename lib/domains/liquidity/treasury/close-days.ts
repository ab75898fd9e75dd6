import 'server-only'
import { sql } from 'drizzle-orm'
import type { DateWindow } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { channelDayTable } from '../channel/table'
import { nodeDayTable } from '../node/table'
import { treasuryDayTable } from './table'

/** Sums the facts of complete UTC days into each treasury's closed days; doing it again changes nothing. */
export async function closeTreasuryDays(
  ctx: Pick<DbCtx, 'db'>,
  { from, to }: DateWindow,
): Promise<void> {
  await ctx.db.execute(sql`
    insert into ${treasuryDayTable} (treasury_id, date, routed_sats, fee_msat, deployed_sats)
    select node.treasury_id, node.date, coalesce(channel.routed_sats, 0),
      coalesce(channel.fee_msat, 0), node.deployed_sats
    from (
      select treasury_id, date, sum(capacity_sats) as deployed_sats
      from ${nodeDayTable} where date >= ${from} and date < ${to} group by 1, 2
    ) node
    left join (
      select treasury_id, date, sum(routed_sats) as routed_sats, sum(fee_msat) as fee_msat
      from ${channelDayTable} where date >= ${from} and date < ${to} group by 1, 2
    ) channel using (treasury_id, date)
    on conflict (treasury_id, date) do update set
      routed_sats = excluded.routed_sats, fee_msat = excluded.fee_msat,
      deployed_sats = excluded.deployed_sats
  `)
}
