import { hostname } from 'node:os'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { aloneWith, setUpStore } from '@/lib/db/migrate'
import { knownMigrations, unsafeSteps } from '@/lib/db/migrations'
import { openPostgres } from '@/lib/db/postgres'
import { type Presence, takePresence } from '@/lib/db/presence/presence'
import { clockAheadMs } from '@/scripts/lib/moved-days'
import { copyTemplate, dropDatabase } from '@/tests/support/postgres'

const stores = inject('stores')
if (stores.kind !== 'postgres') throw new Error('Runs with TEST_STORE=postgres only.')
const { templates } = stores
const THIS_PROCESS = `process ${process.pid} on ${hostname()}`
const HOLDERS = `select pid from pg_locks where locktype = 'advisory' and objid = 583000002 and granted
  and mode = 'ShareLock' and database = (select oid from pg_database where datname = current_database())`

let database = { name: '', url: '' }
let presences: Presence[] = []

beforeEach(async () => {
  database = await copyTemplate(templates, 'empty')
})
afterEach(async () => {
  for (const presence of presences.splice(0)) await presence.leave()
  await dropDatabase(templates.url, database.name)
})

async function arrive(): Promise<Presence> {
  const presence = await takePresence(database.url)
  presences = [...presences, presence]
  return presence
}

async function query(text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(text)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

/** What becomes of work that needs the database for itself. */
async function alone(work: () => Promise<void> = async () => undefined): Promise<string> {
  const store = await openPostgres(database.url, '')
  try {
    await aloneWith(store, 'Not now', work)
    return 'done'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await store.close()
  }
}

const REFUSED = `Not now: the database is in use by ${THIS_PROCESS}; stop it first.`

describe('a server that uses a database', () => {
  it('keeps others from having it for themselves until the last one leaves', async () => {
    const first = await arrive()
    const second = await arrive()
    expect(await alone()).toBe(REFUSED)
    await first.leave()
    expect(await alone()).toBe(REFUSED)
    await second.leave()
    expect(await alone()).toBe('done')
  })

  it('does not come while somebody has it for themselves', async () => {
    const refused = alone(async () => {
      await takePresence(database.url)
    })
    expect(await refused).toBe(`the database is in use by ${THIS_PROCESS}; stop it first.`)
  })

  it('is there again after its connection was lost', async () => {
    await arrive()
    const [before] = await query(HOLDERS)
    await query(`select pg_terminate_backend(${String(before?.pid)})`)
    await expect.poll(() => query(HOLDERS), { timeout: 20_000 }).not.toEqual([before])
    await expect.poll(() => query(HOLDERS), { timeout: 20_000 }).toHaveLength(1)
    expect(await alone()).toBe(REFUSED)
  })

  // What moves a server's clock keeps its timers from going off.
  it.skipIf(clockAheadMs() !== 0)('is not forgotten where idle sessions are ended', async () => {
    await query(`alter database ${database.name} set idle_session_timeout = '50ms'`)
    await arrive()
    const [before] = await query(HOLDERS)
    const idle = new Client({ connectionString: database.url })
    idle.on('error', () => undefined)
    const ended = new Promise<void>((resolve) => idle.once('end', resolve))
    await idle.connect()
    await ended
    expect(await query(HOLDERS)).toEqual([before])
  })

  it('of a version without the lock is known by the name of its sessions', async () => {
    const older = new Client({ connectionString: database.url, application_name: 'flowrate' })
    await older.connect()
    expect(await alone()).toContain('in use by the program "flowrate"')
    await older.end()
    await expect.poll(() => alone()).toBe('done')
  })
})

describe('a version whose schema is newer', () => {
  it('does not touch the schema under servers of the version before, and names them', async () => {
    const presence = await arrive()
    const newest = unsafeSteps(knownMigrations(), []).at(-1)?.hash
    const unapply = `delete from drizzle.__drizzle_migrations where hash = '${newest}'
      returning hash, created_at`
    const [step] = await query(unapply)
    const store = await openPostgres(database.url, '')
    const setUp = () => setUpStore(store, async () => undefined)
    try {
      await expect(setUp()).rejects.toThrow(
        `This version changes the schema in a way that a running server of the version before can’t work with: the database is in use by ${THIS_PROCESS}; stop it first.`,
      )
      await query(
        `insert into drizzle.__drizzle_migrations (hash, created_at)
         values ('${String(step?.hash)}', ${String(step?.created_at)})`,
      )
      await setUp()
    } finally {
      await store.close()
      await presence.leave()
    }
  })
})
