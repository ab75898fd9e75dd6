import 'server-only'
import type { SystemCtx } from '@/lib/platform/ctx'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { finaliseStatements } from './finalise-statements'
import { issueInvoices } from './issue-invoices'
import { lastFinalMonth } from './rules'

/**
 * Makes the statements of final months and issues their invoices, once each: every treasury's and
 * every subscriber's months from the month of its first day, oldest first. Running it again changes
 * nothing.
 */
export async function closeMonths(ctx: SystemCtx): Promise<void> {
  const [world] = await ctx.db.select({ anchorAt: demoWorldTable.anchorAt }).from(demoWorldTable)
  const close = {
    last: lastFinalMonth(ctx.clock.now()),
    demoAnchorAt: world?.anchorAt ?? null,
  }
  await finaliseStatements(ctx, close)
  await issueInvoices(ctx, close)
}
