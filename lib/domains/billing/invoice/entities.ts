import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { Invoice } from '@/types'
import { listInvoiceRecords } from './queries'
import { toInvoice } from './rules'

/** Invoices to the viewer's organisation without drafts and void ones; all for admins. */
export async function listInvoices(ctx: Ctx): Promise<Invoice[]> {
  const now = ctx.clock.now()
  return (await listInvoiceRecords(ctx)).flatMap((record) => toInvoice(record, now) ?? [])
}
