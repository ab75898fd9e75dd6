import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import {
  invoiceNumber,
  invoiceViewStatus,
  isOverdue,
  outstandingSats,
  toInvoice,
} from '@/lib/domains/billing/invoice/rules'
import {
  statementAmounts,
  statementNumber,
  statementText,
  toStatement,
} from '@/lib/domains/billing/statement/rules'
import { INVOICE_STATUSES } from '@/types'
import { anInvoice } from '../../../support/records'

const NOW = new Date('2026-11-20T00:00:00.000Z')

describe('an invoice', () => {
  it('is overdue when it is open and fell due before now', () => {
    expect(isOverdue(anInvoice(), NOW)).toBe(true)
    expect(isOverdue(anInvoice({ dueAt: NOW.toISOString() }), NOW)).toBe(false)
    expect(isOverdue(anInvoice({ status: 'partially_paid' }), NOW)).toBe(true)
    expect(isOverdue(anInvoice({ status: 'paid' }), NOW)).toBe(false)
  })

  it('shows in the narrower words of the data model, drafts and void ones not at all', () => {
    const shown = INVOICE_STATUSES.map((status) =>
      invoiceViewStatus({ status, dueAt: '2026-12-01T00:00:00.000Z' }, NOW),
    )
    expect(shown).toEqual([null, 'unpaid', 'unpaid', 'paid', null, 'paid'])
    expect(toInvoice(anInvoice({ status: 'void' }), NOW)).toBeNull()
  })

  it('shows dollars when it is denominated in them', () => {
    const dollars = anInvoice({ currency: 'USD', amountCents: 123_456 })
    expect(toInvoice(dollars, NOW)).toMatchObject({ amount: 1234.56, currency: 'USD' })
    expect(toInvoice(anInvoice(), NOW)).toMatchObject({ amount: 0.01, status: 'overdue' })
  })

  it('leaves open what is not paid yet, never less than nothing', () => {
    expect(outstandingSats(anInvoice({ paidSats: sats(400_000) }))).toBe(600_000)
    expect(outstandingSats(anInvoice({ paidSats: sats(2_000_000) }))).toBe(0)
    expect(outstandingSats(anInvoice({ status: 'paid' }))).toBe(0)
    expect(invoiceNumber(2026, 12)).toBe('INV-2026-000012')
  })
})

describe('a statement', () => {
  const month = {
    leaseSats: sats(-1000),
    creditSats: sats(1500),
    routingSats: sats(100),
    grossSats: sats(-900),
    marginSats: sats(0),
    netSats: sats(-900),
  }
  const amounts = statementAmounts('trs_001', '2026-10', 850, month)

  it('of a loss month shows the loss, no margin and net = gross', () => {
    const shown = toStatement({
      ...amounts,
      id: 'stmt_202610_001',
      number: statementNumber('trs_001', '2026-10'),
      contentHash: 'x',
      generatedAt: NOW.toISOString(),
    })
    expect(shown).toMatchObject({ grossTotal: -0.000009, flowrateMargin: 0, netTotal: -0.000009 })
    expect(shown.downloadUrls.csv).toBe('/treasury/billing/2026-10/statement.csv')
  })

  it('hashes a text that is the same for the same facts', () => {
    expect(statementText(amounts)).toBe(statementText({ ...amounts }))
    expect(statementText({ ...amounts, netSats: sats(1) })).not.toBe(statementText(amounts))
    expect(statementNumber('trs_001', '2026-10')).toBe('STM-trs_001-202610')
  })
})
