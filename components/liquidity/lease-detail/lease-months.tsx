import { Amount } from '@/components/shared/amount'
import { Missing } from '@/components/shared/missing'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill, type Tone } from '@/components/shared/status-pill'
import { Table, Td, Th } from '@/components/ui/table'
import { formatMonth } from '@/lib/core/time-format'
import type { MonthView } from '@/lib/flows/lease-view/month-rules'
import type { InvoiceStatus } from '@/types'

interface LeaseMonthsProps {
  leaseId: string
  months: readonly MonthView[]
  viewer: Viewer
}

/** What each month of the lease earns or costs, and the invoice that asks for it. */
export function LeaseMonths({ leaseId, months, viewer }: LeaseMonthsProps) {
  if (months.length === 0) return null
  const { unit } = viewer
  const hasInvoices = months.some(
    ({ invoice, withoutInvoice }) => invoice !== null || withoutInvoice !== null,
  )
  const hasCredits = months.some(({ creditSats }) => creditSats > 0)
  return (
    <Panel
      title="Fee by month"
      description="Accrued in UTC months; the running one up to now"
      id={`${leaseId}-months`}
      inset="flush"
    >
      <div
        className="overflow-x-auto"
        role="region"
        aria-label="Fee by month, scrolls"
        tabIndex={0}
      >
        <Table>
          <caption className="sr-only">Fee by month</caption>
          <thead>
            <tr>
              <Th>Month</Th>
              <Th align="end">Accrued, {unit === 'btc' ? 'BTC' : 'sats'}</Th>
              {hasCredits ? <Th align="end">Credit</Th> : null}
              {hasInvoices ? <Th>Invoice</Th> : null}
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.period}>
                <Th scope="row" className="font-normal">
                  {formatMonth(month.period)}
                </Th>
                <Td align="end">
                  <Amount sats={month.accruedSats} unit={unit} unitLabel="hidden" />
                </Td>
                {hasCredits ? (
                  <Td align="end">
                    <Amount sats={month.creditSats} unit={unit} unitLabel="hidden" />
                  </Td>
                ) : null}
                {hasInvoices ? (
                  <Td>
                    <Invoice month={month} />
                  </Td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  )
}

const LOOK: Readonly<Record<InvoiceStatus, { tone: Tone; word: string }>> = {
  draft: { tone: 'neutral', word: 'Draft' },
  issued: { tone: 'info', word: 'Open' },
  partially_paid: { tone: 'info', word: 'Partly paid' },
  paid: { tone: 'ok', word: 'Paid' },
  refunded: { tone: 'neutral', word: 'Refunded' },
  void: { tone: 'neutral', word: 'Void' },
}

const WHY_NONE: Readonly<Record<NonNullable<MonthView['withoutInvoice']>, string>> = {
  open: 'Not invoiced yet',
  nothing_owed: 'Nothing was owed',
  archived: 'Billed before these records begin',
}

function Invoice({ month: { invoice, withoutInvoice } }: { month: MonthView }) {
  if (invoice === null) return <Missing reason={WHY_NONE[withoutInvoice ?? 'open']} />
  const { tone, word } = LOOK[invoice.status]
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {invoice.number} <StatusPill tone={tone}>{word}</StatusPill>
    </span>
  )
}
