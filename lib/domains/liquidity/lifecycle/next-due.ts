import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { channelOperationTable } from '@/lib/domains/liquidity/channel/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { TICKET_LAPSE_DAYS } from '@/lib/domains/liquidity/ticket/rules'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'

/** What comes due by itself; at one instant in this order. */
export const DUE_KINDS = [
  'renewal_lapse',
  'reservation_lapse',
  'ticket_lapse',
  'operation_step',
  'early_end',
  'renewal_start',
  'lease_end',
  'lease_start',
] as const
export type DueKind = (typeof DUE_KINDS)[number]

export interface DueEvent {
  kind: DueKind
  /** Of the row that holds the due instant. */
  id: string
  at: IsoInstant
}

/** Which rows of each kind wait for an instant, and for which. */
const SOURCES: Readonly<Record<DueKind, SQL>> = {
  renewal_lapse: sql`select id, respond_by as at from ${renewalTable} where status = 'requested'`,
  reservation_lapse: sql`select id, expires_at as at from ${allocationTable}
    where status = 'reserved' and expires_at is not null`,
  ticket_lapse: sql`select id, updated_at + make_interval(days => ${TICKET_LAPSE_DAYS}) as at
    from ${ticketTable} where status = 'pending'`,
  operation_step: sql`select id, due_at as at from ${channelOperationTable}
    where status = 'running' and due_at is not null`,
  early_end: sql`select id, effective_at as at from ${earlyEndTable} where status = 'approved'`,
  renewal_start: sql`select l.id, l.start_at as at from ${leaseTable} l
    join ${contractTable} c on c.lease_id = l.id and c.status = 'active'
    where l.status = 'pending' and l.renews_lease_id is not null`,
  // A renewed lease ends in the transaction that starts its renewal.
  lease_end: sql`select l.id, l.end_at as at from ${leaseTable} l
    where l.status in ('active', 'paused') and not exists (
      select 1 from ${leaseTable} r join ${contractTable} c on c.lease_id = r.id
      where r.renews_lease_id = l.id and r.status = 'pending' and c.status = 'active')`,
  lease_start: sql`select l.id, greatest(l.start_at, l.delivered_at) as at from ${leaseTable} l
    join ${contractTable} c on c.lease_id = l.id and c.status = 'active'
    where l.status = 'pending' and l.renews_lease_id is null and l.delivered_at is not null`,
}

/**
 * The earliest thing that is due, in one statement; null when nothing is.
 * @param aside keys of `dueKey` that are left out.
 */
export async function nextDue(
  ctx: Pick<SystemCtx, 'db'>,
  now: Date,
  aside: ReadonlySet<string> = new Set(),
): Promise<DueEvent | null> {
  const parts = DUE_KINDS.map(
    (kind, rank) => sql`select ${kind} as kind, ${rank}::int as rank, due.id, due.at
      from (${SOURCES[kind]}) due where due.at <= ${toInstant(now)}::timestamptz`,
  )
  const left = [...aside]
  const skip =
    left.length === 0
      ? sql``
      : sql`where kind || ' ' || id not in (${sql.join(
          left.map((key) => sql`${key}`),
          sql`, `,
        )})`
  const result = (await ctx.db.execute(sql`
    select kind, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from (${sql.join(parts, sql` union all `)}) everything ${skip}
    order by everything.at, rank, id limit 1`)) as unknown as { rows: DueEvent[] }
  return result.rows[0] ?? null
}

/** How many of each kind wait for an instant up to `until`; what follows from them is not foreseen. */
export async function countDue(
  ctx: Pick<SystemCtx, 'db'>,
  until: IsoInstant,
): Promise<ReadonlyMap<DueKind, number>> {
  const parts = DUE_KINDS.map(
    (kind) => sql`select ${kind} as kind, count(*)::int as count
      from (${SOURCES[kind]}) due where due.at <= ${until}::timestamptz`,
  )
  const result = (await ctx.db.execute(sql.join(parts, sql` union all `))) as unknown as {
    rows: { kind: DueKind; count: number }[]
  }
  return new Map(result.rows.map(({ kind, count }) => [kind, count]))
}

export function dueKey({ kind, id }: DueEvent): string {
  return `${kind} ${id}`
}
