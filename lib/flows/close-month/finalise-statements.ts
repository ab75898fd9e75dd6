import 'server-only'
import { createHash } from 'node:crypto'
import { eq, isNull, lt, max, or, sql } from 'drizzle-orm'
import { addDays, monthWindow } from '@/lib/core/time'
import { listStatementRecords } from '@/lib/domains/billing/statement/queries'
import {
  statementAmounts,
  statementId,
  statementNumber,
  statementText,
} from '@/lib/domains/billing/statement/rules'
import { statementTable } from '@/lib/domains/billing/statement/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { loadTreasuryFigures, type TreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { dailyEarnings, sumEarnings } from '@/lib/domains/liquidity/treasury/rules'
import { treasuryDayTable, treasuryTable } from '@/lib/domains/liquidity/treasury/table'
import { hasFacts } from '@/lib/lightning/facts'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'
import { type Close, finalAt, firstMonth, missingMonths } from './rules'

/** The statements that are missing up to the newest final month, of each treasury by itself. */
export async function finaliseStatements(ctx: SystemCtx, close: Close): Promise<void> {
  const missing = await listMissing(ctx, close)
  if (missing.size === 0) return
  for (const figures of await loadTreasuryFigures(ctx)) {
    for (const period of missing.get(figures.treasury.id) ?? []) {
      if (!isComplete(figures, period)) break
      await finaliseStatement(ctx, figures, period)
    }
  }
}

async function listMissing(ctx: SystemCtx, { last, demoAnchorAt }: Close) {
  const missing = new Map<string, string[]>()
  if (!(await isBehind(ctx, last))) return missing
  const statements = await listStatementRecords(ctx)
  for (const { id, firstDay } of await listFirstDays(ctx)) {
    const made = statements.filter((row) => row.treasuryId === id).map(({ period }) => period)
    const months = missingMonths(firstMonth(firstDay, made, demoAnchorAt), last, made)
    if (months.length > 0) missing.set(id, months)
  }
  return missing
}

/** Whether the newest statement of any treasury is older than the month: all else is read only then. */
async function isBehind(ctx: SystemCtx, last: string): Promise<boolean> {
  const newest = max(statementTable.period)
  const behind = await ctx.db
    .select({ id: treasuryTable.id })
    .from(treasuryTable)
    .leftJoin(statementTable, eq(statementTable.treasuryId, treasuryTable.id))
    .groupBy(treasuryTable.id)
    .having(or(isNull(newest), lt(newest, last)))
    .limit(1)
  return behind.length > 0
}

/** The first day of each treasury: when it was created, or what it earned before that. */
async function listFirstDays(ctx: SystemCtx) {
  const t = treasuryTable
  const result = (await ctx.db.execute(sql`
    select ${t.id} as id, to_char(least(${t.createdAt}, d.first::timestamp at time zone 'UTC', l.first)
      at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "firstDay"
    from ${t}
    left join (select treasury_id, min(date) as first from ${treasuryDayTable} group by 1) d
      on d.treasury_id = ${t.id}
    left join (select treasury_id, min(start_at) as first from ${leaseTable}
      where status <> 'cancelled' and (status <> 'pending' or delivered_at is not null) group by 1) l on l.treasury_id = ${t.id}
    order by 1`)) as unknown as { rows: { id: string; firstDay: IsoInstant }[] }
  return result.rows
}

/** Whether the facts of a month reach its end; a treasury without a node in service has none to wait for. */
function isComplete({ days, nodes }: TreasuryFigures, period: string): boolean {
  const lastDay = addDays(monthWindow(period).to, -1)
  if ((days.at(-1)?.date ?? '') >= lastDay) return true
  return !nodes.some(({ node }) => hasFacts({ from: node.createdAt, to: node.retiredAt }, lastDay))
}

async function finaliseStatement(
  ctx: SystemCtx,
  { treasury, leases, breaches, days }: TreasuryFigures,
  period: string,
): Promise<void> {
  const { marginBps } = treasury
  const window = monthWindow(period)
  const earnings = dailyEarnings({ leases, credits: breaches, days, marginBps, ...window })
  const amounts = statementAmounts(treasury.id, period, marginBps, sumEarnings(earnings, window))
  const statement = {
    id: statementId(treasury.id, period),
    number: statementNumber(treasury.id, period),
    ...amounts,
    contentHash: createHash('sha256').update(statementText(amounts)).digest('hex'),
    generatedAt: finalAt(period),
  }
  const added = await ctx.db
    .insert(statementTable)
    .values(statement)
    .onConflictDoNothing({ target: [statementTable.treasuryId, statementTable.period] })
    .returning({ id: statementTable.id })
  if (added.length === 0) return
  await audit(ctx, {
    action: 'statement.finalised',
    entityType: 'Statement',
    entityId: statement.id,
    from: 'accruing',
    to: 'final',
    details: { period, netSats: statement.netSats, contentHash: statement.contentHash },
  })
}
