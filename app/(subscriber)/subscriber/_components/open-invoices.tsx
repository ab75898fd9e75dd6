import { Amount } from '@/components/shared/amount'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import { Table, Td, Th } from '@/components/ui/table'
import { sumSats } from '@/lib/core/money'
import { formatMonth } from '@/lib/core/time-format'
import type { SubscriberOverview } from '../load-overview'

interface OpenInvoicesProps {
  invoices: SubscriberOverview['invoices']
  viewer: Viewer
}

/** What the subscriber owes, the next due first. */
export function OpenInvoices({ invoices, viewer }: OpenInvoicesProps) {
  return (
    <Panel
      title="Open invoices"
      count={invoices.length}
      inset={invoices.length === 0 ? 'padded' : 'flush'}
      id="open-invoices"
    >
      {invoices.length === 0 ? (
        <p className="text-dense text-muted">Nothing is owed.</p>
      ) : (
        <Table>
          <caption className="sr-only">Open invoices, the next due first</caption>
          <thead>
            <tr>
              <Th className="sticky left-0 z-10 bg-surface">Number</Th>
              <Th>Period</Th>
              <Th align="end">Amount, {viewer.unit === 'btc' ? 'BTC' : 'sats'}</Th>
              <Th align="end">Open, {viewer.unit === 'btc' ? 'BTC' : 'sats'}</Th>
              <Th>Due</Th>
              <Th>Status</Th>
            </tr>
          </thead>
          <tbody>
            {invoices.map((invoice) => (
              <tr key={invoice.id} data-id={invoice.id} className="hover:bg-hover">
                <Th scope="row" className="sticky left-0 z-10 bg-surface">
                  {invoice.number}
                </Th>
                <Td>{formatMonth(invoice.period)}</Td>
                <Td align="end">
                  <Amount sats={invoice.amountSats} unit={viewer.unit} unitLabel="hidden" />
                </Td>
                <Td align="end">
                  <Amount sats={invoice.openSats} unit={viewer.unit} unitLabel="hidden" />
                </Td>
                <Td className="whitespace-nowrap">
                  <Timestamp iso={invoice.dueAt} timeZone={viewer.timeZone} style="date" />
                </Td>
                <Td>
                  <InvoicePill invoice={invoice} />
                </Td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="font-semibold">
              <Th scope="row" className="sticky left-0 z-10 bg-surface">
                Open in all
              </Th>
              <Td />
              <Td />
              <Td align="end">
                <Amount
                  sats={sumSats(invoices.map((invoice) => invoice.openSats))}
                  unit={viewer.unit}
                  unitLabel="hidden"
                />
              </Td>
              <Td />
              <Td />
            </tr>
          </tfoot>
        </Table>
      )}
    </Panel>
  )
}

function InvoicePill({ invoice }: { invoice: SubscriberOverview['invoices'][number] }) {
  if (invoice.isOverdue) return <StatusPill tone="bad">Overdue</StatusPill>
  if (invoice.status === 'partially_paid') return <StatusPill tone="warn">Partly paid</StatusPill>
  return <StatusPill tone="info">Unpaid</StatusPill>
}
