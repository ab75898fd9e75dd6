import 'server-only'
import { cache } from 'react'
import type { DbCtx } from '@/lib/db/context'
import { demoWorldTable } from './table'

export type DemoWorld = typeof demoWorldTable.$inferSelect

const readDemoWorld = cache(async (db: DbCtx['db']): Promise<DemoWorld | null> => {
  const [row] = await db.select().from(demoWorldTable).limit(1)
  return row ?? null
})

/** The demo world of this store, null where there is none; asked once per rendered page. */
export function findDemoWorld(ctx: DbCtx): Promise<DemoWorld | null> {
  return readDemoWorld(ctx.db)
}
