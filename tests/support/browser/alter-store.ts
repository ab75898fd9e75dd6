import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/** Changes the embedded store of a server that is not running, past the product's commands. */
export async function alterStore(dataDir: string, sql: string): Promise<void> {
  const store = await PGlite.create({ dataDir: path.join(dataDir, 'pg') })
  try {
    await store.exec(sql)
  } finally {
    await store.close()
  }
}
