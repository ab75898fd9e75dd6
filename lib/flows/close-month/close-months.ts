import 'server-only'
import { createHash } from 'node:crypto'
import { mulDiv, SATS_PER_BTC, ZERO_SATS } from '@/lib/core/money'
import {
  addDays,
  addMonths,
  addMs,
  DAY_MS,
  monthOf,
  monthWindow,
  startOfDay,
  toInstant,
} from '@/lib/core/time'
import { listInvoiceRecords } from '@/lib/domains/billing/invoice/queries'
import { INVOICE_DUE_DAYS, invoiceNumber } from '@/lib/domains/billing/invoice/rules'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { listStatementRecords } from '@/lib/domains/billing/statement/queries'
import {
  statementAmounts,
  statementNumber,
  statementText,
} from '@/lib/domains/billing/statement/rules'
import { statementTable } from '@/lib/domains/billing/statement/table'
import { listSlaBreaches } from '@/lib/domains/liquidity/incident/queries'
import { loadSubscriberFigures } from '@/lib/domains/liquidity/subscriber/figures'
import { loadTreasuryFigures, type TreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { sumEarnings } from '@/lib/domains/liquidity/treasury/rules'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { InvoiceRecord } from '@/types'
import { finalAt, invoiceAmountSats } from './rules'

/**
 * Makes the statements of closed months final and issues their invoices, once each. Months are taken
 * from the newest statement on; running it again changes nothing.
 */
export async function closeMonths(ctx: SystemCtx): Promise<void> {
  const statements = await listStatementRecords(ctx)
  const newest = statements
    .map((statement) => statement.period)
    .sort()
    .at(-1)
  if (newest === undefined) return
  const now = toInstant(ctx.clock.now())
  const due: string[] = []
  for (let period = addMonths(newest, 1); finalAt(period) <= now; period = addMonths(period, 1)) {
    due.push(period)
  }
  if (due.length === 0) return
  const treasuries = await loadTreasuryFigures(ctx)
  for (const period of due) {
    for (const figures of treasuries) await finaliseStatement(ctx, figures, period)
    await issueInvoices(ctx, period)
  }
}

async function finaliseStatement(ctx: SystemCtx, figures: TreasuryFigures, period: string) {
  const { treasury, metrics, days } = figures
  const window = monthWindow(period)
  const lastDay = days.at(-1)?.date
  if (lastDay === undefined || lastDay < addDays(window.to, -1)) return
  const month = sumEarnings(metrics.earnings, window)
  const amounts = statementAmounts(treasury.id, period, treasury.marginBps, month)
  const statement = {
    id: `stmt_${period.replace('-', '')}_${treasury.id.slice(-3)}`,
    number: statementNumber(treasury.id, period),
    ...amounts,
    contentHash: createHash('sha256').update(statementText(amounts)).digest('hex'),
    generatedAt: finalAt(period),
  }
  const added = await ctx.db
    .insert(statementTable)
    .values(statement)
    .onConflictDoNothing()
    .returning({ id: statementTable.id })
  if (added.length === 0) return
  await audit(ctx, {
    action: 'statement.finalised',
    entityType: 'Statement',
    entityId: statement.id,
    from: 'accruing',
    to: 'final',
    details: { period, netSats: statement.netSats, contentHash: statement.contentHash },
  })
}

async function issueInvoices(ctx: SystemCtx, period: string): Promise<void> {
  const [invoices, breaches, subscribers] = await Promise.all([
    listInvoiceRecords(ctx),
    listSlaBreaches(ctx),
    loadSubscriberFigures(ctx),
  ])
  const issuedAt = startOfDay(monthWindow(period).to)
  const year = Number(monthOf(issuedAt).slice(0, 4))
  let last = invoices
    .filter(({ number }) => number.startsWith(`INV-${year}-`))
    .reduce((highest, { number }) => Math.max(highest, Number(number.slice(-6))), 0)
  for (const { subscriber, leases } of subscribers) {
    const own = invoices.filter((invoice) => invoice.subscriberId === subscriber.id)
    if (own.some((invoice) => invoice.period === period)) continue
    const credits = breaches.filter((breach) => breach.subscriberId === subscriber.id)
    const amountSats = invoiceAmountSats(leases, credits, period)
    if (amountSats === 0) continue
    last += 1
    const invoice: InvoiceRecord = {
      id: `inv_${period.replace('-', '')}_${subscriber.id.slice(-3)}`,
      number: invoiceNumber(year, last),
      subscriberId: subscriber.id,
      period,
      amountSats,
      paidSats: ZERO_SATS,
      ...displayAmount(own.at(-1), amountSats),
      status: 'issued',
      issuedAt,
      dueAt: addMs(issuedAt, INVOICE_DUE_DAYS * DAY_MS),
      paidAt: null,
    }
    await ctx.db.insert(invoiceTable).values(invoice)
    await audit(ctx, {
      action: 'invoice.issued',
      entityType: 'Invoice',
      entityId: invoice.id,
      to: 'issued',
      details: { period, amountSats },
    })
  }
}

/** In the currency of the invoice before; the demo world's dollar rate is the one locked there. */
function displayAmount(
  previous: InvoiceRecord | undefined,
  amountSats: number,
): Pick<InvoiceRecord, 'currency' | 'amountCents'> {
  if (previous?.currency !== 'USD' || previous.amountCents === null || previous.amountSats === 0) {
    return { currency: 'BTC', amountCents: null }
  }
  const centsPerBtc = mulDiv(previous.amountCents, SATS_PER_BTC, previous.amountSats, 'half-up')
  return { currency: 'USD', amountCents: mulDiv(amountSats, centsPerBtc, SATS_PER_BTC, 'half-up') }
}
