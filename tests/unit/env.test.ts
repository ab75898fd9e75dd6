import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseEnv, StartError } from '@/lib/env'

const SECRET = 'x'.repeat(32)
const POSTGRES = { DATABASE_URL: 'postgres://u:p@db:5432/flowrate', AUTH_SECRET: SECRET }

describe('the environment', () => {
  it('has a default for everything', () => {
    expect(parseEnv({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDir: path.resolve('.data'),
      demo: true,
      personas: 'local',
      demoPowers: true,
      seed: 583,
      scale: 1,
      frozenNow: null,
      authSecret: null,
      appUrl: 'http://127.0.0.1:3000',
      isLocalSite: true,
      trustedProxies: [],
      webhookAllowPrivate: false,
      isProduction: false,
      isBuilding: false,
    })
  })

  it('takes an empty value for unset', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: ' ' })).toEqual(parseEnv({}))
  })

  it('seeds no demo world on PostgreSQL unless asked', () => {
    expect(parseEnv(POSTGRES).demo).toBe(false)
    expect(parseEnv({ ...POSTGRES, FLOWRATE_DEMO: '1' }).demo).toBe(true)
  })

  const PUBLIC = { APP_URL: 'https://flowrate.example' }

  it.each([
    [{}, 'local', true],
    [{ HOST: '::1' }, 'local', true],
    [{ HOST: '127.0.0.2', APP_URL: 'http://localhost:8080' }, 'local', true],
    [{ HOST: '0.0.0.0' }, 'nobody', false],
    [{ HOST: '192.168.1.2' }, 'nobody', false],
    [{ HOST: '0.0.0.0', APP_URL: 'http://localhost:3000' }, 'nobody', false],
    [PUBLIC, 'nobody', false],
    [{ APP_URL: 'http://127.0.0.1.evil.example' }, 'nobody', false],
    [{ FLOWRATE_DEMO: '0' }, 'nobody', false],
    [POSTGRES, 'nobody', false],
    [{ FLOWRATE_DEMO: '1' }, 'everybody', true],
    [{ ...PUBLIC, FLOWRATE_DEMO: '1' }, 'everybody', false],
    [{ HOST: '0.0.0.0', FLOWRATE_DEMO: '1' }, 'everybody', false],
    [{ ...POSTGRES, FLOWRATE_DEMO: '1' }, 'everybody', true],
  ] as const)('%j offers the demo people to %s; its clock moves: %s', (given, personas, powers) => {
    expect(parseEnv(given)).toMatchObject({ personas, demoPowers: powers })
  })

  it('writes an IPv6 host in brackets', () => {
    expect(parseEnv({ HOST: '::1', PORT: '8080' }).appUrl).toBe('http://[::1]:8080')
  })

  it('keeps the origin alone of APP_URL', () => {
    expect(parseEnv({ APP_URL: 'https://Flowrate.example/' }).appUrl).toBe(
      'https://flowrate.example',
    )
  })

  it('reads an instant with an offset', () => {
    const { frozenNow } = parseEnv({ FLOWRATE_NOW: '2026-11-20T12:00:00+02:00' })
    expect(frozenNow?.toISOString()).toBe('2026-11-20T10:00:00.000Z')
  })

  it('knows the store that keeps nothing', () => {
    expect(parseEnv({ FLOWRATE_DATA_DIR: 'memory://' }).dataDir).toBe('memory://')
  })

  it.each([
    ['PORT', '1e3'],
    ['PORT', '-1'],
    ['FLOWRATE_SEED', '0x10'],
    ['FLOWRATE_SCALE', '0'],
    ['FLOWRATE_NOW', '2026-02-30T00:00:00Z'],
    ['DATABASE_URL', 'postgres://host'],
    ['APP_URL', 'javascript:alert(1)'],
    ['APP_URL', 'https://user@flowrate.example'],
    ['TRUSTED_PROXIES', '10.0.0.1'],
    ['AUTH_SECRET', 'x'.repeat(31)],
  ])('refuses %s=%s with a sentence that names it', (name, value) => {
    const parse = () => parseEnv({ [name]: value })
    expect(parse).toThrow(StartError)
    expect(parse).toThrow(new RegExp(`^${name} must .+\\.$`))
  })

  it('does not repeat a refused secret', () => {
    expect(() => parseEnv({ AUTH_SECRET: 'tiny-secret' })).toThrow(/^(?!.*tiny-secret)/)
  })
})
