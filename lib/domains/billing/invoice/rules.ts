import { sats, toBtc } from '@/lib/core/money'
import { DAY_MS, toMs } from '@/lib/core/time'
import type { Invoice, InvoiceRecord, InvoiceViewStatus, Sats } from '@/types'

export const INVOICE_DUE_DAYS = 14
const LONG_OVERDUE_DAYS = 7

/** Asked for and not settled. */
export function isOpenInvoice(invoice: Pick<InvoiceRecord, 'status'>): boolean {
  return invoice.status === 'issued' || invoice.status === 'partially_paid'
}

/** Issued or partly paid, and due before now. Source: functional specification §3, Invoice. */
export function isOverdue(invoice: Pick<InvoiceRecord, 'status' | 'dueAt'>, now: Date): boolean {
  return isOpenInvoice(invoice) && toMs(invoice.dueAt) < now.getTime()
}

/** Overdue for more than a week: no renewal until it is paid. Source: functional specification §7, Renew. */
export function isLongOverdue(
  invoice: Pick<InvoiceRecord, 'status' | 'dueAt'>,
  now: Date,
): boolean {
  return isOpenInvoice(invoice) && now.getTime() - toMs(invoice.dueAt) > LONG_OVERDUE_DAYS * DAY_MS
}

/** What is still to be paid, never below 0. */
export function outstandingSats(invoice: InvoiceRecord): Sats {
  return isOpenInvoice(invoice) ? sats(Math.max(0, invoice.amountSats - invoice.paidSats)) : sats(0)
}

/** How a full status shows in the seed's narrower one; null for drafts and void ones. Source: §2. */
export function invoiceViewStatus(
  invoice: Pick<InvoiceRecord, 'status' | 'dueAt'>,
  now: Date,
): InvoiceViewStatus | null {
  switch (invoice.status) {
    case 'draft':
    case 'void':
      return null
    case 'paid':
    case 'refunded':
      return 'paid'
    case 'issued':
    case 'partially_paid':
      return isOverdue(invoice, now) ? 'overdue' : 'unpaid'
  }
}

/** "inv_202611_sub_001"; what was brought over at onboarding keeps its own id. */
export function invoiceId(subscriberId: string, period: string): string {
  return `inv_${period.replace('-', '')}_${subscriberId}`
}

/** "INV-2026-000012". Source: functional specification §10 #3. */
export function invoiceNumber(year: number, index: number): string {
  return `INV-${year}-${String(index).padStart(6, '0')}`
}

/** The index of an invoice number of that year; 0 for one of another year. */
export function numberInYear(number: string, year: number): number {
  const prefix = `INV-${year}-`
  return number.startsWith(prefix) ? Number(number.slice(prefix.length)) : 0
}

/** Record → the seed's Invoice; null for drafts and void ones, which that vocabulary leaves out. */
export function toInvoice(record: InvoiceRecord, now: Date): Invoice | null {
  const status = invoiceViewStatus(record, now)
  if (status === null) return null
  const isUsd = record.currency === 'USD' && record.amountCents !== null
  return {
    id: record.id,
    subscriberId: record.subscriberId,
    period: record.period,
    amount: isUsd ? (record.amountCents ?? 0) / 100 : toBtc(record.amountSats),
    currency: record.currency,
    status,
    dueDate: record.dueAt,
    pdfUrl: `/subscriber/invoices/${record.id}/invoice.pdf`,
  }
}
