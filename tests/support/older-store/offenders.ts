import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Database } from '@/lib/db/context'
import { rowsOf } from '@/tests/support/ledger-sql'

/** Rows of an older store that a newer constraint meets. */
export interface Offender {
  /** What is so in the older store, and what becomes of it. */
  name: string
  /** The kept store that the rows go into, by its last migration. */
  store: string
  /** Run in the older store, before it is brought up. */
  insert: string
  /** Rows by table that migrations may add because of it, besides those that are inserted. */
  adds?: Readonly<Record<string, number>>
  /** What must be so afterwards. */
  check: (db: Database) => Promise<void>
}

export const OFFENDERS: readonly Offender[] = [
  {
    name: 'pools whose names differ in capitals alone are still two',
    store: '0006_replaced_backing',
    insert: `
      insert into treasury_pool (id, name, nickname, min_term_days, max_exposure_sats, jurisdictions, created_at, version)
      select 'pool_x01', lower(name), lower(nickname), min_term_days, max_exposure_sats, jurisdictions, created_at, 1
      from treasury_pool where id = 'pool_001';
      insert into treasury_pool_member (pool_id, treasury_id)
      select 'pool_x01', treasury_id from treasury_pool_member where pool_id = 'pool_001'`,
    check: async (db) => {
      const rows = await rowsOf(
        db,
        sql`select id from treasury_pool where id in ('pool_001', 'pool_x01') order by id`,
      )
      expect(rows).toEqual([{ id: 'pool_001' }, { id: 'pool_x01' }])
    },
  },
]
