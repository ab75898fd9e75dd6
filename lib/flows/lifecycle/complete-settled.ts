import 'server-only'
import { sql } from 'drizzle-orm'
import { fixedClock, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { statementTable } from '@/lib/domains/billing/statement/table'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'
import { completeContract } from './wind-up'

/**
 * Completes the expired leases that are settled, with their contracts, each as of the instant at which the
 * last of its invoices was paid and in a transaction of its own. It comes after the months were closed.
 * Source: functional specification §3, Lease: expired → completed (all settled).
 */
export async function completeSettled(ctx: SystemCtx): Promise<void> {
  for (const { id, at } of await listSettled(ctx)) await completeLease(ctx, id, at)
}

async function completeLease(ctx: SystemCtx, leaseId: string, at: IsoInstant): Promise<void> {
  await withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const lease = await lockLease(tx, leaseId)
    if (lease.status !== 'expired') return
    await saveLease(tx, lease, moveLease(lease, 'complete', at), {
      action: 'lease.completed',
      reason: 'All of its invoices are settled',
    })
    await completeContract(tx, leaseId, at)
  })
}

/**
 * When each expired lease was settled: every month of its term is billed and paid. A month is billed once
 * its statement is final; what then has no invoice owed nothing, and months before the oldest document of
 * both sides are archived.
 */
async function listSettled(ctx: SystemCtx): Promise<{ id: string; at: IsoInstant }[]> {
  const result = (await ctx.db.execute(sql`
    with billed as (select treasury_id, min(period) as first from ${statementTable} group by 1),
    settled as (
      select l.id, case when bool_and(m.at is not null) then greatest(l.end_at, max(m.at)) end as at
      from ${leaseTable} l
      left join billed b on b.treasury_id = l.treasury_id
      cross join lateral (
        select case
          when i.status in ('paid', 'refunded') then coalesce(i.paid_at, i.issued_at)
          when i.status = 'void' then i.issued_at
          when i.id is not null then null
          when p.period < b.first then l.end_at
          else s.generated_at
        end as at
        from (
          select to_char(month, 'YYYY-MM') as period from generate_series(
            date_trunc('month', l.start_at at time zone 'UTC'),
            (l.end_at at time zone 'UTC') - interval '1 millisecond', interval '1 month') month
        ) p
        left join ${invoiceTable} i on i.subscriber_id = l.subscriber_id and i.period = p.period
        left join ${statementTable} s on s.treasury_id = l.treasury_id and s.period = p.period
      ) m
      where l.status = 'expired' group by l.id
    )
    select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from settled
    where settled.at <= ${toInstant(ctx.clock.now())}::timestamptz order by settled.at, id`)) as unknown as {
    rows: { id: string; at: IsoInstant }[]
  }
  return result.rows
}
