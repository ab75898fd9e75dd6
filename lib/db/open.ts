import 'server-only'
import { type Env, StartError } from '@/lib/env'
import type { Database } from './context'
import { openEmbedded } from './embedded/open'
import { isDiskFull, troubleAfter } from './embedded/start-trouble'
import { type Alone, setUpStore } from './migrate'
import { openPostgres } from './postgres'
import { type Presence, takePresence } from './presence/presence'
import { shared } from './shared'
import type { Store } from './store'
import { sqlState } from './transaction'

type Prepare = (db: Database, alone: Alone) => Promise<void>

/** A server says that it uses the database for as long as it lives; a script is done after `prepare`. */
type User = 'server' | 'script'

/**
 * Opens the one store of this process, migrates it and runs `prepare` on it; requests and jobs that
 * come earlier wait. @throws StartError, or what the store threw.
 */
export function openStore(env: Env, user: User, prepare: Prepare): Promise<Store> {
  const opening = open(env, user, prepare)
  shared().store = opening
  return opening
}

export async function closeStore(): Promise<void> {
  const { store } = shared()
  shared().store = undefined
  if (store !== undefined) await (await store).close()
}

async function open(env: Env, user: User, prepare: Prepare): Promise<Store> {
  if (env.isBuilding) throw new Error('The store must not be opened during the build.')
  const store = await connect(env)
  const { databaseUrl } = env
  let presence: Presence | undefined
  const stay = async () => {
    if (user === 'server' && databaseUrl !== null) presence = await takePresence(databaseUrl)
  }
  const close = async () => {
    await store.close()
    await presence?.leave()
  }
  try {
    await setUpStore(store, prepare, stay)
    return { ...store, close }
  } catch (error) {
    await close()
    throw isDamaged(error) && env.databaseUrl === null ? troubleAfter(env.dataDir, error) : error
  }
}

/** A page that can't be read, or no room for the schema. */
function isDamaged(error: unknown): boolean {
  return isDiskFull(error) || (sqlState(error)?.startsWith('XX') ?? false)
}

function connect(env: Env): Promise<Store> {
  if (env.databaseUrl === null) return openEmbedded(env.dataDir, env.authSecret)
  if (env.authSecret === null) throw new StartError('AUTH_SECRET must be set when DATABASE_URL is.')
  return openPostgres(env.databaseUrl, env.authSecret)
}
