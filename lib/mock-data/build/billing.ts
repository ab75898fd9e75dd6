import { faker } from '@faker-js/faker/locale/base'
import { numberedId } from '@/lib/core/ids'
import { mulDiv, sats } from '@/lib/core/money'
import {
  addMonths,
  addMs,
  DAY_MS,
  HOUR_MS,
  monthOf,
  monthWindow,
  startOfDay,
  toMs,
} from '@/lib/core/time'
import { INVOICE_DUE_DAYS, invoiceNumber } from '@/lib/domains/billing/invoice/rules'
import {
  statementAmounts,
  statementNumber,
  statementText,
} from '@/lib/domains/billing/statement/rules'
import {
  firstVerifiedAddress,
  type TreasuryMetrics,
} from '@/lib/domains/liquidity/treasury/metric-rules'
import { sumEarnings } from '@/lib/domains/liquidity/treasury/rules'
import { finalAt, invoiceAmountSats } from '@/lib/flows/close-month/rules'
import type {
  InvoiceRecord,
  IsoInstant,
  LeaseRecord,
  PayoutRecord,
  ReconciliationDiffRecord,
  Sats,
  SlaBreachRecord,
  StatementRecord,
} from '@/types'
import { SUBSCRIBER_PLANS } from '../blueprint/organisations'
import { type Build, must, nth } from './context'
import { sha256 } from './office'
import type { Organisations } from './organisations'

const CLOSED_MONTHS = 3
/** US cents per BTC, locked at issue for invoices that are shown in dollars. */
const CENTS_PER_BTC = 9_640_000

/** The last three closed months, oldest first. */
export function closedMonths(build: Build): string[] {
  const current = monthOf(build.nowIso)
  return [-3, -2, -1].map((months) => addMonths(current, months)).slice(-CLOSED_MONTHS)
}

/** Statements of the closed months from the same daily earnings that the cards sum. */
export function buildStatements(
  build: Build,
  { treasuries }: Organisations,
  metrics: ReadonlyMap<string, TreasuryMetrics>,
): StatementRecord[] {
  return closedMonths(build).flatMap((period) =>
    treasuries.map((treasury, index) => {
      const window = monthWindow(period)
      const month = sumEarnings(must(metrics, treasury.id).earnings, window)
      const amounts = statementAmounts(treasury.id, period, treasury.marginBps, month)
      const due = finalAt(period)
      return {
        id: `stmt_${period.replace('-', '')}_${String(index + 1).padStart(3, '0')}`,
        number: statementNumber(treasury.id, period),
        ...amounts,
        contentHash: sha256(statementText(amounts)),
        generatedAt: due < build.nowIso ? due : build.nowIso,
      }
    }),
  )
}

/** Each subscriber's lease accrual of the month less the credits given to it. */
export function buildInvoices(
  build: Build,
  leases: readonly LeaseRecord[],
  breaches: readonly SlaBreachRecord[],
): InvoiceRecord[] {
  const months = closedMonths(build)
  const overdue = overduePeriod(build, months)
  const invoices: InvoiceRecord[] = []
  for (const [monthIndex, period] of months.entries()) {
    const window = monthWindow(period)
    for (const [index, plan] of SUBSCRIBER_PLANS.entries()) {
      const subscriberId = numberedId('sub', index + 1)
      const isOwn = (row: { subscriberId: string }) => row.subscriberId === subscriberId
      const amountSats = invoiceAmountSats(leases.filter(isOwn), breaches.filter(isOwn), period)
      const issuedAt = startOfDay(window.to)
      const isLast = monthIndex === months.length - 1
      invoices.push({
        id: `inv_${period.replace('-', '')}_${String(index + 1).padStart(3, '0')}`,
        number: invoiceNumber(Number(issuedAt.slice(0, 4)), monthIndex * 10 + index + 1),
        subscriberId,
        period,
        amountSats,
        currency: plan.isUsd ? 'USD' : 'BTC',
        amountCents: plan.isUsd ? mulDiv(amountSats, CENTS_PER_BTC, 100_000_000, 'half-up') : null,
        issuedAt,
        dueAt: addMs(issuedAt, INVOICE_DUE_DAYS * DAY_MS),
        ...payment(build, { index, period, amountSats, issuedAt, isLast, monthIndex, overdue }),
      })
    }
  }
  return invoices
}

/** The newest month whose invoices fell due less than 30 days ago; null on the days without one. */
function overduePeriod(build: Build, months: readonly string[]): string | null {
  const due = months.filter((period) => dueAt(period) < build.nowIso)
  const newest = due.at(-1)
  if (newest === undefined) return null
  return build.now.getTime() - toMs(dueAt(newest)) < 30 * DAY_MS ? newest : null
}

function dueAt(period: string): IsoInstant {
  return addMs(startOfDay(monthWindow(period).to), INVOICE_DUE_DAYS * DAY_MS)
}

interface PaymentInput {
  index: number
  period: string
  amountSats: Sats
  issuedAt: IsoInstant
  isLast: boolean
  monthIndex: number
  overdue: string | null
}

type Payment = Pick<InvoiceRecord, 'status' | 'paidSats' | 'paidAt'>

const UNPAID: Payment = { status: 'issued', paidSats: sats(0), paidAt: null }

/**
 * The first subscriber paid its oldest invoice late and overpaid the next; the second leaves its newest
 * due one unpaid. Before they fall due, every other of the newest invoices is unpaid and one in part.
 */
function payment(build: Build, input: PaymentInput): Payment {
  const { index, period, amountSats, issuedAt, isLast, monthIndex, overdue } = input
  if (index === 1 && period === overdue) return UNPAID
  const paid = (days: number, extra = 0): Payment => ({
    status: 'paid',
    paidSats: sats(amountSats + extra),
    paidAt: addMs(issuedAt, days * DAY_MS + (index * 2 + 7) * HOUR_MS),
  })
  if (index === 0 && monthIndex === 0) return paid(17)
  if (index === 0 && monthIndex === 1) return paid(6, 1200)
  const isDue = dueAt(period) < build.nowIso
  if (!isLast || isDue) return paid(2 + (index % 8))
  const ageDays = (build.now.getTime() - toMs(issuedAt)) / DAY_MS
  if (ageDays < 4 || index % 2 === 0) return UNPAID
  if (index === 3) {
    const half = sats(Math.floor(amountSats / 2))
    return { status: 'partially_paid', paidSats: half, paidAt: null }
  }
  return paid(1)
}

/** Net of each statement to the first verified address; the newest month waits for its day. */
export function buildPayouts(
  build: Build,
  { payoutAddresses }: Organisations,
  statements: readonly StatementRecord[],
): PayoutRecord[] {
  faker.seed(build.seed + 1)
  const newest = closedMonths(build).at(-1)
  const rows: PayoutRecord[] = []
  for (const statement of statements) {
    const address = firstVerifiedAddress(
      payoutAddresses.filter((row) => row.treasuryId === statement.treasuryId),
    )
    if (address === null || statement.netSats <= 0) continue
    const planned = addMs(startOfDay(monthWindow(statement.period).to), 24 * DAY_MS + 9 * HOUR_MS)
    const isOpen = statement.period === newest
    const soonest = build.ago(-2, -9)
    rows.push({
      id: numberedId('pay', rows.length + 1),
      treasuryId: statement.treasuryId,
      amountSats: statement.netSats,
      address,
      method: 'onchain',
      status: isOpen ? nth(['scheduled', 'approved'] as const, 1 + (rows.length % 2)) : 'confirmed',
      scheduledFor: isOpen && planned < soonest ? soonest : planned,
      txid: isOpen ? null : faker.string.hexadecimal({ length: 64, prefix: '', casing: 'lower' }),
      createdAt: statement.generatedAt,
    })
  }
  return rows
}

/** One open difference of the first treasury, one being looked into, two resolved. */
export function buildDiffs(
  build: Build,
  channels: readonly { id: string; treasuryId: string; localSats: Sats }[],
  invoices: readonly InvoiceRecord[],
): ReconciliationDiffRecord[] {
  const own = (treasuryId: string) => channels.filter((row) => row.treasuryId === treasuryId)
  const first = nth(own('trs_001'), 2)
  const second = nth(own('trs_003'), 1)
  const third = nth(own('trs_002'), 1)
  const overpaid = invoices.find((invoice) => invoice.paidSats > invoice.amountSats)
  const rows = [
    diff('channel_balance', third, -40, build.ago(41, 3), build.ago(40, 1)),
    diff('channel_balance', second, 2_310, build.ago(9, 6), null),
    diff('channel_balance', first, -18_450, build.ago(1, 5), null),
  ]
  const unmatched: Omit<ReconciliationDiffRecord, 'id'>[] =
    overpaid === undefined
      ? []
      : [
          {
            source: 'payment_unmatched',
            treasuryId: null,
            entityType: 'Invoice',
            entityId: overpaid.id,
            expectedSats: overpaid.amountSats,
            actualSats: overpaid.paidSats,
            status: 'resolved',
            resolution: 'Kept as credit for the next invoice',
            openedAt: addMs(overpaid.paidAt ?? overpaid.dueAt, HOUR_MS),
            resolvedAt: addMs(overpaid.paidAt ?? overpaid.dueAt, 6 * HOUR_MS),
          },
        ]
  const all = [...rows, ...unmatched].sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1))
  return all.map((row, index) => ({ id: numberedId('diff', index + 1), ...row }))
}

function diff(
  source: ReconciliationDiffRecord['source'],
  channel: { id: string; treasuryId: string; localSats: Sats },
  delta: number,
  openedAt: IsoInstant,
  resolvedAt: IsoInstant | null,
): Omit<ReconciliationDiffRecord, 'id'> {
  const unresolved = delta > 0 ? 'investigating' : 'open'
  return {
    source,
    treasuryId: channel.treasuryId,
    entityType: 'Channel',
    entityId: channel.id,
    expectedSats: channel.localSats,
    actualSats: sats(channel.localSats + delta),
    status: resolvedAt === null ? unresolved : 'resolved',
    resolution: resolvedAt === null ? null : 'Commitment fee changed with the fee market',
    openedAt,
    resolvedAt,
  }
}
