import type { Metric } from '@/lib/core/metric'
import { sumSats } from '@/lib/core/money'
import { meanPercent } from '@/lib/core/ratio'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { IncidentRecord, SlaBreachRecord } from '@/types'
import { wasOpenAt } from '../subscriber/rules'
import type { TreasuryMetrics } from '../treasury/metric-rules'
import { APY_WINDOW_DAYS, apyPct } from '../treasury/rules'

export interface AdminMetricsInput {
  /** One entry per distinct treasury. */
  treasuries: readonly TreasuryMetrics[]
  breaches: readonly Pick<SlaBreachRecord, 'fromAt'>[]
  incidents: readonly Pick<IncidentRecord, 'openedAt' | 'resolvedAt' | 'status'>[]
  now: Date
}

export interface AdminMetrics {
  totalSupply: Metric
  activeLeases: Metric
  /** Capital-weighted net yield in percent. */
  avgNetApy: Metric
  /** Unweighted mean of the treasuries' shown net APYs; null for none. */
  simpleMeanNetApy: number | null
  slaBreaches: Metric
  openIncidents: Metric
}

/** The command center's KPIs over all treasuries, each counted once. Source: §4. */
export function adminMetrics({
  treasuries,
  breaches,
  incidents,
  now,
}: AdminMetricsInput): AdminMetrics {
  const weekAgo = addMs(now, -7 * DAY_MS)
  const twoWeeksAgo = addMs(now, -14 * DAY_MS)
  return {
    totalSupply: sumMetrics(treasuries.map((treasury) => treasury.deployed)),
    activeLeases: sumMetrics(treasuries.map((treasury) => treasury.activeLeases)),
    avgNetApy: weightedNetApy(treasuries),
    simpleMeanNetApy: meanPercent(treasuries.flatMap((treasury) => treasury.netApy.value ?? [])),
    slaBreaches: {
      value: breaches.filter(({ fromAt }) => fromAt >= weekAgo).length,
      previous: breaches.filter(({ fromAt }) => fromAt >= twoWeeksAgo && fromAt < weekAgo).length,
      operands: { breaches: breaches.length },
    },
    openIncidents: {
      value: incidents.filter((incident) => incident.status !== 'resolved').length,
      previous: incidents.filter((incident) => wasOpenAt(incident, weekAgo)).length,
      operands: { incidents: incidents.length },
    },
  }
}

function sumMetrics(metrics: readonly Metric[]): Metric {
  const previous = metrics.map((metric) => metric.previous)
  return {
    value: metrics.reduce((sum, metric) => sum + (metric.value ?? 0), 0),
    previous: previous.includes(null)
      ? null
      : previous.reduce((sum: number, value) => sum + (value ?? 0), 0),
    operands: { treasuries: metrics.length },
  }
}

/** Σ net earned 30 d ÷ Σ average deployed × 365/30 × 100. Source: §4, "Avg net APY to treasuries". */
function weightedNetApy(treasuries: readonly TreasuryMetrics[]): Metric {
  const windows = treasuries.map((treasury) => treasury.window)
  const before = treasuries.map((treasury) => treasury.previousWindow)
  const netSats = sumSats(windows.map((window) => window.earnings.netSats))
  const averageDeployedSats = sumSats(windows.map((window) => window.averageDeployedSats))
  const hasPrevious = before.every((window) => window.days === APY_WINDOW_DAYS)
  return {
    value: apyPct(netSats, averageDeployedSats, APY_WINDOW_DAYS),
    previous: hasPrevious
      ? apyPct(
          sumSats(before.map((window) => window.earnings.netSats)),
          sumSats(before.map((window) => window.averageDeployedSats)),
          APY_WINDOW_DAYS,
        )
      : null,
    operands: { netSats, averageDeployedSats, days: APY_WINDOW_DAYS },
  }
}
