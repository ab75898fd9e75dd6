import { addMonths, addMs, DAY_MS, monthOf, monthWindow, startOfDay } from '@/lib/core/time'
import {
  arrayInvariant,
  equalFault,
  type Invariant,
  idPatternInvariant,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import { isWholeSats } from '../primitives'
import type { RowOf } from '../view'
import { PERIOD_PATTERN } from './derived'

const DUE_DAYS = 14

const invoiceMonths = arrayInvariant(
  'invoices',
  'three-months-each',
  'Every subscriber has an invoice for each of the same months',
  (rows, { subscribers }) => {
    const periods = [...new Set(rows.map((row) => row.period))]
    const known = new Set(rows.map((row) => `${row.subscriberId} ${row.period}`))
    return [...subscribers.keys()].flatMap((id) =>
      periods
        .filter((period) => !known.has(`${id} ${period}`))
        .map((period) => ({ id, field: 'period', message: `has no invoice for ${period}` })),
    )
  },
)

export const INVOICE_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('invoices', /^inv_\d{6}_\d{3,}$/),
  uniqueInvariant('invoices', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  uniqueInvariant(
    'invoices',
    'one-per-period',
    'period',
    'A subscriber has one invoice per month',
    (row) => `${row.subscriberId} ${row.period}`,
  ),
  rowInvariant('invoices', 'reference', 'Its subscriber exists', (row, { subscribers }) =>
    referenceFault('subscriberId', row.subscriberId, subscribers),
  ),
  rowInvariant(
    'invoices',
    'period-form',
    'The period is a closed month, written YYYY-MM and part of the id',
    ({ id, period }, { nowIso }) =>
      PERIOD_PATTERN.test(period) &&
      id.startsWith(`inv_${period.replace('-', '')}_`) &&
      addMonths(period, 1) <= monthOf(nowIso)
        ? null
        : ['period', `"${period}" is not the closed month of ${id}`],
  ),
  rowInvariant(
    'invoices',
    'amount-positive',
    'The amount is above 0: whole satoshis in BTC, whole cents in USD',
    (row) => (isAmount(row) ? null : ['amount', `${row.amount} ${row.currency} is not an amount`]),
  ),
  rowInvariant(
    'invoices',
    'overdue-is-past',
    'An overdue invoice fell due before now, an unpaid one did not',
    (row, { nowIso }) => {
      if (row.status === 'overdue' && row.dueDate >= nowIso) {
        return ['status', `is overdue before ${row.dueDate}`]
      }
      return row.status === 'unpaid' && row.dueDate < nowIso
        ? ['status', `is unpaid after ${row.dueDate}`]
        : null
    },
  ),
  rowInvariant(
    'invoices',
    'due-after-issue',
    'It falls due 14 days after the first of the following month',
    (row) =>
      PERIOD_PATTERN.test(row.period)
        ? equalFault(
            'dueDate',
            row.dueDate,
            addMs(startOfDay(monthWindow(row.period).to), DUE_DAYS * DAY_MS),
          )
        : null,
  ),
  rowInvariant('invoices', 'pdf-path', 'The PDF is a path of the invoice', ({ id, pdfUrl }) =>
    equalFault('pdfUrl', pdfUrl, `/subscriber/invoices/${id}/invoice.pdf`),
  ),
  invoiceMonths,
]

function isAmount({ amount, currency }: RowOf<'invoices'>): boolean {
  if (amount <= 0) return false
  return currency === 'BTC' ? isWholeSats(amount) : Math.round(amount * 100) / 100 === amount
}
