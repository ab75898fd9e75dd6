import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import { invoices } from '@/lib/flows/alerts/invoice-rules'
import type { AlertSnapshot } from '@/lib/flows/alerts/snapshot'
import type { InvoiceRecord } from '@/types'

const ISSUED = '2026-12-01T00:00:00.000Z'
const DUE = '2026-12-15T00:00:00.000Z'
const PAID = '2026-12-12T08:00:00.000Z'

/** Rule and severity of what the payer is told at an instant. */
function told(at: string, change: Partial<InvoiceRecord> = {}): string | null {
  const invoice = {
    ...{ id: 'inv_001', number: 'INV-2026-000001', subscriberId: 'sub_001', status: 'issued' },
    ...{ issuedAt: ISSUED, dueAt: DUE, paidAt: null },
    ...{ amountSats: sats(5000), paidSats: sats(0) },
    ...change,
  } as InvoiceRecord
  const snapshot = { invoices: [invoice] } as unknown as AlertSnapshot
  const [alert] = invoices(snapshot, new Date(at))
  if (alert === undefined) return null
  expect(alert.audience).toEqual({ role: 'subscriber', organisationId: 'sub_001' })
  return `${alert.rule} ${alert.severity}`
}

const paid = { status: 'paid', paidAt: PAID, paidSats: sats(5000) } as const

describe('the alerts of an invoice', () => {
  it('follow it from issue to due date, to the millisecond', () => {
    expect(told(addMs(ISSUED, 3 * DAY_MS))).toBe('invoice-issued info')
    expect(told(addMs(ISSUED, 3 * DAY_MS + 1))).toBeNull()
    expect(told(addMs(DUE, -3 * DAY_MS - 1))).toBeNull()
    expect(told(addMs(DUE, -3 * DAY_MS))).toBe('invoice-due info')
    expect(told(DUE)).toBe('invoice-due info')
    expect(told(addMs(DUE, 1))).toBe('invoice-overdue error')
  })

  it('say for three days that it was paid', () => {
    expect(told(addMs(PAID, -1), paid)).toBeNull()
    expect(told(PAID, paid)).toBe('invoice-paid info')
    expect(told(addMs(PAID, 3 * DAY_MS), paid)).toBe('invoice-paid info')
    expect(told(addMs(PAID, 3 * DAY_MS + 1), paid)).toBeNull()
  })

  it('leave late, short and excess payments to the warning about those', () => {
    expect(told(addMs(PAID, 1), { ...paid, dueAt: ISSUED })).toBeNull()
    expect(told(PAID, { ...paid, paidSats: sats(5001) })).toBeNull()
    expect(told(PAID, { status: 'refunded', paidAt: PAID })).toBeNull()
  })
})
