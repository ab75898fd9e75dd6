import path from 'node:path'
import { migrationsFingerprint } from '../migrations'

/** Where the build leaves an empty, migrated database of exactly these migrations. */
export function templateFolder(): string {
  return path.resolve(
    /* turbopackIgnore: true */ process.cwd(),
    `.next/store-template-${migrationsFingerprint()}`,
  )
}
