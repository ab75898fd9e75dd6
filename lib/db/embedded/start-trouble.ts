import { readFileSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from '@/lib/env'
import { sqlState } from '../transaction'

/** What this version's PGlite writes into PG_VERSION. */
const SERVER_VERSION = '18'
/** Two segments of the write-ahead log: below this the database may have to stop in the middle of a write. */
export const RESERVE_BYTES = 32 * 1024 * 1024
const DAMAGED =
  'Put a copy of the folder back, or remove it with "npm run db:reset" (what it holds is lost then) and start again.'

export function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize
}

/** One sentence on why a database folder can't be used, and what to do; null when it may be tried. */
export function troubleBefore(folder: string): StartError | null {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined) return null
  if (!found.isDirectory()) {
    return new StartError(
      `${folder} is a file, where the database's folder should be; move it away.`,
    )
  }
  const version = versionOf(folder)
  if (version === SERVER_VERSION) return null
  const made = version === null ? 'names no version' : `is of PostgreSQL ${version}`
  return new StartError(
    `The database in ${folder} ${made}; this version of Flowrate opens PostgreSQL ${SERVER_VERSION}. Start the version that made it. ${DAMAGED}`,
  )
}

/** The same for a database that failed while it was opened. */
export function troubleAfter(dataDir: string, error: unknown): StartError {
  if (error instanceof StartError) return error
  if (isDiskFull(error) || freeBytes(dataDir) < RESERVE_BYTES / 8) {
    return new StartError(`The disk of ${dataDir} is full; free some space and start again.`)
  }
  return new StartError(
    `The database in ${path.join(dataDir, 'pg')} is damaged and can't be opened. ${DAMAGED}`,
  )
}

export function isDiskFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')) return true
  }
  return sqlState(error) === '53100'
}

function versionOf(folder: string): string | null {
  try {
    const [version = ''] = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim().split('\n')
    return /^[\d.]{1,10}$/.test(version) ? version : null
  } catch {
    return null
  }
}
