import type { Database } from '@/lib/db/context'
import { closeStore, openStore } from '@/lib/db/open'
import { type Env, env, StartError } from '@/lib/env'

/** Runs a script on the migrated store; refuses while another process holds the embedded folder. */
export async function withStore(run: (db: Database, env: Env) => Promise<void>): Promise<void> {
  try {
    const settings = env()
    await openStore(settings, (db) => run(db, settings))
    await closeStore()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
