import {
  closeSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { openEmbedded } from '@/lib/db/embedded/open'
import { wrapStore } from '@/lib/db/wrap'
import { problemOf } from '@/lib/web/error-map'
import { failingStart, storeIn, useFolders } from '@/tests/support/start'

const folder = useFolders()

/** Overwrites the beginning of a file, as a failing disk does. */
function spoil(file: string): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(Math.min(statSync(file).size, 8192), 0xab))
  closeSync(handle)
}

const DAMAGED =
  /^The database in .+pg is damaged and can't be opened\. Put a copy .+ start again\.$/

const CASES: Record<string, { harm: (pg: string) => void; says: RegExp }> = {
  'a control file that can’t be read': {
    harm: (pg) => spoil(path.join(pg, 'global/pg_control')),
    says: DAMAGED,
  },
  'a write-ahead log that can’t be read': {
    harm: (pg) => {
      const wal = path.join(pg, 'pg_wal')
      for (const name of readdirSync(wal).filter((one) => one.length === 24))
        spoil(path.join(wal, name))
    },
    says: DAMAGED,
  },
  'pages that can’t be read': {
    harm: (pg) => {
      const pages = path.join(pg, 'base/5')
      for (const name of readdirSync(pages).filter((one) => /^\d+$/.test(one)))
        spoil(path.join(pages, name))
    },
    says: DAMAGED,
  },
  'another version of PostgreSQL': {
    harm: (pg) => writeFileSync(path.join(pg, 'PG_VERSION'), '15\n'),
    says: /^The database in .+ is of PostgreSQL 15; this version of Flowrate opens PostgreSQL 18\. /,
  },
  'a file where the folder should be': {
    harm: (pg) => {
      rmSync(pg, { recursive: true })
      writeFileSync(pg, '')
    },
    says: /pg is a file, where the database's folder should be; move it away\.$/,
  },
}

describe('a start on a store that can’t be used says in one sentence what to do', () => {
  it.each(Object.entries(CASES))('%s', async (_name, { harm, says }) => {
    const dir = folder()
    await (await storeIn(dir)).close()
    harm(path.join(dir, 'pg'))
    const { code, said } = await failingStart({ PORT: '4137', FLOWRATE_DATA_DIR: dir })
    expect(said).toMatch(says)
    expect(said.split('\n')).toHaveLength(1)
    expect(code).toBe(1)
  })
})

describe('a disk with little room left', () => {
  it('takes no command, so that the database never has to stop in the middle of one', async () => {
    const store = await openEmbedded(folder(), null)
    try {
      const db = wrapStore({ ...store, freeBytes: () => 1_000_000 })
      const attempt = db.transaction((tx) => tx.execute(sql`create table held (id int)`))
      const error: unknown = await attempt.catch((thrown: unknown) => thrown)
      expect(problemOf(error, 'r')).toMatchObject({ status: 507, code: 'store_full' })
      const read = (await db.execute(sql`select to_regclass('held') as held`)) as unknown
      expect(read).toMatchObject({ rows: [{ held: null }] })
    } finally {
      await store.close()
    }
  })

  it('is told when the database finds it full itself', () => {
    const error = Object.assign(new Error('could not extend file'), { code: '53100' })
    expect(problemOf(error, 'r')).toMatchObject({ status: 507, code: 'store_full' })
  })
})
