import 'server-only'
import { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { OUTCOME_UNKNOWN } from '@/lib/core/action-state'
import { AppError } from '@/lib/core/errors'
import { log } from '@/lib/log'
import { sessionName } from './presence/store-name'
import { shared } from './shared'
import type { Suspect, Suspicion } from './store'

/** How often a database that is away is asked for, and how long each time. */
const PROBE_MS = 500
const PROBE_PATIENCE_MS = 900
const PROBE_STEP_MS = 50
/** An answer that takes longer raises the suspicion; with the look that follows, it is two seconds at most. */
const SLOW_MS = 700

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

export class OutcomeUnknownError extends AppError {
  constructor(cause: unknown) {
    super(
      503,
      OUTCOME_UNKNOWN,
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

/** What a connection is told that is cut off because nobody answers on it. */
export function noAnswer(): Error {
  return Object.assign(new Error('The database does not answer.'), { code: 'ETIMEDOUT' })
}

/** Raises the suspicion as long as an answer is overdue, and when the connection turns out to be gone. */
export async function suspicious<R>(suspect: Suspect, ask: () => Promise<R>): Promise<R> {
  const overdue = setInterval(suspect, SLOW_MS, 'slow')
  try {
    return await ask()
  } catch (error) {
    if (isConnectionLost(error)) suspect('lost')
    throw error
  } finally {
    clearInterval(overdue)
  }
}

/** Has a look whether the database is out of reach, once something says so, and until it is back. */
export function suspectOutage(url: string, because: Suspicion = 'lost'): void {
  const state = shared()
  const isProbing = state.suspicion !== null
  if (!isProbing || because === 'lost') state.suspicion = because
  if (isProbing) return
  void probe(url).finally(() => {
    state.suspicion = null
  })
}

async function probe(url: string): Promise<void> {
  const state = shared()
  while (!(await answers(url))) {
    if (state.store === undefined) return
    if (state.outage === undefined) {
      state.outage = { since: Date.now() }
      log.error('the database can’t be reached')
      for (const hook of state.atOutage) hook()
    }
    await wait(PROBE_MS, undefined, { ref: false })
  }
  if (state.outage === undefined) return
  state.outage = undefined
  log.info('the database can be reached again')
  for (const hook of state.afterOutage) hook()
}

/** A database that refuses with a reason of its own is there; one that is silent is not. */
async function answers(url: string): Promise<boolean> {
  const socket = new Socket()
  const client = new Client({
    connectionString: url,
    application_name: sessionName(),
    stream: () => socket,
  })
  client.on('error', () => undefined)
  const stopWaiting = afterIdle(PROBE_PATIENCE_MS, () => socket.destroy(noAnswer()))
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch (error) {
    return !isConnectionLost(error)
  } finally {
    void client.end().finally(stopWaiting)
  }
}

/** Runs `then` after so long; time that this process was too busy to hear an answer in does not count. */
function afterIdle(ms: number, then: () => void): () => void {
  let left = ms / PROBE_STEP_MS
  const timer = setInterval(() => {
    left -= 1
    if (left > 0) return
    clearInterval(timer)
    then()
  }, PROBE_STEP_MS)
  return () => clearInterval(timer)
}
