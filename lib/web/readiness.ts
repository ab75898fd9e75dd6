import 'server-only'
import { isStoreAway } from '@/lib/db/availability'
import { getDb, hasRoom } from '@/lib/db/client'
import { isMigrated } from '@/lib/db/migrate'
import { log } from '@/lib/log'
import { areJobsHealthy } from '@/lib/platform/jobs/loop'

type Check = 'ok' | 'failed' | 'not writable'

export interface Readiness {
  store: Check
  migrations: Check
  jobs: Check
}

/** Whether the store answers, has this version's schema, and the background work is up to date. */
export async function readiness(): Promise<Readiness> {
  const jobs = verdict(areJobsHealthy())
  try {
    const store = (await hasRoom()) ? 'ok' : 'not writable'
    return { store, migrations: verdict(await isMigrated(await getDb())), jobs }
  } catch (error) {
    // Told once when it begins; pages that wait ask again and again.
    if (!isStoreAway()) log.error({ err: error }, 'readiness check failed')
    return { store: 'failed', migrations: 'failed', jobs }
  }
}

function verdict(isFine: boolean): Check {
  return isFine ? 'ok' : 'failed'
}
