import { describe, expect, it } from 'vitest'
import { parseEnv } from '@/lib/env'
import { startWarnings } from '@/scripts/server/warnings'

const PUBLIC = { APP_URL: 'https://flowrate.example', TRUSTED_PROXIES: '127.0.0.1/32' }
const warned = (given: Record<string, string>) => startWarnings(parseEnv(given)).join('\n')

describe('a start', () => {
  it.each([
    [{}, 'are for this machine alone'],
    [{ HOST: '::1' }, 'are for this machine alone'],
    [{ HOST: '0.0.0.0' }, 'stay off'],
    [PUBLIC, 'stay off'],
  ])('with the demo set by hand and %j warns that everybody gets its people', (given, powers) => {
    const said = warned({ ...given, FLOWRATE_DEMO: '1' })
    expect(said).toMatch(/^FLOWRATE_DEMO=1 offers the demo people, whose password is public/)
    expect(said).toContain(`The demo's clock and faults ${powers}.`)
  })

  it.each([{}, { FLOWRATE_DEMO: '0' }, PUBLIC, { HOST: '0.0.0.0' }])(
    'with %j has nothing to warn of',
    (given) => expect(warned(given)).toBe(''),
  )

  it('behind a proxy that is not named warns of it', () => {
    expect(warned({ APP_URL: PUBLIC.APP_URL })).toMatch(/^TRUSTED_PROXIES is not set/)
  })
})
