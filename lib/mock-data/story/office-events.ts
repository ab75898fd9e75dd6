import { addMs, DAY_MS } from '@/lib/core/time'
import type { WorldRecords } from '../records'
import type { Happening } from './happening'

const ADMIN = 'flowrate'

/** What requests, bills, incidents, keys, webhooks, reviews and nodes say happened. */
export function officeEvents(records: WorldRecords): Happening[] {
  return [...requestEvents(records), ...billingEvents(records), ...serviceEvents(records)]
}

function requestEvents({ tickets, apiKeys, webhooks }: WorldRecords): Happening[] {
  return [
    ...tickets.flatMap((ticket): Happening[] => {
      const subject = { entityType: 'DemandTicket', entityId: ticket.id }
      const created: Happening = {
        ...subject,
        at: ticket.createdAt,
        by: ticket.kind === 'renewal_fallback' ? null : ticket.subscriberId,
        action: 'ticket.created',
        to: 'pending',
        details: { sizeSats: ticket.sizeSats, termDays: ticket.termDays, kind: ticket.kind },
      }
      // A match is told by the lease that it made.
      if (ticket.status !== 'rejected') return [created]
      const decided: Happening = {
        ...subject,
        at: ticket.updatedAt,
        by: ADMIN,
        action: 'ticket.rejected',
        from: 'pending',
        to: 'rejected',
      }
      return [created, ticket.reason === null ? decided : { ...decided, reason: ticket.reason }]
    }),
    ...apiKeys.flatMap((key): Happening[] => {
      const subject = { entityType: 'APIKey', entityId: key.id, by: key.subscriberId }
      const details = { label: key.label, prefix: key.prefix }
      const story: Happening[] = [
        { ...subject, at: key.createdAt, action: 'api_key.created', details },
      ]
      if (key.revokedAt !== null) {
        story.push({ ...subject, at: key.revokedAt, action: 'api_key.revoked', details })
      }
      return story
    }),
    ...webhooks.flatMap((webhook): Happening[] =>
      webhook.disabledAt === null
        ? []
        : [
            {
              at: webhook.disabledAt,
              by: null,
              action: 'webhook.disabled',
              entityType: 'Webhook',
              entityId: webhook.id,
              from: 'active',
              to: 'disabled',
              reason: 'Too many failed deliveries in a row',
              details: { failures: webhook.failureCount, host: new URL(webhook.url).host },
            },
          ],
    ),
  ]
}

function billingEvents({ statements, invoices, payouts, reconciliationDiffs }: WorldRecords) {
  const events: Happening[] = []
  for (const statement of statements) {
    events.push({
      at: statement.generatedAt,
      by: null,
      action: 'statement.generated',
      entityType: 'Statement',
      entityId: statement.id,
      to: 'final',
      details: { period: statement.period, netSats: statement.netSats },
    })
  }
  for (const invoice of invoices) {
    const subject = { by: null, entityType: 'Invoice', entityId: invoice.id }
    events.push({
      ...subject,
      at: invoice.issuedAt,
      action: 'invoice.issued',
      from: 'draft',
      to: 'issued',
      details: { number: invoice.number, amountSats: invoice.amountSats },
    })
    if (invoice.paidAt === null) continue
    events.push({
      ...subject,
      at: invoice.paidAt,
      action: 'invoice.paid',
      from: 'issued',
      to: 'paid',
      details: { number: invoice.number, paidSats: invoice.paidSats },
    })
  }
  for (const payout of payouts) {
    const subject = { entityType: 'Payout', entityId: payout.id }
    const details = { amountSats: payout.amountSats }
    events.push({
      ...subject,
      at: payout.createdAt,
      by: null,
      action: 'payout.scheduled',
      to: 'scheduled',
      details,
    })
    if (payout.status === 'confirmed') {
      events.push({
        ...subject,
        at: payout.scheduledFor,
        by: null,
        action: 'payout.sent',
        from: 'approved',
        to: 'sent',
        details,
      })
    }
    if (payout.status === 'approved') {
      events.push({
        ...subject,
        at: addMs(payout.createdAt, DAY_MS / 2),
        by: ADMIN,
        action: 'payout.approved',
        from: 'scheduled',
        to: 'approved',
        details,
      })
    }
  }
  for (const diff of reconciliationDiffs) {
    events.push({
      at: diff.openedAt,
      by: null,
      action: 'reconciliation.opened',
      entityType: 'ReconciliationDiff',
      entityId: diff.id,
      to: 'open',
      details: { expectedSats: diff.expectedSats, actualSats: diff.actualSats },
    })
  }
  return events
}

function serviceEvents({ incidents, complianceRecords, nodes }: WorldRecords): Happening[] {
  const events: Happening[] = []
  for (const incident of incidents) {
    const subject = { entityType: 'Incident', entityId: incident.id }
    events.push({
      ...subject,
      at: incident.openedAt,
      by: null,
      action: 'incident.opened',
      to: 'open',
      details: { kind: incident.kind, severity: incident.severity, leaseId: incident.leaseId },
    })
    if (incident.acknowledgedAt !== null) {
      events.push({
        ...subject,
        at: incident.acknowledgedAt,
        by: ADMIN,
        action: 'incident.acknowledged',
        from: 'open',
        to: 'acknowledged',
      })
    }
    if (incident.resolvedAt !== null) {
      events.push({
        ...subject,
        at: incident.resolvedAt,
        by: ADMIN,
        action: 'incident.resolved',
        from: 'acknowledged',
        to: 'resolved',
        details: { rootCause: incident.rootCause },
      })
    }
  }
  for (const record of complianceRecords) {
    if (record.status === 'approved') continue
    const reviewed: Happening = {
      at: record.updatedAt,
      by: ADMIN,
      action: 'compliance.reviewed',
      entityType: 'ComplianceRecord',
      entityId: record.id,
      from: 'approved',
      to: record.status,
      details: { organisationId: record.organisationId, riskScore: record.riskScore },
    }
    events.push(record.reason === null ? reviewed : { ...reviewed, reason: record.reason })
  }
  for (const node of nodes) {
    events.push({
      at: node.createdAt,
      by: node.treasuryId,
      action: 'node.connected',
      entityType: 'Node',
      entityId: node.id,
      to: 'online',
      details: { alias: node.alias, version: node.version },
    })
    if (node.status !== 'offline') continue
    events.push({
      at: node.statusSince,
      by: null,
      action: 'node.offline',
      entityType: 'Node',
      entityId: node.id,
      from: 'online',
      to: 'offline',
      details: { alias: node.alias },
    })
  }
  return events
}
