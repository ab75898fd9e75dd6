import type { PGlite, Transaction } from '@electric-sql/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import type { Pool, PoolClient } from 'pg'
import { assertStoreHere, suspicious } from './availability'
import type { Database } from './context'
import { preparedQuery } from './embedded/prepared'
import { RESERVE_BYTES } from './embedded/start-trouble'
import { insideTransaction, refuseInsideTransaction } from './shared'
import type { PostgresStore, Store, Suspect } from './store'
import { noticing, StoreFullError } from './trouble'

/** What takes no room; anything else might. */
const READS = /^\s*(?:select|show)\b/i

const CASING = { casing: 'snake_case' } as const

/** Drizzle on a store; refuses to be used inside a transaction, which has its own handle. */
export function wrapStore(store: Store): Database {
  return store.kind === 'embedded'
    ? drizzlePglite(guardPglite(store.raw, store.freeBytes), CASING)
    : drizzlePostgres(guardPool(store), CASING)
}

/** Drizzle on one PostgreSQL connection, without the guard. */
export function wrapConnection(client: Parameters<typeof drizzlePostgres>[0]): Database {
  return drizzlePostgres(client as Pool, CASING)
}

export function wrapPglite(raw: PGlite): Database {
  return drizzlePglite(guardPglite(raw), CASING)
}

function guardPglite(raw: PGlite, freeBytes = () => Number.POSITIVE_INFINITY): PGlite {
  const query = preparedQuery(raw)
  const assertRoom = () => {
    if (freeBytes() < RESERVE_BYTES) throw new StoreFullError()
  }
  const guarded = {
    query: (...args: Parameters<PGlite['query']>) => {
      refuseInsideTransaction()
      if (!READS.test(args[0])) assertRoom()
      return noticing(() => query(...args))
    },
    exec: (...args: Parameters<PGlite['exec']>) => {
      refuseInsideTransaction()
      return raw.exec(...args)
    },
    transaction: <R>(run: (tx: Transaction) => Promise<R>) => {
      refuseInsideTransaction()
      assertRoom()
      return noticing(() => raw.transaction((tx) => insideTransaction(null, () => run(tx))))
    },
  }
  return new Proxy(raw, {
    get: (target, key) =>
      key in guarded ? guarded[key as keyof typeof guarded] : bound(target, key),
  })
}

/** While the database is known to be away, nobody waits for it. */
function guardPool({ raw, suspectOutage }: PostgresStore): Pool {
  const watched = async <R>(ask: () => Promise<R>): Promise<R> => {
    refuseInsideTransaction()
    assertStoreHere()
    return noticing(() => suspicious(suspectOutage, ask))
  }
  return new Proxy(raw, {
    get: (target, key) => {
      if (key === 'connect') {
        return () => watched(async () => oneByOne(await target.connect(), suspectOutage))
      }
      if (key === 'query') {
        return (...args: never[]) =>
          watched(() =>
            (target.query as (...given: never[]) => Promise<unknown>).apply(target, args),
          )
      }
      return bound(target, key)
    },
  })
}

/** Sends a query when the one before is answered: a transaction may ask for several, which pg 9 refuses. */
function oneByOne(client: PoolClient, suspectOutage: Suspect): PoolClient {
  const ask = client.query as (...given: never[]) => Promise<unknown>
  let last: Promise<unknown> = Promise.resolve()
  const query = (...args: never[]) => {
    const next = last.then(() =>
      noticing(() => suspicious(suspectOutage, () => ask.apply(client, args))),
    )
    last = next.catch(() => undefined)
    return next
  }
  return new Proxy(client, {
    get: (target, key) => (key === 'query' ? query : bound(target, key)),
  })
}

function bound(target: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key)
  return typeof value === 'function' ? value.bind(target) : value
}
