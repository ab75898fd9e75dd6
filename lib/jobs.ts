import 'server-only'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { payDemoInvoices } from '@/lib/flows/close-month/pay-demo-invoices'
import { completeSettled } from '@/lib/flows/lifecycle/complete-settled'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { pruneIdempotencyKeys } from '@/lib/platform/idempotency/prune-keys'
import { registerJob } from '@/lib/platform/jobs/registry'
import { pruneLiveEvents } from '@/lib/platform/live/prune-events'
import { hasOrganisations } from '@/lib/platform/organisation/has-organisations'

/** Everything that happens by itself, in order; each is safe to run again. */
export function registerJobs(): void {
  registerJob({
    name: 'lifecycle',
    ready: 'before',
    transactions: 'own',
    run: async (ctx) => {
      await runDue(ctx)
    },
  })
  registerJob({ name: 'facts', ready: 'before', run: extendFacts })
  registerJob({ name: 'months', ready: 'before', run: closeMonths })
  registerJob({ name: 'demo payments', ready: 'before', run: payDemoInvoices })
  registerJob({
    name: 'settlements',
    ready: 'before',
    transactions: 'own',
    run: completeSettled,
  })
  registerJob({
    name: 'alerts',
    ready: 'before',
    run: async (ctx) => {
      if (await hasOrganisations(ctx.db)) await syncAlerts(ctx)
    },
  })
  registerJob({ name: 'live events', ready: 'after', run: pruneLiveEvents })
  registerJob({ name: 'idempotency keys', ready: 'after', run: pruneIdempotencyKeys })
}
