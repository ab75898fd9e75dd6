/** Removes the store's content. Asks nothing, says what it removes. */
import { existsSync, rmSync } from 'node:fs'
import { databaseFolder } from '@/lib/db/embedded/folder'
import { lockFolder } from '@/lib/db/embedded/lock'
import { aloneWith } from '@/lib/db/migrate'
import { openPostgres } from '@/lib/db/postgres'
import { env, MEMORY_DIR, StartError } from '@/lib/env'

async function resetEmbedded(dataDir: string): Promise<void> {
  const folder = databaseFolder(dataDir)
  if (dataDir === MEMORY_DIR || !existsSync(folder)) {
    console.log('There is no store to remove.')
    return
  }
  const lock = await lockFolder(dataDir)
  rmSync(folder, { recursive: true, force: true })
  lock.release()
  console.log(`Removed the embedded store in ${folder}. The next start makes a new one.`)
}

async function resetPostgres(url: string): Promise<void> {
  const { pathname, hostname } = new URL(url)
  const store = await openPostgres(url, '')
  try {
    await aloneWith(store, 'Nothing was removed', async (client) => {
      await client.query(
        'drop schema if exists drizzle cascade; drop schema public cascade; create schema public',
      )
    })
    console.log(`Removed all tables of database ${pathname.slice(1)} on ${hostname}.`)
  } finally {
    await store.close()
  }
}

try {
  const { databaseUrl, dataDir } = env()
  await (databaseUrl === null ? resetEmbedded(dataDir) : resetPostgres(databaseUrl))
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
