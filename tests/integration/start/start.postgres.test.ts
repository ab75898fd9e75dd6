import { existsSync } from 'node:fs'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startServer } from '@/scripts/lib/server'
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

async function query(text: string, values: unknown[] = []) {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

describe('a start on PostgreSQL', () => {
  it.runIf(existsSync('.next/BUILD_ID'))(
    'sets an empty database up once when two begin together',
    async () => {
      await query('drop schema drizzle cascade; drop schema public cascade; create schema public')
      const env = { DATABASE_URL: database.url, AUTH_SECRET, FLOWRATE_DEMO: '1' }
      const servers = await Promise.all([4132, 4133].map((port) => startServer({ port, env })))
      expect(await query('select count(*)::int as n from demo_world')).toEqual([{ n: 1 }])
      expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0])
    },
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
