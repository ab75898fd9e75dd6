import { and, eq, gte, isNull, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { fixedClock } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { isLongOverdue } from '@/lib/domains/billing/invoice/rules'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { payDemoInvoices } from '@/lib/flows/close-month/pay-demo-invoices'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { notificationTable } from '@/lib/platform/notification/table'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

async function passTo(ctx: DbCtx, instant: string) {
  const system = systemOf({ ...ctx, clock: fixedClock(instant) })
  await extendFacts(system)
  await closeMonths(system)
  await payDemoInvoices(system)
  return system
}

const billedSince = (ctx: DbCtx) =>
  ctx.db.select().from(invoiceTable).where(gte(invoiceTable.issuedAt, REFERENCE_INSTANT))

const openPaidAlerts = (ctx: DbCtx) =>
  ctx.db
    .select()
    .from(notificationTable)
    .where(and(eq(notificationTable.rule, 'invoice-paid'), isNull(notificationTable.resolvedAt)))

describe('the bills of a demo world', () => {
  it('are paid in full before they are due', () =>
    store.inRollback(async (ctx) => {
      await passTo(ctx, '2026-12-02T00:00:00.000Z')
      const fresh = await billedSince(ctx)
      expect(fresh.length).toBeGreaterThan(5)
      expect(new Set(fresh.map(({ status }) => status))).toEqual(new Set(['issued']))

      await passTo(ctx, '2027-01-20T00:00:00.000Z')
      for (const invoice of await billedSince(ctx)) {
        expect(invoice).toMatchObject({ status: 'paid', paidSats: invoice.amountSats })
        expect(invoice.paidAt && invoice.paidAt < invoice.dueAt).toBe(true)
      }
    }))

  it('tell their payer that they were paid, and are quiet three days later', () =>
    store.inRollback(async (ctx) => {
      const soon = await passTo(ctx, '2026-12-12T00:00:00.000Z')
      await syncAlerts(soon)
      const told = await openPaidAlerts(ctx)
      expect(told.length).toBeGreaterThan(0)
      const paid = (await billedSince(ctx)).filter(({ status }) => status === 'paid')
      for (const { audience, severity, title, organisationId } of told) {
        const own = paid.filter(({ subscriberId }) => subscriberId === organisationId)
        expect([audience, severity]).toEqual(['subscriber', 'info'])
        expect(own.map(({ number }) => `Invoice ${number} was paid`)).toContain(title)
      }
      await syncAlerts(systemOf({ ...ctx, clock: fixedClock('2026-12-18T00:00:00.000Z') }))
      expect(await openPaidAlerts(ctx)).toEqual([])
    }))

  it('leaves alone what the seeded world left overdue', () =>
    store.inRollback(async (ctx) => {
      const open = sql`${invoiceTable.issuedAt} < ${REFERENCE_INSTANT} and ${invoiceTable.status} = 'issued'`
      const before = await ctx.db.select().from(invoiceTable).where(open)
      expect(before.length).toBeGreaterThan(0)
      const system = await passTo(ctx, '2027-01-20T00:00:00.000Z')
      expect(await ctx.db.select().from(invoiceTable).where(open)).toEqual(before)
      expect(before.some((invoice) => isLongOverdue(invoice, system.clock.now()))).toBe(true)
    }))

  it('does nothing on a store without a demo world', () =>
    store.inRollback(async (ctx) => {
      await passTo(ctx, '2026-12-02T00:00:00.000Z')
      await ctx.db.execute(sql`delete from demo_world`)
      await payDemoInvoices(systemOf({ ...ctx, clock: fixedClock('2027-01-20T00:00:00.000Z') }))
      const paid = await ctx.db.select().from(invoiceTable).where(eq(invoiceTable.status, 'issued'))
      expect(paid.length).toBeGreaterThan(5)
    }))
})
