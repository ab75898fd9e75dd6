import { fact } from '@/lib/core/fact-text'
import { DAY_MS, toMs } from '@/lib/core/time'
import type { InvoiceRecord } from '@/types'
import { ADMINS, type AlertCondition, condition, subscriberAudience } from './condition'
import type { AlertSnapshot } from './snapshot'

/** Compliance records that wait for a decision. Source: §8.1. */
export function pendingCompliance(snapshot: AlertSnapshot): AlertCondition[] {
  return snapshot.complianceRecords
    .filter((record) => record.status === 'pending' || record.status === 'resubmit_required')
    .map((record) =>
      condition({
        rule: 'kyc-pending',
        subject: record.id,
        category: 'compliance',
        severity: 'info',
        audience: ADMINS,
        since: record.updatedAt,
        title: `Compliance record ${record.id} waits for a decision`,
        message: `${snapshot.organisationNames.get(record.organisationId) ?? record.organisationId}: ${record.documentsReceived} documents received, risk score ${record.riskScore}.`,
        actionLabel: 'View records',
        actionUrl: '/admin#kyc-pending',
      }),
    )
}

/** Reconciliation differences that nobody has resolved. Source: §8.1. */
export function openDifferences(snapshot: AlertSnapshot): AlertCondition[] {
  return snapshot.diffs
    .filter((diff) => diff.status === 'open' || diff.status === 'investigating')
    .map((diff) =>
      condition({
        rule: 'diff-open',
        subject: diff.id,
        category: 'payment',
        severity: 'warning',
        audience: ADMINS,
        since: diff.openedAt,
        title: `Reconciliation difference ${diff.id} is open`,
        message: `${diff.entityId}: expected ${fact.amount(diff.expectedSats)}, found ${fact.amount(diff.actualSats)}.`,
        actionLabel: 'View differences',
        actionUrl: '/admin#reconciliation',
      }),
    )
}

/** Payments that came late, short or over, for the payer and the admins. Source: §8.1. */
export function oddPayments(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.invoices.flatMap((invoice) => {
    const kind = oddity(invoice)
    const at = invoice.paidAt ?? invoice.dueAt
    if (kind === null || now.getTime() - toMs(at) > 30 * DAY_MS) return []
    const shared = {
      rule: 'payment-odd',
      subject: invoice.id,
      category: 'payment',
      severity: 'warning',
      since: at > now.toISOString() ? now : at,
      title: `Invoice ${invoice.number} was ${kind}`,
      message: `${fact.amount(invoice.paidSats)} arrived for ${fact.amount(invoice.amountSats)}.`,
      actionLabel: 'View invoices',
    } as const
    return [
      condition({ ...shared, audience: ADMINS, actionUrl: '/admin#reconciliation' }),
      condition({
        ...shared,
        audience: subscriberAudience(invoice.subscriberId),
        actionUrl: '/subscriber#open-invoices',
      }),
    ]
  })
}

/** How a payment differs from what was billed; null when it does not. */
export function oddity(invoice: InvoiceRecord): string | null {
  if (invoice.paidSats > invoice.amountSats) return 'overpaid'
  if (invoice.status === 'partially_paid') return 'paid in part'
  if (invoice.paidAt !== null && invoice.paidAt > invoice.dueAt) return 'paid late'
  return null
}

/** Disabled webhooks, and keys created in the last 7 days, for the subscriber. Source: §8.1. */
export function integrationSecurity(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  const disabled = snapshot.webhooks
    .filter((webhook) => !webhook.isActive && webhook.disabledAt !== null)
    .flatMap((webhook) => {
      const shared = {
        rule: 'webhook-disabled',
        subject: webhook.id,
        category: 'security',
        severity: 'warning',
        since: webhook.disabledAt ?? webhook.createdAt,
        actionLabel: 'Review',
      } as const
      return [
        condition({
          ...shared,
          audience: subscriberAudience(webhook.subscriberId),
          title: `Webhook ${webhook.id} was disabled`,
          message: `${new URL(webhook.url).host} failed ${webhook.failureCount} times in a row. No events are sent to it.`,
          actionUrl: '/subscriber/alerts',
        }),
        condition({
          ...shared,
          severity: 'info',
          audience: ADMINS,
          title: `Webhook ${webhook.id} was disabled`,
          message: `An endpoint of ${snapshot.organisationNames.get(webhook.subscriberId) ?? webhook.subscriberId} failed ${webhook.failureCount} times in a row.`,
          actionUrl: '/admin#failed-webhooks',
        }),
      ]
    })
  const created = snapshot.apiKeys
    .filter((key) => key.revokedAt === null && now.getTime() - toMs(key.createdAt) <= 7 * DAY_MS)
    .map((key) =>
      condition({
        rule: 'key-created',
        subject: key.id,
        category: 'security',
        severity: 'warning',
        audience: subscriberAudience(key.subscriberId),
        since: key.createdAt,
        title: `API key "${key.label}" was created`,
        message: `${key.prefix}… can ${key.scopes.join(', ')}. If it was not you, revoke it.`,
        actionLabel: 'Review',
        actionUrl: '/subscriber/alerts',
      }),
    )
  return [...disabled, ...created]
}
