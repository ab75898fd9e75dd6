import type { Highlight } from '@/components/liquidity/highlights'
import { formatInteger, formatPercent } from '@/components/shared/format'
import type { Metric } from '@/lib/core/metric'
import { daysLeft } from '@/lib/core/time'
import { isExpiring, isLiveLease } from '@/lib/domains/liquidity/lease/rules'
import { SUCCESS_ALERT_PCT } from '@/lib/flows/alerts/service-rules'
import type { ApiKeyRecord, LeaseRecord, Sats, WebhookRecord } from '@/types'

const WARNING_DAYS = 14

export interface SubscriberCases {
  leases: readonly LeaseRecord[]
  renewedLeaseIds: ReadonlySet<string>
  paymentSuccess: Pick<Metric, 'value' | 'operands'>
  providers: ReadonlyMap<string, { providerLabel: string; isProviderAnonymised: boolean }>
  /** Open ones with what is still to be paid. */
  invoices: readonly { number: string; openSats: Sats; dueAt: string; isOverdue: boolean }[]
  webhooks: readonly WebhookRecord[]
  apiKeys: readonly ApiKeyRecord[]
  now: Date
}

/** The special cases that a subscriber's data shows now. Source: functional specification §11. */
export function subscriberHighlights(cases: SubscriberCases): Highlight[] {
  return [
    ...leaseAtTheLimit(cases),
    ...lowSuccess(cases),
    ...anonymisedProvider(cases),
    ...overdueInvoice(cases),
    ...disabledWebhook(cases),
    ...unusedKey(cases),
  ]
}

function leaseAtTheLimit({ leases, renewedLeaseIds, providers, now }: SubscriberCases) {
  const lease = leases.find(
    (each) => isExpiring(each, now, renewedLeaseIds) && daysLeft(each.endAt, now) === WARNING_DAYS,
  )
  if (lease === undefined) return []
  return [
    {
      name: 'lease-at-14-days',
      title: `${lease.id}: exactly ${WARNING_DAYS} days left`,
      text: [
        { sats: lease.sizeSats },
        ` of inbound capacity from ${providers.get(lease.id)?.providerLabel ?? 'its provider'} until `,
        { at: lease.endAt },
        '; today is the first day that it counts as expiring.',
      ],
      href: '/subscriber#expiring',
    },
  ]
}

function lowSuccess({ paymentSuccess: { value, operands } }: SubscriberCases): Highlight[] {
  if (value === null || value >= SUCCESS_ALERT_PCT) return []
  const settled = formatInteger(operands.htlcSettled ?? 0)
  const attempts = formatInteger(operands.htlcAttempts ?? 0)
  return [
    {
      name: 'payment-success-low',
      title: `Payment success: just under ${SUCCESS_ALERT_PCT} %`,
      text: [
        `${settled} of ${attempts} payments settled in 7 complete days, ${formatPercent(value)} %; below ${SUCCESS_ALERT_PCT} % an alert is raised.`,
      ],
      href: '/subscriber/kpi/payment-success',
    },
  ]
}

function anonymisedProvider({ leases, providers, now }: SubscriberCases): Highlight[] {
  const lease = leases.find(
    (each) => isLiveLease(each, now) && providers.get(each.id)?.isProviderAnonymised === true,
  )
  if (lease === undefined) return []
  return [
    {
      name: 'anonymised-provider',
      title: `${lease.id}: a provider without a name`,
      text: [
        `“${providers.get(lease.id)?.providerLabel}” stands for a treasury that stays anonymous; it delivers `,
        { sats: lease.sizeSats },
        '.',
      ],
      href: '/subscriber/kpi/inbound-leased',
    },
  ]
}

function overdueInvoice({ invoices }: SubscriberCases): Highlight[] {
  const invoice = invoices.find((each) => each.isOverdue)
  if (invoice === undefined) return []
  return [
    {
      name: 'invoice-overdue',
      title: `Invoice ${invoice.number}: overdue`,
      text: [{ sats: invoice.openSats }, ' were due on ', { at: invoice.dueAt }, '.'],
      href: '/subscriber#open-invoices',
    },
  ]
}

function disabledWebhook({ webhooks }: SubscriberCases): Highlight[] {
  const webhook = webhooks.find(({ isActive, disabledAt }) => !isActive && disabledAt !== null)
  if (webhook === undefined || webhook.disabledAt === null) return []
  return [
    {
      name: 'webhook-disabled',
      title: `Webhook ${webhook.id}: disabled`,
      text: [
        `Switched off after ${formatInteger(webhook.failureCount)} failed deliveries in a row, on `,
        { at: webhook.disabledAt },
        '.',
      ],
      href: `/subscriber/alerts?q=${webhook.id}`,
    },
  ]
}

/** An alert tells of each key for its first days; older ones are to be seen nowhere yet. */
function unusedKey({ apiKeys, now }: SubscriberCases): Highlight[] {
  const key = apiKeys.find(
    (each) => each.lastUsedAt === null && each.revokedAt === null && isNew(each, now),
  )
  if (key === undefined) return []
  return [
    {
      name: 'key-never-used',
      title: `API key “${key.label}”: new and never used`,
      text: [
        `${key.prefix}… may ${key.scopes.join(', ')} and was created on `,
        { at: key.createdAt },
        '.',
      ],
      href: `/subscriber/alerts?q=${encodeURIComponent(key.label)}`,
    },
  ]
}

function isNew({ createdAt }: ApiKeyRecord, now: Date): boolean {
  return daysLeft(now.toISOString(), new Date(createdAt)) <= 7
}
