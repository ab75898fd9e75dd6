import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import {
  firstMonth,
  invoiceAmountSats,
  lastFinalMonth,
  missingMonths,
  settledAt,
  withoutInvoice,
} from '@/lib/flows/close-month/rules'
import { aLease, anInvoice } from '@/tests/support/records'
import type { InvoiceRecord } from '@/types'

/** 1 000 sats a day for the whole year. */
const lease = aLease({
  feeModel: 'fixed',
  feeSats: sats(365_000),
  feePpm: null,
  startAt: '2026-01-01T00:00:00.000Z',
  endAt: '2027-01-01T00:00:00.000Z',
})
const amount = (leases: Parameters<typeof invoiceAmountSats>[0], period: string, credits = 0) =>
  invoiceAmountSats(leases, [{ bookedOn: '2026-03-04', creditSats: sats(credits) }], period)

describe('the invoice of a month', () => {
  it('is the accrual less the credits of that month', () => {
    expect(amount([lease], '2026-03', 400)).toBe(30_600)
    expect(amount([lease], '2026-04', 400)).toBe(30_000)
    expect(amount([], '2026-04')).toBe(0)
  })

  it('holds the fee of an early end in the month in which the lease ended', () => {
    const ended = aLease({
      ...lease,
      status: 'terminated',
      endedAt: '2026-05-11T00:00:00.000Z',
      endFeeSats: sats(23_500),
    })
    expect(amount([ended], '2026-04')).toBe(30_000)
    expect(amount([ended], '2026-05')).toBe(33_500)
    expect(amount([ended], '2026-06')).toBe(0)
  })

  it('takes what a lessor owes for its early end off this month and the ones after it', () => {
    const ended = aLease({
      ...lease,
      status: 'terminated',
      endedAt: '2026-05-11T00:00:00.000Z',
      endFeeSats: sats(-75_000),
    })
    const other = aLease({ ...lease, id: 'lease_002' })
    expect(['2026-04', '2026-05', '2026-06', '2026-07'].map((m) => amount([ended], m))).toEqual([
      30_000, 0, 0, 0,
    ])
    // 10 000 + 31 000 − 75 000 leaves 34 000: June takes 30 000 of it and July the rest.
    expect(
      ['2026-05', '2026-06', '2026-07', '2026-08'].map((m) => amount([ended, other], m)),
    ).toEqual([0, 0, 27_000, 31_000])
  })
})

describe('an invoice after bills that stand', () => {
  const march = { period: '2026-03', amountSats: sats(31_000) }

  it('settles what an earlier one billed too much', () => {
    const late = [{ bookedOn: '2026-03-04', creditSats: sats(400) }]
    expect(invoiceAmountSats([lease], late, '2026-04', [march])).toBe(29_600)
    expect(
      invoiceAmountSats([lease], late, '2026-05', [
        march,
        { period: '2026-04', amountSats: sats(29_600) },
      ]),
    ).toBe(31_000)
  })

  it('takes an earlier month without one as billed by the rule', () => {
    expect(invoiceAmountSats([lease], [], '2026-04', [march])).toBe(30_000)
    expect(invoiceAmountSats([lease], [], '2026-04')).toBe(30_000)
  })
})

describe('the months that are closed', () => {
  it('are final two hours into the next one', () => {
    expect(lastFinalMonth(new Date('2026-12-01T01:59:59.999Z'))).toBe('2026-10')
    expect(lastFinalMonth(new Date('2026-12-01T02:00:00.000Z'))).toBe('2026-11')
    expect(lastFinalMonth(new Date('2027-01-31T23:59:59.999Z'))).toBe('2026-12')
  })

  it('begin with the first day, or with the oldest document that a demo world brought over', () => {
    const firstDay = '2026-05-04T00:00:00.000Z'
    const anchor = '2026-11-20T00:00:00.000Z'
    expect(firstMonth(firstDay, [], anchor)).toBe('2026-05')
    expect(firstMonth(firstDay, ['2026-09', '2026-08'], anchor)).toBe('2026-08')
    expect(firstMonth(firstDay, ['2026-09', '2026-08'], null)).toBe('2026-05')
    expect(firstMonth(firstDay, ['2026-11'], anchor)).toBe('2026-05')
  })

  it('are those that are missing, gaps included', () => {
    expect(missingMonths('2026-11', '2027-02', ['2026-12'])).toEqual([
      '2026-11',
      '2027-01',
      '2027-02',
    ])
    expect(missingMonths('2026-11', '2026-10', [])).toEqual([])
  })
})

describe('a lease that reached its end', () => {
  const invoice = (period: string, more: Partial<InvoiceRecord>) => anInvoice({ period, ...more })
  const lease = { startAt: '2026-08-20T00:00:00.000Z', endAt: '2026-10-19T00:00:00.000Z' }
  const paidAt = '2026-11-09T10:00:00.000Z'
  const paid = (period: string) => invoice(period, { status: 'paid', paidAt })
  const state = { invoices: [paid('2026-10')], lastClosed: '2026-10', firstBilled: '2026-09' }

  it('has months that are archived, owe nothing, or wait for their bill', () => {
    const states = ['2026-08', '2026-09', '2026-10', '2026-11'].map((period) =>
      withoutInvoice(period, state),
    )
    expect(states).toEqual(['archived', 'nothing_owed', null, 'open'])
    expect(withoutInvoice('2026-09', { ...state, lastClosed: null })).toBe('open')
  })

  it('is settled when the last of its months was paid or told to owe nothing', () => {
    expect(settledAt(lease, state)).toBe(paidAt)
    expect(settledAt(lease, { ...state, invoices: [] })).toBe('2026-11-01T02:00:00.000Z')
    const early = invoice('2026-10', { status: 'void', issuedAt: '2026-10-02T00:00:00.000Z' })
    expect(settledAt(lease, { ...state, invoices: [early] })).toBe(lease.endAt)
  })

  it('is not settled while one of them is open', () => {
    const open = invoice('2026-10', { status: 'partially_paid', paidAt: null })
    expect(settledAt(lease, { ...state, invoices: [open] })).toBeNull()
    expect(settledAt(lease, { ...state, invoices: [], lastClosed: '2026-09' })).toBeNull()
    expect(settledAt(lease, { ...state, lastClosed: null })).toBeNull()
  })
})
