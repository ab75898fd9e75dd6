import 'server-only'
import { sql } from 'drizzle-orm'
import { withTransaction } from '@/lib/db/transaction'
import type { SystemCtx } from '@/lib/platform/ctx'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { finaliseStatements } from './finalise-statements'
import { issueInvoices } from './issue-invoices'
import { lastFinalMonth } from './rules'

/**
 * Makes the statements of final months and issues their invoices, once each: every treasury's and
 * every subscriber's months from the month of its first day, oldest first. Running it again changes
 * nothing. Credits that are being recorded are waited for, and those that come now wait.
 */
export async function closeMonths(ctx: SystemCtx): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    // Recording a credit takes it as well, in the trigger `sla_breach_booked`.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('flowrate.close-month'))`)
    const [world] = await tx.db.select({ anchorAt: demoWorldTable.anchorAt }).from(demoWorldTable)
    const close = {
      last: lastFinalMonth(tx.clock.now()),
      demoAnchorAt: world?.anchorAt ?? null,
    }
    await finaliseStatements(tx, close)
    await issueInvoices(tx, close)
  })
}
