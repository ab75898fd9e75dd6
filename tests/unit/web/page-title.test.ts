import { describe, expect, it } from 'vitest'
import { titleOf } from '@/lib/web/page-title'

describe('the title of a figure or queue', () => {
  it('says the name of the address in words', () => {
    expect(titleOf(['net-apy'], 'net-apy')).toBe('Net APY')
    expect(titleOf(['sla-breaches'], 'sla-breaches')).toBe('SLA breaches')
    expect(titleOf(['failed-webhooks'], 'failed-webhooks')).toBe('Failed webhooks')
  })

  it('repeats nothing that it does not know', () => {
    expect(titleOf(['net-apy'], 'anything-else')).toBe('Not found')
  })
})
