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

export function migrationsFingerprint(): string {
  const hash = createHash('sha256')
  for (const migration of knownMigrations()) hash.update(migration.hash)
  return hash.digest('hex').slice(0, 16)
}
