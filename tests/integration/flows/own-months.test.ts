import { and, eq, gte, type SQL, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { fixedClock } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { listInvoiceRecords } from '@/lib/domains/billing/invoice/queries'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { listStatementRecords } from '@/lib/domains/billing/statement/queries'
import { statementTable } from '@/lib/domains/billing/statement/table'
import { listSlaBreaches } from '@/lib/domains/liquidity/incident/queries'
import { slaBreachTable } from '@/lib/domains/liquidity/incident/table'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { treasuryDayTable, treasuryTable } from '@/lib/domains/liquidity/treasury/table'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { organisationTable } from '@/lib/platform/organisation/table'
import { ledgerDays } from '@/tests/support/ledger-sql'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const DECEMBER = '2026-12-01T02:00:00.000Z'
const JANUARY = '2027-01-01T02:00:00.000Z'

async function closeAt(ctx: DbCtx, instant: string) {
  const system = systemOf({ ...ctx, clock: fixedClock(instant) })
  await extendFacts(system)
  await closeMonths(system)
  return system
}

async function addTreasury(ctx: DbCtx, id: string, createdAt: string) {
  const jurisdiction = 'CH'
  await ctx.db
    .insert(organisationTable)
    .values({ id, kind: 'treasury', name: id, jurisdiction, createdAt })
  await ctx.db.insert(treasuryTable).values({
    ...{ id, name: id, marginBps: 700, alias: id, isAnonymised: false, jurisdiction, createdAt },
    policyTemplateId: 'tmpl_001',
  })
}

const statementsOf = async (ctx: DbCtx, treasuryId: string) =>
  (await listStatementRecords(systemOf(ctx)))
    .filter((row) => row.treasuryId === treasuryId)
    .sort((a, b) => a.period.localeCompare(b.period))

/** A credit of the first running lease of sub_001, given for a breach in November. */
async function creditLate(ctx: DbCtx, creditSats: number, id = 'sla_late') {
  const [breach] = await ctx.db.select().from(slaBreachTable).limit(1)
  if (breach === undefined) throw new Error('No breach')
  const { bookedOn: _, ...known } = breach
  await ctx.db.insert(slaBreachTable).values({
    ...known,
    ...{ id, treasuryId: 'trs_001', subscriberId: 'sub_001' },
    ...{ fromAt: '2026-11-28T10:00:00.000Z', toAt: '2026-11-28T14:00:00.000Z' },
    creditSats: sats(creditSats),
  })
}

describe('closing the months of a store', () => {
  it('begins with the first day of each treasury where there are no statements yet', () =>
    store.inRollback(async (ctx) => {
      await ctx.db.delete(statementTable)
      await closeAt(ctx, DECEMBER)
      const [first] = await ctx.db
        .select({ at: sql<string>`min(${treasuryDayTable.date})::text` })
        .from(treasuryDayTable)
        .where(eq(treasuryDayTable.treasuryId, 'trs_001'))
      const periods = (await statementsOf(ctx, 'trs_001')).map(({ period }) => period)
      expect(periods.at(0)).toBe(first?.at.slice(0, 7))
      expect(periods.at(-1)).toBe('2026-11')
      expect(new Set(periods).size).toBe(periods.length)

      const statements = await listStatementRecords(systemOf(ctx))
      const days = await ledgerDays(ctx.db, '2026-12-01')
      for (const statement of statements) {
        const own = days.filter(
          ({ treasury, date }) =>
            treasury === statement.treasuryId && date.startsWith(statement.period),
        )
        expect(statement.grossSats).toBe(own.reduce((sum, { gross }) => sum + gross, 0))
      }
    }))

  it('bills each subscriber from its first month where there are no invoices yet', () =>
    store.inRollback(async (ctx) => {
      const before = await listInvoiceRecords(systemOf(ctx))
      await ctx.db.delete(invoiceTable)
      await ctx.db.delete(statementTable)
      const system = await closeAt(ctx, DECEMBER)
      const invoices = await listInvoiceRecords(system)
      expect(new Set(invoices.map(({ number }) => number)).size).toBe(invoices.length)
      expect(invoices.some(({ period }) => period < '2026-08')).toBe(true)
      for (const { subscriberId, period, amountSats } of before.filter(
        (row) => row.amountSats > 0,
      )) {
        const again = invoices.find(
          (row) => row.subscriberId === subscriberId && row.period === period,
        )
        expect(again?.amountSats).toBe(amountSats)
      }
    }))

  it('gives what it bills late two weeks from the day on which it is made', () =>
    store.inRollback(async (ctx) => {
      const dueOf = async (instant: string) => {
        await ctx.db.execute(sql`savepoint nothing_billed`)
        await ctx.db.delete(invoiceTable)
        await ctx.db.delete(demoWorldTable)
        const made = await listInvoiceRecords(await closeAt(ctx, instant))
        await ctx.db.execute(sql`rollback to savepoint nothing_billed`)
        return new Map(
          ['2026-08', '2026-09', '2026-10', '2026-11'].map((period) => [
            period,
            [...new Set(made.filter((row) => row.period === period).map(({ dueAt }) => dueAt))],
          ]),
        )
      }
      const [onTime, later] = [await dueOf(DECEMBER), await dueOf('2026-12-04T17:30:00.000Z')]
      for (const due of onTime.values()) expect(due).toEqual(['2026-12-15T00:00:00.000Z'])
      for (const due of later.values()) expect(due).toEqual(['2026-12-18T00:00:00.000Z'])
    }))

  it('makes the statement of a treasury that has no node, and of every month since its first day', () =>
    store.inRollback(async (ctx) => {
      await addTreasury(ctx, 'trs_late', '2026-11-25T09:00:00.000Z')
      await closeAt(ctx, JANUARY)
      const statements = await statementsOf(ctx, 'trs_late')
      expect(statements.map(({ period, netSats }) => [period, netSats])).toEqual([
        ['2026-11', 0],
        ['2026-12', 0],
      ])
    }))

  it('waits for facts that are late, for that treasury alone, and then says what they say', () =>
    store.inRollback(async (ctx) => {
      const system = systemOf({ ...ctx, clock: fixedClock(DECEMBER) })
      await extendFacts(system)
      const late = and(
        eq(treasuryDayTable.treasuryId, 'trs_002'),
        gte(treasuryDayTable.date, '2026-11-25'),
      )
      const days = await ctx.db.select().from(treasuryDayTable).where(late)
      await ctx.db.delete(treasuryDayTable).where(late)
      await closeMonths(system)
      const november = async (id: string) =>
        (await statementsOf(ctx, id)).find(({ period }) => period === '2026-11')
      expect(await november('trs_001')).toBeDefined()
      expect(await november('trs_002')).toBeUndefined()

      await ctx.db.insert(treasuryDayTable).values(days)
      await closeMonths(system)
      const own = (await ledgerDays(ctx.db, '2026-12-01')).filter(
        ({ treasury, date }) => treasury === 'trs_002' && date >= '2026-11-01',
      )
      expect((await november('trs_002'))?.grossSats).toBe(
        own.reduce((sum, { gross }) => sum + gross, 0),
      )
    }))

  it('keeps apart organisations whose ids end alike, and what was made before', () =>
    store.inRollback(async (ctx) => {
      const before = await listStatementRecords(systemOf(ctx))
      await addTreasury(ctx, 'trs_a001', '2026-11-02T00:00:00.000Z')
      await closeAt(ctx, DECEMBER)
      const after = await listStatementRecords(systemOf(ctx))
      for (const statement of before) expect(after).toContainEqual(statement)
      const november = after.filter(({ period }) => period === '2026-11')
      expect(november.map(({ treasuryId }) => treasuryId).sort()).toEqual(
        ['trs_001', 'trs_002', 'trs_003', 'trs_004', 'trs_005', 'trs_a001'].sort(),
      )
    }))

  it('keeps a credit that is billed as it is, and moves none into a month that is', () =>
    store.inRollback(async (ctx) => {
      await creditLate(ctx, 4_321)
      await closeAt(ctx, DECEMBER)
      const refused = async (statement: SQL) => {
        await ctx.db.execute(sql`savepoint attempt`)
        const error = await ctx.db.execute(statement).then(
          () => null,
          (thrown: Error) => thrown.cause,
        )
        await ctx.db.execute(sql`rollback to savepoint attempt`)
        return error instanceof Error && /^The credit of sla_late is billed/.test(error.message)
      }
      const late = sql`sla_breach where id = 'sla_late'`
      const set = (change: SQL) =>
        refused(sql`update sla_breach set ${change} where id = 'sla_late'`)
      expect(await set(sql`credit_sats = 1`)).toBe(true)
      expect(await set(sql`booked_on = '2026-12-24'`)).toBe(true)
      expect(await set(sql`treasury_id = 'trs_002'`)).toBe(true)
      expect(await refused(sql`delete from ${late}`)).toBe(true)
      expect(await set(sql`measured_pct = 90, to_at = '2026-11-28T15:00:00Z'`)).toBe(false)

      await creditLate(ctx, 99, 'sla_open')
      await ctx.db.execute(
        sql`update sla_breach set credit_sats = 100, booked_on = '2026-11-02' where id = 'sla_open'`,
      )
      const open = (await listSlaBreaches(systemOf(ctx))).find(({ id }) => id === 'sla_open')
      expect(open).toMatchObject({ creditSats: 100, bookedOn: '2026-12-01' })
      await ctx.db.execute(sql`delete from sla_breach where id = 'sla_open'`)
      expect(await listSlaBreaches(systemOf(ctx))).not.toContainEqual(open)
    }))

  it('takes a credit that was recorded after the bill off the open month, on both sides', () =>
    store.inRollback(async (ctx) => {
      await closeAt(ctx, DECEMBER)
      const closed = await statementsOf(ctx, 'trs_001')
      const totals: { billed: number; statement: number }[] = []
      for (const creditSats of [0, 4_321]) {
        await ctx.db.execute(sql`savepoint before_credit`)
        await creditLate(ctx, creditSats)
        const system = await closeAt(ctx, JANUARY)
        const invoice = (await listInvoiceRecords(system)).find(
          (row) => row.subscriberId === 'sub_001' && row.period === '2026-12',
        )
        const statements = await statementsOf(ctx, 'trs_001')
        expect(statements.slice(0, closed.length)).toEqual(closed)
        const breach = (await listSlaBreaches(system)).find(({ id }) => id === 'sla_late')
        expect(breach?.bookedOn).toBe('2026-12-01')
        totals.push({
          billed: invoice?.amountSats ?? 0,
          statement: statements.at(-1)?.leaseFeesSats ?? 0,
        })
        await ctx.db.execute(sql`rollback to savepoint before_credit`)
      }
      const [without, withCredit] = totals
      expect((without?.billed ?? 0) - (withCredit?.billed ?? 0)).toBe(4_321)
      expect((without?.statement ?? 0) - (withCredit?.statement ?? 0)).toBe(4_321)
    }))
})
