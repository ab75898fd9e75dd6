import 'server-only'
import { sql } from 'drizzle-orm'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { StartError } from '@/lib/env'
import type { Database } from './context'
import { knownMigrations, migrationsFolder } from './migrations'
import type { Store } from './store'
import { wrapConnection, wrapPglite } from './wrap'

/** One number for every process that sets up a Flowrate database. */
const SETUP_LOCK = 583_000_001

interface AppliedMigration {
  hash: string
  createdAt: number
}

/**
 * Brings the store to this version's schema, then runs `then` on it. On PostgreSQL one process at a
 * time does so; the others wait and find the work done.
 * @throws StartError when the store was made by a newer or another version.
 */
export async function setUpStore(
  store: Store,
  then: (db: Database) => Promise<void>,
): Promise<void> {
  if (store.kind === 'embedded') {
    const db = wrapPglite(store.raw)
    await assertKnownSchema(db)
    await migratePglite(db as Parameters<typeof migratePglite>[0], config())
    await then(db)
    return
  }
  const client = await store.raw.connect()
  try {
    await client.query(
      'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0',
    )
    await client.query('select pg_advisory_lock($1)', [SETUP_LOCK])
    const db = wrapConnection(client)
    await assertKnownSchema(db)
    await migratePostgres(db as Parameters<typeof migratePostgres>[0], config())
    await then(db)
  } finally {
    // Ending the connection gives the lock back even when a statement above broke it.
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
