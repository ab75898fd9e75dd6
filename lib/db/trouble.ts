import 'server-only'
import { OUTCOME_UNKNOWN } from '@/lib/core/action-state'
import { AppError } from '@/lib/core/errors'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { isConnectionLost, OutcomeUnknownError, StoreAwayError } from './availability'
import { damagedText, isDiskFull } from './embedded/start-trouble'
import { shared } from './shared'
import { sqlState } from './transaction'

export class StoreFullError extends AppError {
  constructor() {
    super(
      507,
      'store_full',
      'The store’s disk is full. Nothing was changed; try again once there is room.',
    )
  }
}

/** An embedded database that found no room in the middle of a write does nothing any more. */
export class StoreStoppedError extends AppError {
  constructor() {
    super(
      507,
      'store_stopped',
      'The store’s disk became full in the middle of a write, so the store has stopped. Free some space and start Flowrate again; what was saved before is kept.',
    )
  }
}

export class StoreDamagedError extends AppError {
  constructor() {
    super(503, 'store_damaged', damagedText('The database', 'read', env().databaseUrl))
  }
}

/** Index or page that can't be read, a file that is missing or that the disk does not give. */
const DAMAGED_STATES = new Set(['XX001', 'XX002', '58030', '58P01'])

/** By code, since the start script and the Next bundle have classes of their own. */
const TROUBLES: ReadonlyMap<unknown, (error: Error) => AppError> = new Map([
  ['store_unavailable', () => new StoreAwayError()],
  [OUTCOME_UNKNOWN, (error: Error) => new OutcomeUnknownError(error.cause)],
  ['store_full', () => new StoreFullError()],
  ['store_stopped', () => new StoreStoppedError()],
  ['store_damaged', () => new StoreDamagedError()],
])

/** What an error says of the store itself, in a sentence; null when the store is not to blame. */
export function storeTroubleOf(error: unknown): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const make = 'code' in cause ? TROUBLES.get(cause.code) : undefined
    if (make !== undefined) return cause instanceof AppError ? cause : make(cause)
    if (cause instanceof AppError) return null
  }
  if (isDiskFull(error)) {
    return shared().stopped === undefined ? new StoreFullError() : new StoreStoppedError()
  }
  if (isDamaged(error)) return new StoreDamagedError()
  return isConnectionLost(error) ? new StoreAwayError() : null
}

/** What a log line says of an error: trouble of the store by its sentence alone, which says it all. */
export function told(error: unknown): { code: string; trouble: string } | { err: unknown } {
  const trouble = storeTroubleOf(error)
  return trouble === null ? { err: error } : { code: trouble.code, trouble: trouble.message }
}

function isDamaged(error: unknown): boolean {
  return DAMAGED_STATES.has(sqlState(error) ?? '')
}

/** Remembers, and tells once, that what lies in the store can't be read. */
export async function noticing<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask()
  } catch (error) {
    if (isDamaged(error)) noteDamage()
    throw error
  }
}

export function noteDamage(): void {
  const state = shared()
  if (state.isDamaged) return
  state.isDamaged = true
  const { databaseUrl, dataDir } = env()
  const what = databaseUrl === null ? `The database in ${dataDir}` : 'The database'
  log.error(damagedText(what, 'read', databaseUrl))
}
