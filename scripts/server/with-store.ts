import type { Database } from '@/lib/db/context'
import type { Alone } from '@/lib/db/migrate'
import { closeStore, openStore } from '@/lib/db/open'
import { type Env, env, StartError } from '@/lib/env'

interface Given {
  db: Database
  env: Env
  /** Refuses while a server uses the database; the embedded folder is this process's alone anyway. */
  alone: Alone
}

/**
 * Runs a script on the migrated store; refuses while another process holds the embedded folder, and for
 * what `check` throws before the store is opened.
 */
export async function withStore(
  run: (given: Given) => Promise<void>,
  check: (env: Env) => void = () => undefined,
): Promise<void> {
  try {
    const settings = env()
    check(settings)
    await openStore(settings, 'script', (db, alone) => run({ db, env: settings, alone }))
    await closeStore()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
