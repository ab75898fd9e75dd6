import { accessSync, constants, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from '@/lib/env'
import { sqlState } from '../transaction'

/** What this version's PGlite writes into PG_VERSION. */
const SERVER_VERSION = '18'
/** Two segments of the write-ahead log: below this the database may have to stop in the middle of a write. */
export const RESERVE_BYTES = 32 * 1024 * 1024
const DAMAGED =
  'Put a copy of the folder back, or remove it with "npm run db:reset" (what it holds is lost then) and start again.'

const COPY = 'Put a copy of it back and start again.'

/** What is said of a damaged database, when it is opened and when it is met later. */
export function damagedText(
  what: string,
  isNotToBe: 'opened' | 'read',
  databaseUrl: string | null,
): string {
  return `${what} is damaged and can't be ${isNotToBe}. ${databaseUrl === null ? DAMAGED : COPY}`
}

/** EDQUOT and ENOSPC as WASI numbers them. */
const LIBRARY_FULL: readonly number[] = [19, 51]

/** What PGlite says when its database ended while it was started. */
const GAVE_UP = 'PGlite failed to initialize properly'

export function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize
}

/**
 * One sentence on why a database folder can't be used, and what to do; null when it may be tried.
 * @throws what the system says of a folder or file that it doesn't let us read.
 */
export function troubleBefore(folder: string): StartError | null {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined) return null
  if (!found.isDirectory()) {
    return new StartError(
      `${folder} is a file, where the database's folder should be; move it away.`,
    )
  }
  if (readdirSync(folder).length === 0) return null
  const version = versionOf(folder)
  if (version === SERVER_VERSION) return null
  const made = version === null ? 'names no version' : `is of PostgreSQL ${version}`
  return new StartError(
    `The database in ${folder} ${made}; this version of Flowrate opens PostgreSQL ${SERVER_VERSION}. Start the version that made it. ${DAMAGED}`,
  )
}

/** The same for a database that failed while it was opened; only a damaged one is given up. */
export function troubleAfter(dataDir: string, error: unknown): StartError {
  if (error instanceof StartError) return error
  const folder = path.join(dataDir, 'pg')
  const because = { cause: error }
  const refusal = refusalOf(error)
  if (isDiskFull(error) || (refusal === null && isAlmostFull(dataDir))) {
    return new StartError(
      `The disk of ${dataDir} is full; free some space and start again.`,
      because,
    )
  }
  if (refusal !== null) return refused(folder, refusal, because)
  if (isDamaged(error)) {
    // The database tells nobody which file it was refused.
    const denied = denialIn(folder)
    if (denied !== null) return refused(folder, denied, because)
    return new StartError(damagedText(`The database in ${folder}`, 'opened', null), because)
  }
  const errno = libraryErrno(error)
  const [said] = errno === null ? messageOf(error).split('\n') : [`system error ${errno}`]
  return new StartError(`The database in ${folder} can't be opened: ${said}`, because)
}

function refused(
  folder: string,
  { code, path: file = folder }: NodeJS.ErrnoException,
  because: ErrorOptions,
): StartError {
  return new StartError(
    `The database in ${folder} can't be opened: the system refuses ${file} (${code}). Put that right and start again.`,
    because,
  )
}

/** What the operating system said, if it was that. */
function refusalOf(error: unknown): NodeJS.ErrnoException | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (typeof code === 'string' && /^E[A-Z\d]+$/.test(code)) return cause
  }
  return null
}

/** A page that can't be read, or an embedded database that gave up. */
function isDamaged(error: unknown): boolean {
  if (sqlState(error)?.startsWith('XX') === true) return true
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'RuntimeError' || cause.message === GAVE_UP) return true
  }
  return false
}

/** The first thing in a folder that this process may not read and write. */
function denialIn(folder: string): NodeJS.ErrnoException | null {
  try {
    for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
      accessSync(path.join(folder, name), constants.R_OK | constants.W_OK)
    return null
  } catch (error) {
    return refusalOf(error)
  }
}

function isAlmostFull(dataDir: string): boolean {
  try {
    return freeBytes(dataDir) < RESERVE_BYTES / 8
  } catch {
    return false
  }
}

function messageOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error)
}

/** What PGlite's own C library calls an error of the system; it throws no Error then. */
function libraryErrno(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null
  const isLibrary = 'name' in error && error.name === 'ErrnoError'
  return isLibrary && 'errno' in error && typeof error.errno === 'number' ? error.errno : null
}

export function isDiskFull(error: unknown): boolean {
  if (LIBRARY_FULL.includes(libraryErrno(error) ?? 0)) return true
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')) return true
  }
  return sqlState(error) === '53100'
}

function versionOf(folder: string): string | null {
  const file = path.join(folder, 'PG_VERSION')
  try {
    const [version = ''] = readFileSync(file, 'utf8').trim().split('\n')
    return /^[\d.]{1,10}$/.test(version) ? version : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw Object.assign(error as NodeJS.ErrnoException, { path: file })
  }
}
