import { fact } from '@/lib/core/fact-text'
import { mulDiv } from '@/lib/core/money'
import { DAY_MS } from '@/lib/core/time'
import {
  ADMINS,
  type AlertCondition,
  condition,
  subscriberAudience,
  treasuryAudience,
  windowSince,
} from './condition'
import type { AlertSnapshot, SubscriberCondition } from './snapshot'

export const SUCCESS_ALERT_PCT = 95
export const SUCCESS_CLEAR_PCT = 96
const SUCCESS_NOTICE_PCT = 97
const MIN_ATTEMPTS = 100
const DELIVERED_TARGET_PCT = 95

/** Payment success under 95 % over 7 days with at least 100 attempts, cleared at 96 %. Source: §8.1. */
export function successRate(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.subscribers.flatMap((item) => {
    const { successPct, htlcAttempts, subscriberId, name } = item
    if (successPct === null || htlcAttempts < MIN_ATTEMPTS || successPct >= SUCCESS_NOTICE_PCT)
      return []
    const shared = {
      rule: 'success-rate',
      category: 'payment',
      since: windowSince(now),
      actionLabel: 'View success rate',
    } as const
    const notice =
      successPct < SUCCESS_ALERT_PCT
        ? []
        : [
            condition({
              ...shared,
              rule: 'success-rate-notice',
              subject: subscriberId,
              severity: 'info',
              audience: subscriberAudience(subscriberId),
              title: 'Payment success is close to its limit',
              message: `Between ${SUCCESS_ALERT_PCT} and ${SUCCESS_NOTICE_PCT} % of the payments to you settled in the last 7 days.`,
              actionUrl: '/subscriber/kpi/payment-success',
            }),
          ]
    if (successPct >= SUCCESS_CLEAR_PCT) return notice
    const state = successPct < SUCCESS_ALERT_PCT ? 'raised' : 'held'
    return [
      ...notice,
      condition({
        ...shared,
        subject: subscriberId,
        severity: 'error',
        state,
        audience: subscriberAudience(subscriberId),
        title: 'Payment success dropped',
        message: `Less than ${SUCCESS_ALERT_PCT} % of the payments to you settled in the last 7 days.`,
        actionUrl: '/subscriber/kpi/payment-success',
      }),
      condition({
        ...shared,
        subject: subscriberId,
        severity: 'error',
        state,
        audience: ADMINS,
        title: `Payment success of ${name} dropped`,
        message: `Less than ${SUCCESS_ALERT_PCT} % of the payments to ${name} settled in the last 7 days.`,
        actionUrl: '/admin/kpi/open-incidents',
      }),
    ]
  })
}

/** Delivered under 95 % of leased, or used above 80 % of delivered on 3 days. Source: §8.1. */
export function capacityUnderTarget(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.subscribers.flatMap((item) => [
    ...shortDelivery(item, now),
    ...highUse(item, now),
  ])
}

function shortDelivery(item: SubscriberCondition, now: Date): AlertCondition[] {
  if (item.leasedSats === 0 || item.deliveredSats === null) return []
  if (item.deliveredSats >= mulDiv(item.leasedSats, DELIVERED_TARGET_PCT, 100, 'up')) return []
  return [
    condition({
      rule: 'capacity-short',
      subject: item.subscriberId,
      category: 'capacity',
      severity: 'error',
      audience: subscriberAudience(item.subscriberId),
      since: windowSince(now),
      title: 'Less capacity was delivered than leased',
      message: `Yesterday ${fact.amount(item.deliveredSats)} of ${fact.amount(item.leasedSats)} was delivered.`,
      actionLabel: 'View leases',
      actionUrl: '/subscriber/leases',
    }),
  ]
}

function highUse(item: SubscriberCondition, now: Date): AlertCondition[] {
  if (item.daysAboveUsedLimit < 3) return []
  return [
    condition({
      rule: 'capacity-used',
      subject: item.subscriberId,
      category: 'capacity',
      severity: 'warning',
      audience: subscriberAudience(item.subscriberId),
      since: windowSince(now),
      title: 'Your inbound capacity runs low',
      message: 'More than 80 % of the delivered capacity was used on each of the last 3 days.',
      actionLabel: 'View leases',
      actionUrl: '/subscriber/leases',
    }),
  ]
}

/** Unresolved incidents, and breaches of the last 7 days, for those affected and the admins. Source: §8.1. */
export function incidentsAndBreaches(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  const incidents = snapshot.incidents
    .filter((incident) => incident.status !== 'resolved')
    .flatMap((incident) =>
      [
        ...(incident.treasuryId === null
          ? []
          : [{ audience: treasuryAudience(incident.treasuryId), actionUrl: '/treasury/alerts' }]),
        ...(incident.subscriberId === null
          ? []
          : [
              {
                audience: subscriberAudience(incident.subscriberId),
                actionUrl: '/subscriber/kpi/open-incidents',
              },
            ]),
        { audience: ADMINS, actionUrl: '/admin/kpi/open-incidents' },
      ].map(({ audience, actionUrl }) =>
        condition({
          rule: 'incident-open',
          subject: incident.id,
          category: 'capacity',
          severity: incident.severity === 'minor' ? 'warning' : 'error',
          audience,
          since: incident.openedAt,
          title: `Incident ${incident.id} is open`,
          message: incident.title,
          actionLabel: 'View incident',
          actionUrl,
        }),
      ),
    )
  const weekAgo = new Date(now.getTime() - 7 * DAY_MS).toISOString()
  const breaches = snapshot.breaches
    .filter((breach) => breach.fromAt >= weekAgo)
    .flatMap((breach) =>
      [
        { audience: treasuryAudience(breach.treasuryId), actionUrl: '/treasury/alerts' },
        {
          audience: subscriberAudience(breach.subscriberId),
          actionUrl: '/subscriber/kpi/open-incidents',
        },
        { audience: ADMINS, actionUrl: '/admin/kpi/sla-breaches' },
      ].map(({ audience, actionUrl }) =>
        condition({
          rule: 'sla-breach',
          subject: breach.id,
          category: 'capacity',
          severity: 'error',
          audience,
          since: breach.fromAt,
          title: `${breach.leaseId} breached its service level`,
          message: `${breach.metric === 'uptime' ? 'Uptime' : 'Delivered capacity'} was ${breach.measuredPct} % against a target of ${breach.targetPct} %.`,
          actionLabel: 'View breach',
          actionUrl,
        }),
      ),
    )
  return [...incidents, ...breaches]
}
