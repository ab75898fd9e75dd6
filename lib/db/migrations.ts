import { createHash } from 'node:crypto'
import path from 'node:path'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'

export function migrationsFolder(): string {
  return path.resolve(/* turbopackIgnore: true */ process.cwd(), 'lib/db/migrations')
}

/** All migrations of this version of the code, oldest first. */
export function knownMigrations(): MigrationMeta[] {
  return readMigrationFiles({ migrationsFolder: migrationsFolder() })
}

export function migrationsFingerprint(): string {
  const hash = createHash('sha256')
  for (const migration of knownMigrations()) hash.update(migration.hash)
  return hash.digest('hex').slice(0, 16)
}
