import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { InvoiceRecord } from '@/types'
import { invoiceTable } from './table'

/** Invoices to the viewer's organisation; all for admins. */
export async function listInvoiceRecords(ctx: Ctx): Promise<InvoiceRecord[]> {
  return listRows(ctx, invoiceTable, {
    where: ownRows(ctx.actor, { subscriber: invoiceTable.subscriberId }),
    orderBy: [asc(invoiceTable.id)],
  })
}
