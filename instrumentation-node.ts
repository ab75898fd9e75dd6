import { env } from '@/lib/env'
import { startJobs } from '@/lib/platform/jobs/loop'

/** Starts what runs beside the requests. */
export function startBackground(): void {
  if (!env().isBuilding) startJobs()
}
