import 'server-only'
import { connection } from 'next/server'
import { type Clock, fixedClock } from '@/lib/core/time'
import { env } from '@/lib/env'
import type { Database } from './context'
import { RESERVE_BYTES } from './embedded/start-trouble'
import { shared } from './shared'
import type { Store } from './store'
import { wrapStore } from './wrap'

let wrapped: { store: Store; db: Database } | undefined

/** The store outside a request: start script, jobs. It is opened by the start script. */
export async function getStoreDb(): Promise<Database> {
  const store = await openedStore()
  if (wrapped?.store !== store) wrapped = { store, db: wrapStore(store) }
  return wrapped.db
}

/** The store inside a request; marks what is rendered as dynamic. */
export async function getDb(): Promise<Database> {
  await connection()
  return getStoreDb()
}

/** How the store is, as far as can be seen without asking it. */
export async function storeCondition(): Promise<'ok' | 'damaged' | 'not writable'> {
  const store = await openedStore()
  const { isDamaged, stopped } = shared()
  if (isDamaged) return 'damaged'
  if (stopped !== undefined) return 'not writable'
  const hasRoom =
    store.kind === 'postgres' || (store.freeBytes?.() ?? RESERVE_BYTES) >= RESERVE_BYTES
  return hasRoom ? 'ok' : 'not writable'
}

/** Signs sessions: `AUTH_SECRET`, or what the embedded folder keeps. */
export async function getAuthSecret(): Promise<string> {
  await connection()
  return (await openedStore()).secret
}

/**
 * Where the product clock starts from: frozen by `FLOWRATE_NOW`, else the real time. The offset of the
 * demo world comes on top of it; it is read with the viewer, or before a job.
 */
export function baseClock(): Clock {
  const { frozenNow } = env()
  return frozenNow === null ? { now: () => new Date() } : fixedClock(frozenNow)
}

async function openedStore(): Promise<Store> {
  if (env().isBuilding) throw new Error('The store must not be opened during the build.')
  const { store } = shared()
  if (store === undefined) throw new Error('The store is opened by the server at its start.')
  return store
}
