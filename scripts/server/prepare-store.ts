import type { Database } from '@/lib/db/context'
import type { Env } from '@/lib/env'

/** Loads the demo world into an empty store, where one is wanted. */
export async function prepareStore(db: Database, env: Env): Promise<void> {
  if (!env.demo) return
  const { isStoreEmpty, seedStore } = await import('@/lib/seed')
  if (!(await isStoreEmpty(db))) return
  const now = env.frozenNow ?? new Date()
  await seedStore(db, { seed: env.seed, now, scale: env.scale })
}
