import type { Database } from '@/lib/db/context'
import type { Alone } from '@/lib/db/migrate'
import type { Env } from '@/lib/env'
import { hasOrganisations } from '@/lib/platform/organisation/has-organisations'

/** Loads the demo world into an empty store, where one is wanted. */
export async function prepareStore(db: Database, env: Env, alone: Alone): Promise<void> {
  if (!env.demo || (await hasOrganisations(db))) return
  await alone('The demo world can’t be loaded')
  // A restart need not load the registry of all tables.
  const { seedStore } = await import('@/lib/seed')
  const now = env.frozenNow ?? new Date()
  await seedStore(db, { seed: env.seed, now, scale: env.scale })
}
