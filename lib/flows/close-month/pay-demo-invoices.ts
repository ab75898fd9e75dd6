import 'server-only'
import { and, eq, gte, inArray } from 'drizzle-orm'
import { addMs, DAY_MS, toInstant } from '@/lib/core/time'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { hash32 } from '@/lib/lightning/random'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { publish } from '@/lib/platform/live/publish'
import type { InvoiceRecord, IsoInstant } from '@/types'

const FIRST_DAY = 2
const LAST_DAY = 9

/**
 * The subscribers of a demo world pay what it has billed them since its first day, in full and within the
 * two weeks they have: else a clock that is moved would leave every lease unrenewable. What the seeded
 * world left unpaid on purpose stays so.
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
        gte(invoiceTable.issuedAt, world.anchorAt),
      ),
    )
    .for('update')
  for (const invoice of open) {
    const paidAt = paidOn(world.seed, invoice)
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

/** Two to nine days after the issue, the same for every run of the same world. */
function paidOn(seed: number, { id, issuedAt }: InvoiceRecord): IsoInstant {
  const days = FIRST_DAY + (hash32(seed, 'paid', id) % (LAST_DAY - FIRST_DAY + 1))
  return addMs(issuedAt, days * DAY_MS)
}
