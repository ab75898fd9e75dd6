import type { Kpi } from '@/components/shared/kpi'
import type { Unit } from '@/components/shared/preferences'
import type { SubscriberMetrics } from '@/lib/domains/liquidity/subscriber/rules'
import { amountText, countText, explain, kpiDelta, kpiValue, percentText } from './kpi-parts'

/** The five cards of a subscriber's overview. Source: functional specification §4, §6.2. */
export function subscriberKpis(metrics: SubscriberMetrics, unit: Unit): Kpi[] {
  const { inboundLeased, expiring, effectiveCost, paymentSuccess, openIncidents } = metrics
  return [
    {
      name: 'inbound-leased',
      label: 'Inbound leased',
      value: kpiValue('sats', inboundLeased.value),
      delta: kpiDelta('sats', inboundLeased, 'neither', 'vs 30 days ago'),
      href: '/subscriber/kpi/inbound-leased',
      glossary: explain(
        'inbound-leased',
        `Sum of the sizes of ${countText(inboundLeased.operands.activeLeases)} active leases = ${amountText(inboundLeased.value, unit)}`,
      ),
    },
    {
      name: 'expiring',
      label: 'Expiring in 14 days',
      value: kpiValue('count', expiring.value),
      href: '/subscriber/kpi/expiring',
      glossary: explain(
        'expiring',
        `${countText(expiring.value)} of ${countText(expiring.operands.activeLeases)} active leases have 1 to 14 days left and no accepted renewal`,
      ),
    },
    {
      name: 'effective-cost',
      label: 'Effective cost',
      value: kpiValue('ppm', effectiveCost.value),
      delta: kpiDelta('ppm', effectiveCost, 'down', 'vs 30 days ago'),
      sub: [{ label: 'Fixed fees', value: kpiValue('sats', metrics.effectiveCostFixedSats) }],
      href: '/subscriber/kpi/effective-cost',
      missingReason: 'No lease is active',
      glossary: explain(
        'effective-cost',
        `Size-weighted over ${countText(effectiveCost.operands.activeLeases)} leases: ${amountText(effectiveCost.operands.feeSats, unit)} fees on ${amountText(effectiveCost.operands.inboundSats, unit)} = ${effectiveCost.value === null ? 'no data' : `${countText(effectiveCost.value)} ppm`}`,
      ),
    },
    {
      name: 'payment-success',
      label: 'Payment success, 7 days',
      value: kpiValue('percent', paymentSuccess.value),
      delta: kpiDelta('percent', paymentSuccess, 'up', 'vs 7 days before'),
      href: '/subscriber/kpi/payment-success',
      missingReason: 'No payment was attempted in 7 days',
      glossary: explain(
        'htlc-success',
        `${countText(paymentSuccess.operands.htlcSettled)} settled ÷ ${countText(paymentSuccess.operands.htlcAttempts)} attempted HTLCs = ${percentText(paymentSuccess.value)}`,
      ),
    },
    {
      name: 'open-incidents',
      label: 'Open incidents',
      value: kpiValue('count', openIncidents.value),
      delta: kpiDelta('count', openIncidents, 'down', 'vs 7 days ago'),
      href: '/subscriber/kpi/open-incidents',
      glossary: explain(
        'incident',
        `${countText(openIncidents.value)} of ${countText(openIncidents.operands.incidents)} incidents are not resolved`,
      ),
    },
  ]
}
