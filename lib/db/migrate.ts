import 'server-only'
import { sql } from 'drizzle-orm'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import type { PoolClient } from 'pg'
import { StartError } from '@/lib/env'
import type { Database } from './context'
import { knownMigrations, migrationsFolder, unsafeSteps } from './migrations'
import { claimAlone, giveBack } from './presence/presence'
import type { PostgresStore, Store } from './store'
import { wrapConnection, wrapPglite } from './wrap'

/** One number for every process that sets up a Flowrate database. */
const SETUP_LOCK = 583_000_001

const UNSAFE =
  'This version changes the schema in a way that a running server of the version before can’t work with'

interface AppliedMigration {
  hash: string
  createdAt: number
}

/** Makes sure that no other process uses the store until it is set up. @throws StartError naming who does. */
export type Alone = (what: string) => Promise<void>

/**
 * Brings the store to this version's schema, then runs `then` on it. On PostgreSQL one process at a
 * time does so; the others wait and find the work done. `stay` runs before the next one may begin.
 * @throws StartError when the store was made by a newer or another version, or when a step of the schema
 * that needs to be alone meets other users.
 */
export async function setUpStore(
  store: Store,
  then: (db: Database, alone: Alone) => Promise<void>,
  stay: () => Promise<void> = async () => undefined,
): Promise<void> {
  if (store.kind === 'embedded') {
    const db = wrapPglite(store.raw)
    await assertKnownSchema(db)
    await migratePglite(db as Parameters<typeof migratePglite>[0], config())
    // Its folder belongs to this process alone.
    await then(db, async () => undefined)
    return
  }
  await oneAtATime(store, async (client) => {
    let isAlone = false
    const alone: Alone = async (what) => {
      if (!isAlone) await claimAlone(client, what)
      isAlone = true
    }
    const db = wrapConnection(client)
    await assertKnownSchema(db)
    const [unsafe] = unsafeSteps(knownMigrations(), await appliedMigrations(db))
    if (unsafe !== undefined) await alone(UNSAFE)
    await migratePostgres(db as Parameters<typeof migratePostgres>[0], config())
    await then(db, alone)
    if (isAlone) await giveBack(client)
    await stay()
  })
}

/** Runs `work` while no other process uses the database. @throws StartError naming who does. */
export function aloneWith(
  store: PostgresStore,
  what: string,
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  return oneAtATime(store, async (client) => {
    await claimAlone(client, what)
    await work(client)
  })
}

async function oneAtATime(
  store: PostgresStore,
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await store.raw.connect()
  try {
    await client.query(
      'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0',
    )
    await client.query('select pg_advisory_lock($1)', [SETUP_LOCK])
    await work(client)
  } finally {
    // Ending the connection gives the locks back even when a statement above broke it.
    client.release(true)
  }
}

/** True when every migration of this version is applied and no other one is. */
export async function isMigrated(db: Database): Promise<boolean> {
  const applied = await appliedMigrations(db)
  const known = knownMigrations()
  return applied.length === known.length && known.at(-1)?.hash === applied.at(-1)?.hash
}

async function assertKnownSchema(db: Database): Promise<void> {
  const known = knownMigrations()
  const hashes = new Set(known.map((migration) => migration.hash))
  const unknown = (await appliedMigrations(db)).find((migration) => !hashes.has(migration.hash))
  if (unknown === undefined) return
  const isNewer = unknown.createdAt > (known.at(-1)?.folderMillis ?? 0)
  const made = new Date(unknown.createdAt).toISOString()
  throw new StartError(
    isNewer
      ? `The store has a newer schema (${made}) than this version of Flowrate knows; start the newer version.`
      : `The store has a schema step (${made}) that this version of Flowrate does not know; reset it with "npm run db:reset" or start the version that made it.`,
  )
}

async function appliedMigrations(db: Database): Promise<AppliedMigration[]> {
  const table = await rowsOf(db, sql`select to_regclass('drizzle.__drizzle_migrations') as name`)
  if (table[0]?.name === null) return []
  const rows = await rowsOf(
    db,
    sql`select hash, created_at from drizzle.__drizzle_migrations order by created_at, id`,
  )
  return rows.map((row) => ({ hash: String(row.hash), createdAt: Number(row.created_at) }))
}

async function rowsOf(db: Database, query: ReturnType<typeof sql>) {
  const result = (await db.execute(query)) as { rows: Record<string, unknown>[] }
  return result.rows
}

function config() {
  return { migrationsFolder: migrationsFolder() }
}
