import { mkdirSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { failingStart, storeIn, useFolders } from '@/tests/support/start'

const PORT = '4120'
const SECRET = 'a-secret-that-only-tests-know-0123456789'
const folder = useFolders()

async function expectRefusal(env: Record<string, string>, sentence: RegExp): Promise<void> {
  const { code, said } = await failingStart({ PORT, ...env })
  expect(said).toMatch(sentence)
  expect(said.split('\n')).toHaveLength(1)
  expect(code).toBe(1)
}

describe('a start that can not be says why in one sentence and ends with code 1', () => {
  it.each([
    ['DATABASE_URL', 'not a url'],
    ['DATABASE_URL', 'mysql://localhost/flowrate'],
    ['PORT', '0'],
    ['PORT', '70000'],
    ['PORT', '3000abc'],
    ['HOST', 'no host'],
    ['FLOWRATE_DEMO', 'yes'],
    ['FLOWRATE_SEED', '-1'],
    ['FLOWRATE_SCALE', '1.5'],
    ['FLOWRATE_NOW', 'tomorrow'],
    ['APP_URL', 'https://flowrate.example/app'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,somewhere'],
    ['WEBHOOK_ALLOW_PRIVATE', 'true'],
    ['AUTH_SECRET', 'short'],
  ])('%s=%s', (name, value) =>
    expectRefusal(
      { AUTH_SECRET: SECRET, FLOWRATE_DATA_DIR: 'memory://', [name]: value },
      new RegExp(`^${name} must .+\\.$`),
    ),
  )

  it('PostgreSQL without a secret', () =>
    expectRefusal(
      { DATABASE_URL: 'postgres://flowrate@127.0.0.1:1/flowrate', AUTH_SECRET: '' },
      /^AUTH_SECRET must be set when DATABASE_URL is/,
    ))

  it('PostgreSQL that can not be reached, without telling its password', async () => {
    const { code, said } = await failingStart({
      PORT,
      AUTH_SECRET: SECRET,
      DATABASE_URL: 'postgres://flowrate:hunter2@127.0.0.1:1/flowrate',
    })
    expect(said).toMatch(/^DATABASE_URL: the database can't be reached \(ECONNREFUSED\)\.$/)
    expect(said).not.toContain('hunter2')
    expect(code).toBe(1)
  })

  it('a folder that can not be written to', () => {
    const file = path.join(folder(), 'file')
    writeFileSync(file, '')
    return expectRefusal(
      { FLOWRATE_DATA_DIR: path.join(file, 'below') },
      /^FLOWRATE_DATA_DIR: the folder .+ can't be created or written to \(ENOTDIR\)\.$/,
    )
  })

  it('a port that is taken', async () => {
    const other = http.createServer()
    await new Promise<void>((resolve) => other.listen(4121, '127.0.0.1', resolve))
    try {
      await expectRefusal(
        { PORT: '4121', FLOWRATE_DATA_DIR: folder() },
        /^PORT: 127\.0\.0\.1:4121 is in use by another program\.$/,
      )
    } finally {
      other.close()
    }
  })

  it('an address that is not of this machine', () =>
    expectRefusal(
      { HOST: '192.0.2.1', FLOWRATE_DATA_DIR: folder() },
      /^HOST: 192\.0\.2\.1 is no address of this machine\.$/,
    ))

  it('a folder that another process holds', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    try {
      await expectRefusal(
        { FLOWRATE_DATA_DIR: dir },
        new RegExp(`^The store in .+ is in use by process ${process.pid}; stop that one first\\.$`),
      )
    } finally {
      await store.close()
    }
  })

  it('a store with a newer schema', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    const later = Date.UTC(2040, 0, 1)
    await store.raw.query(
      'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)',
      ['from-the-future', later],
    )
    await store.close()
    await expectRefusal({ FLOWRATE_DATA_DIR: dir }, /^The store has a newer schema \(2040-01-01/)
  })

  it('a folder that holds something else than a database', async () => {
    const dir = folder()
    mkdirSync(path.join(dir, 'pg'))
    writeFileSync(path.join(dir, 'pg', 'PG_VERSION'), '9.6')
    const { code } = await failingStart({ PORT, FLOWRATE_DATA_DIR: dir })
    expect(code).toBe(1)
  })
})
