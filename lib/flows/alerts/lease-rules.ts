import { fact } from '@/lib/core/fact-text'
import { addMs, DAY_MS, daysLeft } from '@/lib/core/time'
import type { AlertSeverity } from '@/types'
import {
  ADMINS,
  type AlertCondition,
  condition,
  leaseUrl,
  subscriberAudience,
  treasuryAudience,
} from './condition'
import type { AlertSnapshot, LeaseCondition } from './snapshot'

/** Warnings repeat at these days left; each step is an episode of its own. */
export const EXPIRY_STEPS = [1, 3, 7, 14] as const

/** Active, 1 to 14 days left and not renewed, for both parties and the admins' queue. Source: §8.1. */
export function leaseExpiry(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.leases.flatMap((item) => {
    const { lease, isRenewed } = item
    const left = daysLeft(lease.endAt, now)
    const step = EXPIRY_STEPS.find((days) => left <= days)
    const isLive = lease.status === 'active' || lease.status === 'paused'
    if (!isLive || isRenewed || lease.isCancelAtTerm || left < 1 || step === undefined) return []
    return expiryConditions(item, step, snapshot.organisationNames)
  })
}

function expiryConditions(
  { lease, lesseeLabel, providerLabel }: LeaseCondition,
  step: number,
  names: AlertSnapshot['organisationNames'],
) {
  const severity: AlertSeverity = step <= 3 ? 'error' : 'warning'
  const size = `${fact.amount(lease.sizeSats)}`
  const ends = fact.day(lease.endAt)
  const shared = {
    rule: 'lease-expiring',
    category: 'lease',
    severity,
    subject: `${lease.id}@${step}`,
    since: addMs(lease.endAt, -step * DAY_MS),
    title: step === 1 ? `${lease.id} ends within a day` : `${lease.id} ends within ${step} days`,
    actionLabel: 'View lease',
  } as const
  return [
    condition({
      ...shared,
      audience: treasuryAudience(lease.treasuryId),
      message: `${size} leased to ${lesseeLabel} ends on ${ends} and is not renewed.`,
      actionUrl: leaseUrl('treasury', lease.id),
    }),
    condition({
      ...shared,
      audience: subscriberAudience(lease.subscriberId),
      message: `${size} of inbound capacity from ${providerLabel} ends on ${ends} and is not renewed.`,
      actionUrl: leaseUrl('subscriber', lease.id),
    }),
    condition({
      ...shared,
      severity: step <= 3 ? 'warning' : 'info',
      audience: ADMINS,
      message: `${size} from ${names.get(lease.treasuryId) ?? lease.treasuryId} to ${names.get(lease.subscriberId) ?? lease.subscriberId} ends on ${ends} and is not renewed.`,
      actionUrl: leaseUrl('admin', lease.id),
    }),
  ]
}

/** A contract that lacks a signature 48 hours after issue. Source: §8.1. */
export function unsignedContracts(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.contracts.flatMap((contract) => {
    const since = addMs(contract.issuedAt, 2 * DAY_MS)
    if (contract.status !== 'draft' || since > now.toISOString()) return []
    const missing = [
      contract.signedByTreasuryAt === null ? 'treasury' : null,
      contract.signedBySubscriberAt === null ? 'subscriber' : null,
    ].filter((party) => party !== null)
    return condition({
      rule: 'contract-unsigned',
      subject: contract.id,
      category: 'lease',
      severity: 'warning',
      audience: ADMINS,
      since,
      title: `Contract ${contract.id} is unsigned after 48 hours`,
      message: `The signature of the ${missing.join(' and the ')} is missing for ${contract.leaseId}.`,
      actionLabel: 'View lease',
      actionUrl: leaseUrl('admin', contract.leaseId),
    })
  })
}

/** A capacity request that waits for an admin. Source: §8.1. */
export function newRequests(snapshot: AlertSnapshot): AlertCondition[] {
  return snapshot.tickets
    .filter((ticket) => ticket.status === 'pending')
    .map((ticket) =>
      condition({
        rule: 'request-new',
        subject: ticket.id,
        category: 'lease',
        severity: 'info',
        audience: ADMINS,
        since: ticket.createdAt,
        title: `Request ${ticket.id} waits for a match`,
        message: `${snapshot.organisationNames.get(ticket.subscriberId) ?? ticket.subscriberId} asks for ${fact.amount(ticket.sizeSats)} over ${ticket.termDays} days.`,
        actionLabel: 'View request',
        actionUrl: `/admin/matchmaking?ticket=${ticket.id}`,
      }),
    )
}
