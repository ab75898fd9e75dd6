import 'server-only'
import { sql } from 'drizzle-orm'
import { mulDiv, SATS_PER_BTC, ZERO_SATS } from '@/lib/core/money'
import { addMs, DAY_MS, monthOf, monthWindow, startOfDay, utcDate } from '@/lib/core/time'
import { listInvoiceRecords } from '@/lib/domains/billing/invoice/queries'
import {
  INVOICE_DUE_DAYS,
  invoiceId,
  invoiceNumber,
  numberInYear,
} from '@/lib/domains/billing/invoice/rules'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { listSlaBreaches } from '@/lib/domains/liquidity/incident/queries'
import { listLeaseRecords } from '@/lib/domains/liquidity/lease/queries'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { InvoiceRecord, IsoInstant } from '@/types'
import { type Close, firstMonth, invoiceAmountSats, missingMonths } from './rules'

/** The invoices that are missing up to the newest final month, of each subscriber by itself. */
export async function issueInvoices(ctx: SystemCtx, { last, demoAnchorAt }: Close): Promise<void> {
  const due = await listDue(ctx, last)
  if (due.length === 0) return
  const [invoices, breaches, leases] = await Promise.all([
    listInvoiceRecords(ctx),
    listSlaBreaches(ctx),
    listLeaseRecords(ctx),
  ])
  const missing = due.flatMap(({ id, firstDay }) => {
    const made = periodsOf(invoices, id)
    return missingMonths(firstMonth(firstDay, made, demoAnchorAt), last, made).map((period) => ({
      period,
      subscriberId: id,
    }))
  })
  missing.sort((a, b) => (a.period < b.period ? -1 : Number(a.period > b.period)))
  for (const { period, subscriberId } of missing) {
    const isOwn = (row: { subscriberId: string }) => row.subscriberId === subscriberId
    const own = invoices.filter(isOwn)
    const amountSats = invoiceAmountSats(
      leases.filter(isOwn),
      breaches.filter(isOwn),
      period,
      own.filter((invoice) => invoice.period < period),
    )
    if (amountSats === 0) continue
    const issuedAt = startOfDay(monthWindow(period).to)
    const invoice: InvoiceRecord = {
      id: invoiceId(subscriberId, period),
      number: nextNumber(invoices, issuedAt),
      subscriberId,
      period,
      amountSats,
      paidSats: ZERO_SATS,
      ...displayAmount(newestOf(own), amountSats),
      status: 'issued',
      issuedAt,
      dueAt: dueAfter(issuedAt, demoAnchorAt === null ? ctx.clock.now() : null),
      paidAt: null,
    }
    invoices.push(invoice)
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

/**
 * Two weeks from the day of issue; what is made later is due two weeks after that day.
 * @param madeAt null in a demo world, where a moved clock leaves the same rows as one that ran.
 */
function dueAfter(issuedAt: IsoInstant, madeAt: Date | null): IsoInstant {
  const madeOn = madeAt === null ? issuedAt : startOfDay(utcDate(madeAt))
  return addMs(madeOn > issuedAt ? madeOn : issuedAt, INVOICE_DUE_DAYS * DAY_MS)
}

/** Who has leases that ran after the last month it was billed for, and since when it leases. */
async function listDue(ctx: SystemCtx, last: string) {
  const until = startOfDay(monthWindow(last).to)
  const result = (await ctx.db.execute(sql`
    select l.subscriber_id as id,
      to_char(min(l.start_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "firstDay"
    from ${leaseTable} l
    left join (
      select subscriber_id,
        ((max(period) || '-01')::timestamp + interval '1 month') at time zone 'UTC' as billed_to
      from ${invoiceTable} group by 1
    ) i using (subscriber_id)
    where l.status <> 'cancelled' and (l.status <> 'pending' or l.delivered_at is not null)
    group by 1
    having bool_or(coalesce(i.billed_to, '-infinity') < ${until}::timestamptz
      and l.start_at < ${until}::timestamptz
      and least(l.end_at, coalesce(l.ended_at, l.end_at)) > coalesce(i.billed_to, '-infinity'))
    order by 1`)) as unknown as { rows: { id: string; firstDay: IsoInstant }[] }
  return result.rows
}

function periodsOf(invoices: readonly InvoiceRecord[], subscriberId: string): string[] {
  return invoices.filter((row) => row.subscriberId === subscriberId).map(({ period }) => period)
}

function newestOf(invoices: readonly InvoiceRecord[]): InvoiceRecord | undefined {
  return [...invoices].sort((a, b) => (a.period < b.period ? -1 : 1)).at(-1)
}

function nextNumber(invoices: readonly InvoiceRecord[], issuedAt: IsoInstant): string {
  const year = Number(monthOf(issuedAt).slice(0, 4))
  const last = Math.max(0, ...invoices.map(({ number }) => numberInYear(number, year)))
  return invoiceNumber(year, last + 1)
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
