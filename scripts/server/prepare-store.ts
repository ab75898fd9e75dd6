import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/context'
import type { Env } from '@/lib/env'

/** Loads the demo world into an empty store, where one is wanted. */
export async function prepareStore(db: Database, env: Env): Promise<void> {
  if (!env.demo || (await holdsWorld(db))) return
  const { seedStore } = await import('@/lib/seed')
  const now = env.frozenNow ?? new Date()
  await seedStore(db, { seed: env.seed, now, scale: env.scale })
}

/** Asked without the registry of tables, which a restart then need not load. */
async function holdsWorld(db: Database): Promise<boolean> {
  const query = sql`select exists (select from organisation) as filled`
  const { rows } = (await db.execute(query)) as unknown as { rows: { filled: boolean }[] }
  return rows[0]?.filled === true
}
