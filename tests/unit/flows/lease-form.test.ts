import { describe, expect, it } from 'vitest'
import {
  addOnForm,
  answerRenewalForm,
  renewForm,
  signForm,
  terminateForm,
} from '@/lib/flows/lease-form/form-inputs'

const HASH = 'a'.repeat(64)
const RENEWAL = {
  leaseId: 'lease_001',
  version: '3',
  termDays: '90',
  sizeSats: '1.5',
  unit: 'btc',
  feeModel: 'same',
  asks: 'counterparty',
  read: 'on',
  termsHash: HASH,
}
const fieldsOf = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
  result.error?.issues.map(({ path }) => path.join('.'))

describe('the forms of a lease', () => {
  it('leave the price out of a renewal on the same terms', () => {
    expect(renewForm.parse(RENEWAL)).toEqual({
      leaseId: 'lease_001',
      version: 3,
      termDays: 90,
      sizeSats: 150_000_000,
      termsHash: HASH,
    })
  })

  it('ask for a renewal, which signs, only with the text that was read; the market without', () => {
    const { read: _read, termsHash: _hash, ...unread } = RENEWAL
    expect(fieldsOf(renewForm.safeParse({ ...unread, termsHash: HASH }))).toEqual(['read'])
    expect(fieldsOf(renewForm.safeParse({ ...unread, read: 'on' }))).toEqual(['termsHash'])
    expect(renewForm.parse({ ...unread, asks: 'market' }).termsHash).toBeUndefined()
  })

  it('read another price in the form’s own unit, once per amount field', () => {
    const fixed = { ...RENEWAL, unit: ['sats', 'sats'], sizeSats: '2,000', feeModel: 'fixed' }
    expect(renewForm.parse({ ...fixed, feeSats: '450 000' })).toMatchObject({
      sizeSats: 2000,
      feeModel: 'fixed',
      feeSats: 450_000,
    })
    expect(renewForm.parse({ ...RENEWAL, feeModel: 'ppm', feePpm: '4,000' })).toMatchObject({
      feeModel: 'ppm',
      feePpm: 4000,
    })
  })

  it.each([
    ['sizeSats', { sizeSats: '1.123456789' }],
    ['sizeSats', { sizeSats: '-1' }],
    ['sizeSats', { sizeSats: '0' }],
    ['termDays', { termDays: '1e2' }],
    ['termDays', { termDays: '366' }],
    ['feePpm', { feeModel: 'ppm', feePpm: '' }],
    ['feeSats', { feeModel: 'fixed', feeSats: 'much' }],
    ['version', { version: '1.5' }],
    ['leaseId', { leaseId: "'--" }],
    ['', { role: 'admin' }],
  ])('complain at %s about %o', (field, change) => {
    expect(fieldsOf(renewForm.safeParse({ ...RENEWAL, ...change }))).toEqual([field])
  })

  it('sign only what was read', () => {
    const form = { contractId: 'ctr_001', termsHash: HASH }
    expect(signForm.parse({ ...form, read: 'on' })).toEqual(form)
    expect(fieldsOf(signForm.safeParse(form))).toEqual(['read'])
  })

  it('answer with a plain yes or no', () => {
    const form = { renewalId: 'ren_001', version: '1' }
    expect(answerRenewalForm.parse({ ...form, accept: 'no' }).accept).toBe(false)
    expect(fieldsOf(answerRenewalForm.safeParse({ ...form, accept: 'true' }))).toEqual(['accept'])
  })

  it('accept a renewal, which signs, only with the text that was read', () => {
    const form = { renewalId: 'ren_001', version: '1', accept: 'yes' }
    const read = { ...form, read: 'on', termsHash: HASH }
    expect(answerRenewalForm.parse(read)).toEqual({
      renewalId: 'ren_001',
      version: 1,
      accept: true,
      termsHash: HASH,
    })
    expect(fieldsOf(answerRenewalForm.safeParse({ ...read, read: undefined }))).toEqual(['read'])
    expect(fieldsOf(answerRenewalForm.safeParse({ ...read, termsHash: undefined }))).toEqual([
      'termsHash',
    ])
  })

  it('terminate only the lease whose id was typed', () => {
    const form = { leaseId: 'lease_001', version: '1', reason: 'The node is gone for good' }
    expect(terminateForm.parse({ ...form, alias: ' lease_001 ' })).not.toHaveProperty('alias')
    expect(fieldsOf(terminateForm.safeParse({ ...form, alias: 'lease_002' }))).toEqual(['alias'])
  })

  it('offer more with exactly one kind of fee', () => {
    const form = { leaseId: 'lease_001', unit: 'btc', sizeSats: '0.5', feeModel: 'ppm' }
    expect(addOnForm.parse({ ...form, feePpm: '2000', feeSats: '' })).toEqual({
      leaseId: 'lease_001',
      sizeSats: 50_000_000,
      feeModel: 'ppm',
      feePpm: 2000,
    })
  })
})
