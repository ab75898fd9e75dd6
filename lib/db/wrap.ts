import type { PGlite, Transaction } from '@electric-sql/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import type { Pool, PoolClient } from 'pg'
import type { Database } from './context'
import { preparedQuery } from './embedded/prepared'
import { insideTransaction, refuseInsideTransaction } from './shared'
import type { Store } from './store'

const CASING = { casing: 'snake_case' } as const

/** Drizzle on a store; refuses to be used inside a transaction, which has its own handle. */
export function wrapStore(store: Store): Database {
  return store.kind === 'embedded'
    ? drizzlePglite(guardPglite(store.raw), CASING)
    : drizzlePostgres(guardPool(store.raw), CASING)
}

/** Drizzle on one PostgreSQL connection, without the guard. */
export function wrapConnection(client: Parameters<typeof drizzlePostgres>[0]): Database {
  return drizzlePostgres(client as Pool, CASING)
}

export function wrapPglite(raw: PGlite): Database {
  return drizzlePglite(guardPglite(raw), CASING)
}

function guardPglite(raw: PGlite): PGlite {
  const query = preparedQuery(raw)
  const guarded = {
    query: (...args: Parameters<PGlite['query']>) => {
      refuseInsideTransaction()
      return query(...args)
    },
    exec: (...args: Parameters<PGlite['exec']>) => {
      refuseInsideTransaction()
      return raw.exec(...args)
    },
    transaction: <R>(run: (tx: Transaction) => Promise<R>) => {
      refuseInsideTransaction()
      return raw.transaction((tx) => insideTransaction(null, () => run(tx)))
    },
  }
  return new Proxy(raw, {
    get: (target, key) =>
      key in guarded ? guarded[key as keyof typeof guarded] : bound(target, key),
  })
}

function guardPool(raw: Pool): Pool {
  return new Proxy(raw, {
    get: (target, key) => {
      if (key === 'connect') {
        return async () => {
          refuseInsideTransaction()
          return oneByOne(await target.connect())
        }
      }
      if (key === 'query') {
        return (...args: never[]) => {
          refuseInsideTransaction()
          return (target.query as (...given: never[]) => unknown).apply(target, args)
        }
      }
      return bound(target, key)
    },
  })
}

/** Sends a query when the one before is answered: a transaction may ask for several, which pg 9 refuses. */
function oneByOne(client: PoolClient): PoolClient {
  let last: Promise<unknown> = Promise.resolve()
  const query = (...args: never[]) => {
    const next = last.then(() =>
      (client.query as (...given: never[]) => unknown).apply(client, args),
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
