import { compareText } from '@/lib/core/text'
import type { AlertSeverity } from '@/types'
import type { AlertCondition } from './condition'
import { lowUtilization, nodeHealth } from './fleet-rules'
import { invoices } from './invoice-rules'
import { leaseExpiry, newRequests, unsignedContracts } from './lease-rules'
import {
  contractsToSign,
  lapsedContracts,
  lapsedReservations,
  lateStarts,
  renewalAnswers,
  reopenedRequests,
  stuckChannels,
} from './life-rules'
import {
  integrationSecurity,
  oddPayments,
  openDifferences,
  pendingCompliance,
} from './office-rules'
import { capacityUnderTarget, incidentsAndBreaches, successRate } from './service-rules'
import type { AlertSnapshot } from './snapshot'

export const SEVERITY_RANK: Readonly<Record<AlertSeverity, number>> = {
  error: 0,
  warning: 1,
  info: 2,
}

/**
 * Every condition that holds now, most severe first, then the newest, then by key.
 * Source: functional specification §8.1.
 */
export function evaluateAlerts(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return [
    ...leaseExpiry(snapshot, now),
    ...unsignedContracts(snapshot, now),
    ...newRequests(snapshot),
    ...renewalAnswers(snapshot, now),
    ...contractsToSign(snapshot),
    ...lateStarts(snapshot, now),
    ...lapsedReservations(snapshot, now),
    ...lapsedContracts(snapshot, now),
    ...reopenedRequests(snapshot, now),
    ...stuckChannels(snapshot, now),
    ...lowUtilization(snapshot, now),
    ...nodeHealth(snapshot, now),
    ...successRate(snapshot, now),
    ...capacityUnderTarget(snapshot, now),
    ...incidentsAndBreaches(snapshot, now),
    ...invoices(snapshot, now),
    ...pendingCompliance(snapshot),
    ...openDifferences(snapshot),
    ...oddPayments(snapshot, now),
    ...integrationSecurity(snapshot, now),
  ].sort(bySeverityThenAge)
}

function bySeverityThenAge(a: AlertCondition, b: AlertCondition): number {
  return (
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    compareText(b.since, a.since) ||
    compareText(a.key, b.key)
  )
}
