import 'server-only'
import { asc } from 'drizzle-orm'
import { cache } from 'react'
import { type Clock, movedClock } from '@/lib/core/time'
import { baseClock } from '@/lib/db/client'
import type { DbCtx } from '@/lib/db/context'
import { listRows } from '@/lib/db/list-rows'
import { readClockOffsetMs } from './clock-offset'
import { type DemoWorld, demoWorldTable } from './table'

const readDemoWorld = cache(async (db: DbCtx['db']): Promise<DemoWorld | null> => {
  const [row] = await listRows({ db }, demoWorldTable, {
    where: undefined,
    orderBy: [asc(demoWorldTable.id)],
  })
  return row ?? null
})

/** The demo world of this store, null where there is none; asked once per rendered page. */
export function findDemoWorld(ctx: Pick<DbCtx, 'db'>): Promise<DemoWorld | null> {
  return readDemoWorld(ctx.db)
}

/** The product clock as it is now moved, for what runs without a viewer: jobs, signing in. */
export async function readProductClock(db: DbCtx['db']): Promise<Clock> {
  return movedClock(baseClock(), await readClockOffsetMs(db))
}
