import { fact } from '@/lib/core/fact-text'
import { addMs, DAY_MS, toMs } from '@/lib/core/time'
import { isOpenInvoice, isOverdue, outstandingSats } from '@/lib/domains/billing/invoice/rules'
import type { AlertSeverity, InvoiceRecord, IsoInstant } from '@/types'
import { type AlertCondition, condition, subscriberAudience } from './condition'
import { oddity } from './office-rules'
import type { AlertSnapshot } from './snapshot'

/** How long before it is due, after it was issued and after it was paid an invoice is told of. */
const TOLD_MS = 3 * DAY_MS

interface Stage {
  rule: string
  severity: AlertSeverity
  /** What the invoice does or did. */
  verb: string
  since: IsoInstant
  message: string
}

/** Invoices issued or paid in the last 3 days, due within 3 days or overdue. Source: §8.1. */
export function invoices(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.invoices.flatMap((invoice) => {
    const stage = isOpenInvoice(invoice) ? openStage(invoice, now) : paidStage(invoice, now)
    if (stage === null) return []
    const { verb, ...rest } = stage
    return condition({
      ...rest,
      subject: invoice.id,
      category: 'payment',
      audience: subscriberAudience(invoice.subscriberId),
      title: `Invoice ${invoice.number} ${verb}`,
      actionLabel: 'View invoices',
      actionUrl: '/subscriber#open-invoices',
    })
  })
}

function openStage(invoice: InvoiceRecord, now: Date): Stage | null {
  const { issuedAt, dueAt } = invoice
  const message = `${fact.amount(outstandingSats(invoice))} is open, due on ${fact.day(dueAt)}.`
  if (isOverdue(invoice, now)) {
    const verb = 'is overdue'
    return { rule: 'invoice-overdue', severity: 'error', verb, since: dueAt, message }
  }
  if (toMs(dueAt) - now.getTime() <= TOLD_MS) {
    const [verb, since] = ['is due within 3 days', addMs(dueAt, -TOLD_MS)]
    return { rule: 'invoice-due', severity: 'info', verb, since, message }
  }
  if (now.getTime() - toMs(issuedAt) > TOLD_MS) return null
  return { rule: 'invoice-issued', severity: 'info', verb: 'was issued', since: issuedAt, message }
}

/** What was paid late or too much is told as that. */
function paidStage(invoice: InvoiceRecord, now: Date): Stage | null {
  const { status, paidAt, paidSats } = invoice
  if (status !== 'paid' || paidAt === null || oddity(invoice) !== null) return null
  const age = now.getTime() - toMs(paidAt)
  if (age < 0 || age > TOLD_MS) return null
  const message = `${fact.amount(paidSats)} arrived on ${fact.day(paidAt)}. Nothing is open.`
  return { rule: 'invoice-paid', severity: 'info', verb: 'was paid', since: paidAt, message }
}
