import 'server-only'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { extendFacts } from '@/lib/flows/extend-facts'
import { registerJob } from '@/lib/platform/jobs/registry'

/** Everything that happens by itself, in order; each is safe to run again. */
export function registerJobs(): void {
  registerJob({ name: 'facts', run: extendFacts })
  registerJob({
    name: 'alerts',
    run: async (ctx) => {
      await syncAlerts(ctx)
    },
  })
}
