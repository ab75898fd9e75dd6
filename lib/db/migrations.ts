import { createHash } from 'node:crypto'
import path from 'node:path'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'

export function migrationsFolder(): string {
  return path.resolve(/* turbopackIgnore: true */ process.cwd(), 'lib/db/migrations')
}

let known: MigrationMeta[] | undefined

/** All migrations of this version of the code, oldest first; read once. */
export function knownMigrations(): MigrationMeta[] {
  known ??= readMigrationFiles({ migrationsFolder: migrationsFolder() })
  return known
}

/** A migration that says this in a comment may run while servers of the version before use the store. */
const SAFE_MARK = '-- safe beside the version before'

/** The migrations that are still to be applied and must not meet servers of the version before. */
export function unsafeSteps<Step extends { hash: string; sql: readonly string[] }>(
  known: readonly Step[],
  applied: readonly { hash: string }[],
): Step[] {
  const done = new Set(applied.map(({ hash }) => hash))
  return known.filter(
    ({ hash, sql }) => !done.has(hash) && !sql.some((text) => text.includes(SAFE_MARK)),
  )
}

export function migrationsFingerprint(): string {
  const hash = createHash('sha256')
  for (const migration of knownMigrations()) hash.update(migration.hash)
  return hash.digest('hex').slice(0, 16)
}
