import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { AppError } from '@/lib/core/errors'
import { log } from '@/lib/log'
import { sessionName } from './presence/store-name'
import { shared } from './shared'

/** How often a database that is away is asked for, and how long each time. */
const PROBE_MS = 500
const PROBE_PATIENCE_MS = 1_500

const LOST_CODES =
  /^(08...|57P0[1-3]|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN)$/
/** What pg says of a connection that is gone; it gives these no code. */
const LOST_MESSAGES = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
]

export class StoreAwayError extends AppError {
  constructor() {
    super(
      503,
      'store_unavailable',
      'The store can’t be reached at present. Nothing was changed; try again in a moment.',
    )
  }
}

export class StoreFullError extends AppError {
  constructor() {
    super(
      507,
      'store_full',
      'The store’s disk is full. Nothing was changed; try again once there is room.',
    )
  }
}

export class OutcomeUnknownError extends AppError {
  constructor(cause: unknown) {
    super(
      503,
      'outcome_unknown',
      'The store went away while this was being saved: it may or may not have been carried out. Sent again under the same idempotency key, the key tells, and nothing is done twice.',
    )
    this.cause = cause
  }
}

/** True for what a query throws when its connection is gone or none can be made. */
export function isConnectionLost(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof StoreAwayError) return true
    if ('code' in cause && typeof cause.code === 'string' && LOST_CODES.test(cause.code))
      return true
    const { message } = cause
    if (LOST_MESSAGES.some((said) => message.startsWith(said))) return true
  }
  return false
}

/** Whether the database is known to be out of reach; an embedded store never is. */
export function isStoreAway(): boolean {
  return shared().outage !== undefined
}

export function assertStoreHere(): void {
  if (isStoreAway()) throw new StoreAwayError()
}

/** Has a look whether the database is out of reach, once something says so, and until it is back. */
export function suspectOutage(url: string): void {
  const state = shared()
  if (state.probing) return
  state.probing = true
  void probe(url).finally(() => {
    state.probing = false
  })
}

async function probe(url: string): Promise<void> {
  const state = shared()
  while (!(await answers(url))) {
    if (state.store === undefined) return
    if (state.outage === undefined) {
      state.outage = { since: Date.now() }
      log.error('the database can’t be reached')
    }
    await wait(PROBE_MS, undefined, { ref: false })
  }
  if (state.outage === undefined) return
  state.outage = undefined
  log.info('the database can be reached again')
  for (const hook of state.afterOutage) hook()
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    application_name: sessionName(),
    connectionTimeoutMillis: PROBE_PATIENCE_MS,
    query_timeout: PROBE_PATIENCE_MS,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch (error) {
    return !isConnectionLost(error) && !isTimeout(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message)
}
