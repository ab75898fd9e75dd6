import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { copyTemplate, dropDatabase } from '@/tests/support/postgres'
import { failingStart } from '@/tests/support/start'

const AUTH_SECRET = 'a-secret-that-only-tests-know-0123456789'
const stores = inject('stores')
if (stores.kind !== 'postgres') throw new Error('Runs with TEST_STORE=postgres only.')
const { templates } = stores
let database = { name: '', url: '' }

beforeAll(async () => {
  database = await copyTemplate(templates, 'empty')
})
afterAll(() => dropDatabase(templates.url, database.name))

const running: RunningServer[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop('SIGKILL')
})

async function start(port: number, env: Readonly<Record<string, string>>): Promise<RunningServer> {
  const server = await startServer({ port, env })
  running.push(server)
  return server
}

async function query(text: string, values: unknown[] = []) {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

function npmRun(script: string, env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    env: { ...process.env, ...env },
  })
  return { status, said: `${stdout}${stderr}` }
}

describe('a start on PostgreSQL', () => {
  it.runIf(existsSync('.next/BUILD_ID'))(
    'sets an empty database up once when two begin together',
    async () => {
      await query('drop schema drizzle cascade; drop schema public cascade; create schema public')
      const env = { DATABASE_URL: database.url, AUTH_SECRET, FLOWRATE_DEMO: '1' }
      const servers = await Promise.all([4132, 4133].map((port) => start(port, env)))
      expect(await query('select count(*)::int as n from demo_world')).toEqual([{ n: 1 }])
      expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0])
    },
  )

  it.runIf(existsSync('.next/BUILD_ID'))(
    'is not reset or seeded under a running server, also after an outage',
    async () => {
      const env = { DATABASE_URL: database.url, AUTH_SECRET, FLOWRATE_DEMO: '0' }
      const server = await start(4135, env)
      const inUse = new RegExp(`in use by process ${server.pid} on ${hostname()}; stop it first`)
      expect(npmRun('db:reset', env)).toEqual({ status: 1, said: expect.stringMatching(inUse) })
      expect(npmRun('db:seed', { ...env, FLOWRATE_DEMO: '1' })).toEqual({
        status: 1,
        said: expect.stringMatching(inUse),
      })
      await query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`)
      const held = `select from pg_locks where locktype = 'advisory' and objid = 583000002
        and database = (select oid from pg_database where datname = current_database())`
      await expect.poll(() => query(held), { timeout: 20_000 }).toHaveLength(1)
      expect(npmRun('db:reset', env).said).toMatch(inUse)
      const ready = async () => (await fetch(`${server.base}/api/ready`)).status
      await expect.poll(ready, { timeout: 90_000, interval: 500 }).toBe(200)
      expect(await server.stop()).toBe(0)
      expect(npmRun('db:reset', env)).toMatchObject({ status: 0 })
      expect(npmRun('db:seed', { ...env, FLOWRATE_DEMO: '1' })).toMatchObject({ status: 0 })
    },
    150_000,
  )

  it('refuses a newer schema', async () => {
    await query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      'from-the-future',
      Date.UTC(2040, 0, 1),
    ])
    const start = await failingStart({ PORT: '4134', DATABASE_URL: database.url, AUTH_SECRET })
    expect(start.said).toMatch(/^The store has a newer schema \(2040-01-01/)
    expect(start.code).toBe(1)
  })
})
