import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { fixedClock } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { listInvoiceRecords } from '@/lib/domains/billing/invoice/queries'
import { listStatementRecords } from '@/lib/domains/billing/statement/queries'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { rowsOf } from '@/tests/support/ledger-sql'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

const at = (ctx: DbCtx, instant: string) => systemOf({ ...ctx, clock: fixedClock(instant) })

async function passTo(ctx: DbCtx, instant: string) {
  const system = at(ctx, instant)
  await extendFacts(system)
  await closeMonths(system)
  return system
}

describe('closing a month', () => {
  it('waits until two hours into the next one', () =>
    store.inRollback(async (ctx) => {
      const early = await passTo(ctx, '2026-12-01T01:59:59.999Z')
      const periods = (await listStatementRecords(early)).map(({ period }) => period)
      expect(periods).not.toContain('2026-11')
    }))

  it('makes one final statement per treasury that says what the days say', () =>
    store.inRollback(async (ctx) => {
      const system = await passTo(ctx, '2026-12-01T02:00:00.000Z')
      const november = (await listStatementRecords(system)).filter(
        ({ period }) => period === '2026-11',
      )
      expect(november.map(({ treasuryId }) => treasuryId)).toEqual([
        'trs_001',
        'trs_002',
        'trs_003',
        'trs_004',
        'trs_005',
      ])
      for (const statement of november) {
        // Cumulative millisatoshis up to each end of the month, floored once, then the difference.
        const [sums] = await rowsOf(
          ctx.db,
          sql`select floor(sum(fee_msat) filter (where date < '2026-12-01') / 1000)
              - floor(sum(fee_msat) filter (where date < '2026-11-01') / 1000) as routing
            from channel_day where treasury_id = ${statement.treasuryId}`,
        )
        expect(statement.routingFeesSats).toBe(Number(sums?.routing))
        expect(statement.grossSats).toBe(statement.leaseFeesSats + statement.routingFeesSats)
        expect(statement.netSats).toBe(statement.grossSats - statement.marginSats)
        expect(statement.marginSats).toBe(
          Math.max(0, Math.floor((statement.grossSats * statement.marginBps) / 10_000)),
        )
      }
    }))

  it('issues one invoice per subscriber that owes something, due 14 days later', () =>
    store.inRollback(async (ctx) => {
      const system = await passTo(ctx, '2026-12-01T02:00:00.000Z')
      const invoices = await listInvoiceRecords(system)
      const november = invoices.filter(({ period }) => period === '2026-11')
      expect(november.length).toBeGreaterThan(5)
      expect(new Set(invoices.map(({ number }) => number)).size).toBe(invoices.length)
      for (const invoice of november) {
        expect(invoice.status).toBe('issued')
        expect(invoice.amountSats).toBeGreaterThan(0)
        expect(invoice.dueAt).toBe('2026-12-15T00:00:00.000Z')
      }
    }))

  it('leaves an audit row for each, and nothing when it runs again', () =>
    store.inRollback(async (ctx) => {
      const system = await passTo(ctx, '2026-12-01T02:00:00.000Z')
      const count = async () => {
        const [row] = await rowsOf(
          ctx.db,
          sql`select count(*) filter (where action = 'statement.finalised') as statements,
              count(*) filter (where action = 'invoice.issued') as invoices from audit_event
            where at >= '2026-12-01'`,
        )
        return [Number(row?.statements), Number(row?.invoices)]
      }
      const first = await count()
      expect(first[0]).toBe(5)
      await closeMonths(system)
      expect(await count()).toEqual(first)
    }))

  it('catches up over several months that were slept through', () =>
    store.inRollback(async (ctx) => {
      const system = await passTo(ctx, '2027-02-10T09:00:00.000Z')
      const periods = new Set((await listStatementRecords(system)).map(({ period }) => period))
      expect([...periods].sort().slice(-3)).toEqual(['2026-11', '2026-12', '2027-01'])
    }))
})
