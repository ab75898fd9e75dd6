import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { IncidentRecord, SlaBreachRecord } from '@/types'
import { listIncidentRecords } from '../incident/queries'
import { loadTreasuryFigures, type TreasuryFigures } from '../treasury/figures'
import { type AdminMetrics, adminMetrics } from './rules'

/** What the command center's KPIs are computed from. */
export interface PlatformFigures {
  metrics: AdminMetrics
  treasuries: TreasuryFigures[]
  incidents: IncidentRecord[]
  breaches: SlaBreachRecord[]
}

/** Figures over all organisations; for any other role the sums cover its own rows only. */
export async function loadPlatformFigures(ctx: Ctx): Promise<PlatformFigures> {
  const [treasuries, incidents] = await Promise.all([
    loadTreasuryFigures(ctx),
    listIncidentRecords(ctx),
  ])
  const breaches = treasuries.flatMap((figures) => figures.breaches)
  const metrics = adminMetrics({
    treasuries: treasuries.map((figures) => figures.metrics),
    breaches,
    incidents,
    now: ctx.clock.now(),
  })
  return { metrics, treasuries, incidents, breaches }
}
