import 'server-only'
import { and, eq, gte, inArray } from 'drizzle-orm'
import { addMs, DAY_MS, HOUR_MS, toInstant } from '@/lib/core/time'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { hash32 } from '@/lib/lightning/random'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'
import { type DemoWorld, demoWorldTable } from '@/lib/platform/demo/table'
import { publish } from '@/lib/platform/live/publish'
import type { InvoiceRecord, IsoInstant } from '@/types'

const LONGEST_LEAD_DAYS = 5

/**
 * The subscribers of a demo world pay what falls due after its first instant, in full and before that:
 * else a clock that is moved would leave every lease unrenewable. What the seeded world left overdue on
 * purpose stays so.
 */
export async function payDemoInvoices(ctx: SystemCtx): Promise<void> {
  const [world] = await ctx.db.select().from(demoWorldTable)
  if (world === undefined) return
  const now = toInstant(ctx.clock.now())
  const open = await ctx.db
    .select()
    .from(invoiceTable)
    .where(
      and(
        inArray(invoiceTable.status, ['issued', 'partially_paid']),
        gte(invoiceTable.dueAt, world.anchorAt),
      ),
    )
    .for('no key update')
  for (const invoice of open) {
    const paidAt = paidOn(world, invoice)
    if (paidAt > now) continue
    await ctx.db
      .update(invoiceTable)
      .set({ status: 'paid', paidSats: invoice.amountSats, paidAt })
      .where(eq(invoiceTable.id, invoice.id))
    await audit(ctx, {
      action: 'invoice.paid',
      entityType: 'Invoice',
      entityId: invoice.id,
      from: invoice.status,
      to: 'paid',
      details: { amountSats: invoice.amountSats, paidAt },
    })
    await publish(ctx, {
      organisations: [invoice.subscriberId],
      entityType: 'Invoice',
      entityId: invoice.id,
      change: 'invoice.paid',
    })
  }
}

/** One to five days before it is due, in the last hour for what is due sooner after the first instant. */
function paidOn(
  { seed, anchorAt }: Pick<DemoWorld, 'seed' | 'anchorAt'>,
  { id, dueAt }: InvoiceRecord,
): IsoInstant {
  const leadDays = 1 + (hash32(seed, 'paid', id) % LONGEST_LEAD_DAYS)
  const wished = addMs(dueAt, -leadDays * DAY_MS)
  return wished > anchorAt ? wished : addMs(dueAt, -HOUR_MS)
}
