import 'server-only'
import { type Env, StartError } from '@/lib/env'
import type { Database } from './context'
import { openEmbedded } from './embedded/open'
import { setUpStore } from './migrate'
import { openPostgres } from './postgres'
import { shared } from './shared'
import type { Store } from './store'

/**
 * Opens the one store of this process, migrates it and runs `prepare` on it; requests and jobs that
 * come earlier wait. @throws StartError, or what the store threw.
 */
export function openStore(env: Env, prepare: (db: Database) => Promise<void>): Promise<Store> {
  const opening = open(env, prepare)
  shared().store = opening
  return opening
}

export async function closeStore(): Promise<void> {
  const { store } = shared()
  shared().store = undefined
  if (store !== undefined) await (await store).close()
}

async function open(env: Env, prepare: (db: Database) => Promise<void>): Promise<Store> {
  if (env.isBuilding) throw new Error('The store must not be opened during the build.')
  const store = await connect(env)
  try {
    await setUpStore(store, prepare)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

function connect(env: Env): Promise<Store> {
  if (env.databaseUrl === null) return openEmbedded(env.dataDir, env.authSecret)
  if (env.authSecret === null) throw new StartError('AUTH_SECRET must be set when DATABASE_URL is.')
  return openPostgres(env.databaseUrl, env.authSecret)
}
