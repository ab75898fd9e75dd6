import { expect, it } from 'vitest'
import { renewalAnswers } from '@/lib/flows/alerts/life-rules'
import type { AlertSnapshot } from '@/lib/flows/alerts/snapshot'
import { aLease, aRenewal } from '@/tests/support/records'

const NOW = new Date('2026-11-23T00:00:00.000Z')

/** What each audience is told of a renewal that came to nothing. */
function told(fallbackTicketId: string | null): Record<string, string> {
  const renewal = aRenewal({
    status: 'lapsed',
    answeredAt: '2026-11-22T00:00:00.000Z',
    fallbackTicketId,
  })
  const lease = { lease: aLease(), lesseeLabel: 'Exchange Amber', providerLabel: 'Northern pool' }
  const snapshot = { leases: [lease], renewals: [renewal] } as unknown as AlertSnapshot
  return Object.fromEntries(
    renewalAnswers(snapshot, NOW).map(({ audience, message }) => [
      JSON.stringify(audience),
      message,
    ]),
  )
}

it('a request to the market is named to the subscriber that it belongs to, never to the treasury', () => {
  const messages = Object.entries(told('dmd_0815'))
  expect(messages).toHaveLength(2)
  for (const [audience, message] of messages) {
    if (audience.includes('subscriber')) expect(message).toContain('dmd_0815')
    else expect(message).not.toMatch(/dmd_|market/)
  }
})

it('an offer that nobody answered is told to both without a request', () => {
  const messages = Object.values(told(null))
  expect(messages).toHaveLength(2)
  for (const message of messages) expect(message).toContain('the lease ends on 30 Dec 2026')
})
