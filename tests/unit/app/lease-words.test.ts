import { expect, it } from 'vitest'
import { saidOfEarlyEnd } from '@/app/_actions/lease-words'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { moveRenewal } from '@/lib/domains/liquidity/renewal/rules'
import { aLease, anEarlyEnd, aRenewal } from '@/tests/support/records'

it('an approved early end is told in the reader’s zone, as the pages tell instants', () => {
  const approved = anEarlyEnd({ status: 'approved', effectiveAt: '2026-12-19T23:30:00.000Z' })
  const [utc] = saidOfEarlyEnd(approved, { unit: 'btc', timeZone: 'UTC' })
  expect(utc).toBe(`Early end ${approved.id} is approved: it ends on 19 Dec 2026, 23:30 UTC.`)
  const [berlin] = saidOfEarlyEnd(approved, { unit: 'btc', timeZone: 'Europe/Berlin' })
  expect(berlin).toContain('it ends on 20 Dec 2026, 00:30 UTC+01:00.')
})

it('no refusal tells an instant as machines write it', () => {
  const isoInstant = /\d{4}-\d\d-\d\dT/
  const refusals = [
    () =>
      moveLease(
        aLease({ endAt: '2027-01-01T00:00:00.000Z' }),
        'expire',
        '2026-11-20T00:00:00.000Z',
      ),
    () => moveRenewal(aRenewal(), 'lapse', '2026-11-20T00:00:00.000Z'),
  ]
  for (const refuse of refusals) {
    expect(refuse).toThrow(/until \d+ \w{3} \d{4}, 00:00 UTC/)
    expect(refuse).not.toThrow(isoInstant)
  }
})
