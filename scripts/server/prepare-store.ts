import type { Database } from '@/lib/db/context'
import type { Alone } from '@/lib/db/migrate'
import type { Env } from '@/lib/env'
import { openDemoAccounts, shutDemoAccounts } from '@/lib/platform/organisation/demo-accounts'
import { hasAccounts } from '@/lib/platform/organisation/has-accounts'
import { hasOrganisations } from '@/lib/platform/organisation/has-organisations'
import { scriptCtx } from './script-ctx'
import { accountsAreShut, WORLD_STAYS_OUT } from './warnings'

/** Makes the store ready for this server: its demo world, and whether the demo's people may sign in. */
export async function prepareStore(db: Database, env: Env, alone: Alone): Promise<void> {
  if (await isBegunForReal(db)) {
    if (env.demo) console.warn(WORLD_STAYS_OUT)
  } else {
    await seedIfWanted(db, env, alone)
  }
  const ctx = await scriptCtx(db, env, 'start')
  if (env.personas !== 'nobody') return openDemoAccounts(ctx)
  const count = await shutDemoAccounts(ctx)
  if (count > 0) console.warn(accountsAreShut(count))
}

/** Somebody has an account, and no organisation has come yet. */
async function isBegunForReal(db: Database): Promise<boolean> {
  return (await hasAccounts({ db })) && !(await hasOrganisations(db))
}

/** Loads the demo world into an empty store, where one is wanted. */
export async function seedIfWanted(db: Database, env: Env, alone: Alone): Promise<void> {
  if (!env.demo || (await hasOrganisations(db))) return
  // A restart need not load the registry of all tables.
  const { isStoreEmpty, seedStore } = await import('@/lib/seed')
  if (!(await isStoreEmpty(db))) return
  await alone('The demo world can’t be loaded')
  const now = env.frozenNow ?? new Date()
  await seedStore(db, { seed: env.seed, now, scale: env.scale })
}
