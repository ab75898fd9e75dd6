import { afterAll, beforeAll, inject } from 'vitest'
import { fixedClock } from '@/lib/core/time'
import type { Database, DbCtx } from '@/lib/db/context'
import { openPostgres } from '@/lib/db/postgres'
import { insideTransaction, shared } from '@/lib/db/shared'
import type { Store } from '@/lib/db/store'
import { wrapStore } from '@/lib/db/wrap'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { type Content, loadImage } from './images'
import { copyTemplate, dropDatabase } from './postgres'

export interface TestDb {
  readonly kind: Store['kind']
  /** Outside of any transaction: for tests of concurrency and of the store itself. */
  readonly db: Database
  /** A context at the reference instant, outside of any transaction. */
  readonly ctx: DbCtx
  /** Runs a test in a transaction that is rolled back; commands inside it become savepoints. */
  inRollback: (run: (ctx: DbCtx) => Promise<void>) => Promise<void>
}

class Rollback extends Error {}

/** One database for the test file, opened before its first test; also what `getStoreDb` gives. */
export function useTestDb(content: Content = 'seeded'): TestDb {
  let opened: { store: Store; db: Database; drop: () => Promise<void> } | undefined
  const current = () => {
    if (opened === undefined) throw new Error('The test store is opened in beforeAll.')
    return opened
  }
  const ctxOn = (db: Database): DbCtx => ({
    db,
    clock: fixedClock(REFERENCE_INSTANT),
    requestId: 'test-request',
  })

  beforeAll(async () => {
    const { store, drop } = await open(content)
    opened = { store, db: wrapStore(store), drop }
    shared().store = Promise.resolve(store)
  })
  afterAll(async () => {
    shared().store = undefined
    await opened?.store.close()
    await opened?.drop()
  })

  return {
    get kind() {
      return current().store.kind
    },
    get db() {
      return current().db
    },
    get ctx() {
      return ctxOn(current().db)
    },
    async inRollback(run) {
      const rollback = new Rollback()
      const attempt = current().db.transaction((tx) =>
        insideTransaction(tx, async () => {
          await run(ctxOn(tx))
          throw rollback
        }),
      )
      await attempt.catch((error: unknown) => {
        if (error !== rollback) throw error
      })
    },
  }
}

async function open(content: Content): Promise<{ store: Store; drop: () => Promise<void> }> {
  const secret = 'a-secret-that-only-tests-know-0123456789'
  const stores = inject('stores')
  if (stores.kind === 'embedded') {
    const raw = await loadImage(stores.images[content])
    const store: Store = { kind: 'embedded', raw, secret, close: () => raw.close() }
    return { store, drop: async () => undefined }
  }
  const copy = await copyTemplate(stores.templates, content)
  const store = await openPostgres(copy.url, secret)
  return { store, drop: () => dropDatabase(stores.templates.url, copy.name) }
}
