import { AsyncLocalStorage } from 'node:async_hooks'
import type { AppError } from '@/lib/core/errors'
import type { Database } from './context'
import type { Store, Suspicion } from './store'

/** The start script and the Next bundle load their own copy of these modules; this is shared. */
interface Shared {
  store: Promise<Store> | undefined
  transaction: AsyncLocalStorage<OpenTransaction>
  /** Set while the database is known to be out of reach. */
  outage: { since: number } | undefined
  /** Something that lies in the store could not be read. */
  isDamaged: boolean
  /** Why the embedded database does nothing any more. */
  stopped: AppError | undefined
  /** While the database is looked for. */
  suspicion: Suspicion | null
  /** Called each time that the database is found to be out of reach. */
  atOutage: Set<() => void>
  /** Called each time that the database is back. */
  afterOutage: Set<() => void>
}

export interface OpenTransaction {
  /** Null when it was not begun by `withTransaction`. */
  db: Database | null
  isOpen: boolean
  /** Run after the outermost one is committed. */
  afterCommit: Set<() => void>
}

const KEY = Symbol.for('flowrate.db')
const holder = globalThis as { [KEY]?: Shared }

export function shared(): Shared {
  holder[KEY] ??= {
    store: undefined,
    transaction: new AsyncLocalStorage(),
    outage: undefined,
    isDamaged: false,
    stopped: undefined,
    suspicion: null,
    atOutage: new Set(),
    afterOutage: new Set(),
  }
  return holder[KEY]
}

/** The transaction that the running code is inside of. */
export function openTransaction(): OpenTransaction | undefined {
  const found = shared().transaction.getStore()
  return found?.isOpen === true ? found : undefined
}

/** Marks `run` and all it awaits as being inside of a transaction on `db`. */
export async function insideTransaction<R>(
  db: Database | null,
  run: () => Promise<R>,
  afterCommit: Set<() => void> = openTransaction()?.afterCommit ?? new Set(),
): Promise<R> {
  const mark: OpenTransaction = { db, isOpen: true, afterCommit }
  try {
    return await shared().transaction.run(mark, run)
  } finally {
    mark.isOpen = false
  }
}

/** On one connection, using the store inside a transaction on it would wait for ever. */
export function refuseInsideTransaction(): void {
  if (openTransaction() !== undefined) {
    throw new Error('Inside a transaction only its own ctx.db may be used.')
  }
}
