import 'server-only'
import { getDb, storeCondition } from '@/lib/db/client'
import { isMigrated } from '@/lib/db/migrate'
import { storeTroubleOf } from '@/lib/db/trouble'
import { log } from '@/lib/log'
import { areJobsHealthy } from '@/lib/platform/jobs/loop'

type Check = 'ok' | 'failed' | 'not writable' | 'damaged'

export interface Readiness {
  store: Check
  migrations: Check
  jobs: Check
}

/** Whether the store answers, has this version's schema, and the background work is up to date. */
export async function readiness(): Promise<Readiness> {
  const jobs = verdict(areJobsHealthy())
  const condition = await storeCondition()
  try {
    return { store: condition, migrations: verdict(await isMigrated(await getDb())), jobs }
  } catch (error) {
    // Trouble of the store is told once when it begins; pages that wait ask again and again.
    if (storeTroubleOf(error) === null) log.error({ err: error }, 'readiness check failed')
    const store = condition === 'ok' ? 'failed' : condition
    return { store, migrations: 'failed', jobs }
  }
}

function verdict(isFine: boolean): Check {
  return isFine ? 'ok' : 'failed'
}
