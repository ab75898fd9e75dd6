import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/context'
import { isMigrated, setUpStore } from '@/lib/db/migrate'
import { migrationsFolder } from '@/lib/db/migrations'
import { sqlState } from '@/lib/db/transaction'
import { wrapPglite } from '@/lib/db/wrap'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'

const CHECK_VIOLATION = '23514'
const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-upgrade-'))
let raw: PGlite
let db: Database

/** The migrations up to the one before the fee of early ends. */
function olderMigrations(): string {
  cpSync(migrationsFolder(), folder, { recursive: true })
  const file = path.join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { idx: number }[] }
  writeFileSync(
    file,
    JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx < 5) }),
  )
  return folder
}

beforeAll(async () => {
  raw = await PGlite.create({ dataDir: 'memory://' })
  db = wrapPglite(raw)
  await migrate(db as Parameters<typeof migrate>[0], { migrationsFolder: olderMigrations() })
  await raw.exec(`
    insert into organisation values ('trs_001', 'treasury', 'A', 'CH', now()), ('sub_001', 'subscriber', 'B', 'CH', now());
    insert into policy_template values ('tmpl_001', 'Any', 0, 1, 0, 1, 0, 1);
    insert into treasury values ('trs_001', 'A', 700, 'a', false, 'CH', 'tmpl_001', now());
    insert into subscriber values ('sub_001', 'B', 'b', 'CH', 'node', '02', now(), now());
    insert into lease (id, treasury_id, subscriber_id, size_sats, start_at, end_at, fee_model, fee_ppm,
        status, is_cancel_at_term, delivered_at, ended_at, created_at, version)
      select 'lease_' || status, 'trs_001', 'sub_001', 1000, '2026-01-01', '2026-03-01', 'ppm', 3000,
        status, false, '2026-01-01', ended, '2026-01-01', 1
      from (values ('terminated', timestamptz '2026-02-01'), ('expired', null)) as old (status, ended)`)
  await setUpStore({ kind: 'embedded', raw, secret: '', close: () => raw.close() }, () =>
    Promise.resolve(),
  )
}, 60_000)

afterAll(async () => {
  await raw.close()
  rmSync(folder, { recursive: true })
})

describe('a store of the version before', () => {
  it('is brought to this schema, and what ended before cost nothing', async () => {
    expect(await isMigrated(db)).toBe(true)
    const leases = await db.select().from(leaseTable).orderBy(leaseTable.id)
    expect(leases.map(({ id, endFeeSats }) => [id, endFeeSats])).toEqual([
      ['lease_expired', 0],
      ['lease_terminated', 0],
    ])
  })

  it('takes a fee for a lease that ended early alone, and never changes it', async () => {
    const refused = (statement: ReturnType<typeof sql>) =>
      db.execute(statement).then(() => null, sqlState)
    const onExpired = sql`update lease set end_fee_sats = 1 where id = 'lease_expired'`
    expect(await refused(onExpired)).toBe(CHECK_VIOLATION)
    const onTerminated = sql`update lease set end_fee_sats = 1 where id = 'lease_terminated'`
    expect(await refused(onTerminated)).toBe(CHECK_VIOLATION)
  })
})
