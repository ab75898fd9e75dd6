import type { Kpi } from '@/components/shared/kpi'
import type { Unit } from '@/components/shared/preferences'
import type { AdminMetrics } from '@/lib/domains/liquidity/platform/rules'
import { amountText, countText, explain, kpiDelta, kpiValue, percentText } from './kpi-parts'

/** The five cards of the command center. Source: functional specification §4, §6.3. */
export function adminKpis(metrics: AdminMetrics, unit: Unit): Kpi[] {
  const { totalSupply, activeLeases, avgNetApy, slaBreaches, openIncidents } = metrics
  return [
    {
      name: 'total-supply',
      label: 'Total supply',
      value: kpiValue('sats', totalSupply.value),
      delta: kpiDelta('sats', totalSupply, 'neither', 'vs 30 days ago'),
      href: '/admin/kpi/total-supply',
      glossary: explain(
        'total-supply',
        `Sum of deployed over ${countText(totalSupply.operands.treasuries)} treasuries, each counted once = ${amountText(totalSupply.value, unit)}`,
      ),
    },
    {
      name: 'active-leases',
      label: 'Active leases',
      value: kpiValue('count', activeLeases.value),
      delta: kpiDelta('count', activeLeases, 'up', 'vs 30 days ago'),
      href: '/admin/kpi/active-leases',
      glossary: explain(
        'active-leases',
        `${countText(activeLeases.value)} leases that run now, over ${countText(activeLeases.operands.treasuries)} treasuries`,
      ),
    },
    {
      name: 'avg-net-apy',
      label: 'Average net APY',
      value: kpiValue('percent', avgNetApy.value),
      delta: kpiDelta('percent', avgNetApy, 'up', 'vs 30 days before'),
      sub: [{ label: 'Simple mean', value: kpiValue('percent', metrics.simpleMeanNetApy) }],
      note: 'simple · 365 d · 30-day window',
      href: '/admin/kpi/avg-net-apy',
      missingReason: 'Needs 7 complete days with deployed bitcoin',
      glossary: explain(
        'net-apy',
        `Capital-weighted: ${amountText(avgNetApy.operands.netSats, unit)} net earned × 365 ÷ ${countText(avgNetApy.operands.days)} days ÷ ${amountText(avgNetApy.operands.averageDeployedSats, unit)} average deployed = ${percentText(avgNetApy.value)}`,
      ),
    },
    {
      name: 'sla-breaches',
      label: 'SLA breaches, 7 days',
      value: kpiValue('count', slaBreaches.value),
      delta: kpiDelta('count', slaBreaches, 'down', 'vs 7 days before'),
      href: '/admin/kpi/sla-breaches',
      glossary: explain(
        'sla-breach',
        `${countText(slaBreaches.value)} of ${countText(slaBreaches.operands.breaches)} breaches began in the last 7 × 24 hours`,
      ),
    },
    {
      name: 'open-incidents',
      label: 'Open incidents',
      value: kpiValue('count', openIncidents.value),
      delta: kpiDelta('count', openIncidents, 'down', 'vs 7 days ago'),
      href: '/admin/kpi/open-incidents',
      glossary: explain(
        'incident',
        `${countText(openIncidents.value)} of ${countText(openIncidents.operands.incidents)} incidents are not resolved`,
      ),
    },
  ]
}
