import type { Kpi } from '@/components/shared/kpi'
import type { Unit } from '@/components/shared/preferences'
import { addSats, ZERO_SATS } from '@/lib/core/money'
import type { TreasuryMetrics } from '@/lib/domains/liquidity/treasury/metric-rules'
import type { Sats } from '@/types'
import { amountText, countText, explain, kpiDelta, kpiValue, percentText } from './kpi-parts'

const BASIS = 'simple · 365 d · 30-day window'
const DAYS_30 = 'vs 30 days before'
const DAYS_7 = 'vs 7 days before'
const SPARK_DAYS = 30

/**
 * The seven cards of a treasury's overview. Source: functional specification §4, §6.1.
 * @param availableSats what may be allocated of it now.
 */
export function treasuryKpis(metrics: TreasuryMetrics, availableSats: Sats, unit: Unit): Kpi[] {
  const { deployed, grossApy, netApy, earnedToDate, activeLeases, utilization, nodeUptime } =
    metrics
  const apyFormula = (name: string, metric: typeof grossApy) =>
    `${name} = ${amountText(metric.operands.earnedSats, unit)} earned × 365 ÷ ${countText(metric.operands.days)} days ÷ ${amountText(metric.operands.averageDeployedSats, unit)} average deployed = ${percentText(metric.value)}`
  return [
    {
      name: 'deployed',
      label: 'Deployed',
      value: kpiValue('sats', deployed.value),
      delta: kpiDelta('sats', deployed, 'neither', DAYS_30),
      sub: [{ label: 'Available', value: kpiValue('sats', availableSats) }],
      href: '/treasury/kpi/deployed',
      glossary: explain(
        'deployed',
        `Sum over ${countText(deployed.operands.nodes)} nodes of channel capacity and reserve = ${amountText(deployed.value, unit)}. Available for new leases: what nodes that take allocations hold beyond their leases, and nothing while your compliance review is not passed`,
      ),
    },
    {
      name: 'gross-apy',
      label: 'Gross APY',
      value: kpiValue('percent', grossApy.value),
      delta: kpiDelta('percent', grossApy, 'up', DAYS_30),
      note: BASIS,
      href: '/treasury/kpi/gross-apy',
      missingReason: 'Needs 7 complete days with deployed bitcoin',
      glossary: explain('gross-apy', apyFormula('Gross APY', grossApy)),
    },
    {
      name: 'net-apy',
      label: 'Net APY',
      value: kpiValue('percent', netApy.value),
      delta: kpiDelta('percent', netApy, 'up', DAYS_30),
      sub: [{ label: 'Flowrate margin', value: kpiValue('pp', metrics.marginPp) }],
      note: BASIS,
      href: '/treasury/kpi/net-apy',
      missingReason: 'Needs 7 complete days with deployed bitcoin',
      glossary: explain('net-apy', apyFormula('Net APY', netApy)),
    },
    {
      name: 'earned-to-date',
      label: 'Earned to date, net',
      value: kpiValue('sats', earnedToDate.value),
      sub: [{ label: 'Gross', value: kpiValue('sats', metrics.earnedGrossSats) }],
      sparkline: earnedSoFar(metrics.earnings).slice(-SPARK_DAYS),
      href: '/treasury/kpi/earned-to-date',
      glossary: explain(
        'earned-to-date',
        `${amountText(earnedToDate.operands.leaseSats, unit)} lease fees + ${amountText(earnedToDate.operands.routingSats, unit)} routing fees − ${amountText(earnedToDate.operands.marginSats, unit)} Flowrate margin = ${amountText(earnedToDate.value, unit)}`,
      ),
    },
    {
      name: 'active-leases',
      label: 'Active leases',
      value: kpiValue('count', activeLeases.value),
      delta: kpiDelta('count', activeLeases, 'up', DAYS_30),
      sub: [{ label: 'Pending', value: kpiValue('count', metrics.pendingLeases) }],
      href: '/treasury/kpi/active-leases',
      glossary: explain(
        'active-leases',
        `${countText(activeLeases.value)} leases that run now, together ${amountText(activeLeases.operands.leasedSats, unit)}`,
      ),
    },
    {
      name: 'utilization',
      label: 'Utilization, 7 days',
      value: kpiValue('percent', utilization.value),
      delta: kpiDelta('percent', utilization, 'up', DAYS_7),
      sub: [{ label: 'Capital leased', value: kpiValue('percent', metrics.capitalUtilizationPct) }],
      href: '/treasury/kpi/utilization',
      missingReason: 'No channel has capacity',
      glossary: explain(
        'utilization',
        `${amountText(utilization.operands.routedSats, unit)} routed in 7 days ÷ ${amountText(utilization.operands.capacitySats, unit)} channel capacity = ${percentText(utilization.value)}`,
      ),
    },
    {
      name: 'node-uptime',
      label: 'Node uptime, 30 days',
      value: kpiValue('percent', nodeUptime.value),
      delta: kpiDelta('percent', nodeUptime, 'up', DAYS_30),
      href: '/treasury/kpi/node-uptime',
      missingReason: 'No node was observed yet',
      glossary: explain(
        'uptime',
        `Mean over ${countText(nodeUptime.operands.nodes)} nodes of online ÷ observed seconds = ${percentText(nodeUptime.value)}`,
      ),
    },
  ]
}

/** Net earned since the first day, as of the end of each day: the last is the card's own figure. */
function earnedSoFar(days: TreasuryMetrics['earnings']): Sats[] {
  let sum = ZERO_SATS
  return days.map(({ netSats }) => {
    sum = addSats(sum, netSats)
    return sum
  })
}
