import { env } from '@/lib/env'
import { registerJobs } from '@/lib/jobs'
import { startJobs } from '@/lib/platform/jobs/loop'

/** Starts what runs beside the requests. */
export function startBackground(): void {
  if (env().isBuilding) return
  registerJobs()
  startJobs()
}
