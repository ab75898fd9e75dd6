import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { migrationsFolder } from '@/lib/db/migrations'
import type { Store } from '@/lib/db/store'
import { wrapPglite, wrapStore } from '@/lib/db/wrap'

export const OLDER_STORES = path.resolve('tests/support/older-store')
export const STORE_SUFFIX = '.sql.br'

interface Journal {
  entries: { tag: string }[]
}

/** The migrations of this version by name, oldest first. */
export function migrationTags(): string[] {
  return readJournal(migrationsFolder()).entries.map(({ tag }) => tag)
}

/** The kept stores, each named after the last migration that it has. */
export function olderStores(): string[] {
  return readdirSync(OLDER_STORES)
    .filter((name) => name.endsWith(STORE_SUFFIX))
    .map((name) => name.slice(0, -STORE_SUFFIX.length))
    .sort()
}

/** Brings an empty database to the schema of a kept store and loads its rows. */
export async function loadOlderStore(store: Store, lastTag: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-migrations-'))
  try {
    await migrateUpTo(store, lastTag, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
  const file = path.join(OLDER_STORES, `${lastTag}${STORE_SUFFIX}`)
  await runSql(store, brotliDecompressSync(readFileSync(file)).toString())
}

/** Runs any number of statements. */
export async function runSql(store: Store, text: string): Promise<void> {
  if (store.kind === 'embedded') await store.raw.exec(text)
  else await store.raw.query(text)
}

async function migrateUpTo(store: Store, lastTag: string, folder: string): Promise<void> {
  cpSync(migrationsFolder(), folder, { recursive: true })
  const { entries, ...journal } = readJournal(folder)
  const older = entries.slice(0, entries.findIndex(({ tag }) => tag === lastTag) + 1)
  writeFileSync(journalFile(folder), JSON.stringify({ ...journal, entries: older }))
  const config = { migrationsFolder: folder }
  if (store.kind === 'embedded') {
    await migratePglite(wrapPglite(store.raw) as Parameters<typeof migratePglite>[0], config)
  } else {
    await migratePostgres(wrapStore(store) as Parameters<typeof migratePostgres>[0], config)
  }
}

function readJournal(folder: string): Journal {
  return JSON.parse(readFileSync(journalFile(folder), 'utf8')) as Journal
}

function journalFile(folder: string): string {
  return path.join(folder, 'meta/_journal.json')
}
