import 'server-only'
import type { Database } from '@/lib/db/context'
import { demoWorldTable } from './table'

/** How far the product clock has been moved ahead in this store; 0 where there is no demo world. */
export async function readClockOffsetMs(db: Database): Promise<number> {
  const [row] = await db.select({ offsetMs: demoWorldTable.clockOffsetMs }).from(demoWorldTable)
  return row?.offsetMs ?? 0
}
