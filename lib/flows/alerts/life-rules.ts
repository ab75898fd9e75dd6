import { fact } from '@/lib/core/fact-text'
import { DAY_MS, toMs } from '@/lib/core/time'
import { lateAt } from '@/lib/domains/liquidity/channel/state-rules'
import { ticketLapsesAt } from '@/lib/domains/liquidity/ticket/rules'
import type { IsoInstant, RenewalRequestRecord } from '@/types'
import {
  ADMINS,
  type AlertCondition,
  type Audience,
  condition,
  leaseUrl,
  subscriberAudience,
  treasuryAudience,
} from './condition'
import type { AlertSnapshot, LeaseCondition } from './snapshot'

/** What has happened is told for so long, as a condition of its rows: no message has to be kept. */
export const TOLD_DAYS = 7

function isRecent(at: IsoInstant, now: Date): boolean {
  const age = now.getTime() - toMs(at)
  return age >= 0 && age < TOLD_DAYS * DAY_MS
}

/** Both parties of a lease, each with the name that it knows the other by. */
function parties({ lease, lesseeLabel, providerLabel }: LeaseCondition) {
  return {
    treasury: {
      audience: treasuryAudience(lease.treasuryId),
      other: lesseeLabel,
      actionUrl: leaseUrl('treasury', lease.id),
    },
    subscriber: {
      audience: subscriberAudience(lease.subscriberId),
      other: providerLabel,
      actionUrl: leaseUrl('subscriber', lease.id),
    },
  }
}

/** A renewal waits for the other side's answer, or was declined or lapsed in the last 7 days. Source: §8.1, §9 #3. */
export function renewalAnswers(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  const leases = new Map(snapshot.leases.map((item) => [item.lease.id, item]))
  return snapshot.renewals.flatMap((renewal) => {
    const item = leases.get(renewal.leaseId)
    if (item === undefined) return []
    if (renewal.status === 'requested') return waiting(renewal, item, now)
    const isRefused = renewal.status === 'declined' || renewal.status === 'lapsed'
    const { answeredAt } = renewal
    if (!isRefused || answeredAt === null || !isRecent(answeredAt, now)) return []
    return refused(renewal, item, answeredAt)
  })
}

function waiting(renewal: RenewalRequestRecord, item: LeaseCondition, now: Date): AlertCondition[] {
  if (toMs(renewal.respondBy) <= now.getTime()) return []
  const { treasury, subscriber } = parties(item)
  const asked = renewal.requestedBy === 'subscriber' ? treasury : subscriber
  return [
    condition({
      rule: 'renewal-waiting',
      subject: renewal.id,
      category: 'lease',
      severity: 'warning',
      audience: asked.audience,
      since: renewal.createdAt,
      title: `Renewal of ${renewal.leaseId} waits for your answer`,
      message: `${asked.other} asks for ${renewal.termDays} more days. Answer by ${fact.moment(renewal.respondBy)}.`,
      actionLabel: 'View lease',
      actionUrl: asked.actionUrl,
    }),
  ]
}

function refused(
  renewal: RenewalRequestRecord,
  item: LeaseCondition,
  since: IsoInstant,
): AlertCondition[] {
  const { treasury, subscriber } = parties(item)
  const isLapsed = renewal.status === 'lapsed'
  const fallback =
    renewal.fallbackTicketId === null
      ? ''
      : ` Request ${renewal.fallbackTicketId} asks the market for the same.`
  const shared = {
    rule: `renewal-${renewal.status}`,
    subject: renewal.id,
    category: 'lease',
    since,
    title: isLapsed
      ? `Renewal of ${renewal.leaseId} was not answered in time`
      : `Renewal of ${renewal.leaseId} was declined`,
    actionLabel: 'View lease',
  } as const
  const text = (other: string) =>
    `The renewal with ${other} will not happen: the lease ends on ${fact.day(item.lease.endAt)}.`
  return [
    condition({
      ...shared,
      severity: 'warning',
      audience: subscriber.audience,
      message: `${text(subscriber.other)}${fallback}`,
      actionUrl: subscriber.actionUrl,
    }),
    condition({
      ...shared,
      severity: 'info',
      audience: treasury.audience,
      message: text(treasury.other),
      actionUrl: treasury.actionUrl,
    }),
  ]
}

/** A draft contract tells each party that has not signed it. */
export function contractsToSign(snapshot: AlertSnapshot): AlertCondition[] {
  const leases = new Map(snapshot.leases.map((item) => [item.lease.id, item]))
  return snapshot.contracts.flatMap((contract) => {
    const item = leases.get(contract.leaseId)
    if (contract.status !== 'draft' || item === undefined) return []
    const { treasury, subscriber } = parties(item)
    const missing = [
      ...(contract.signedByTreasuryAt === null ? [treasury] : []),
      ...(contract.signedBySubscriberAt === null ? [subscriber] : []),
    ]
    return missing.map(({ audience, other, actionUrl }) =>
      condition({
        rule: 'contract-to-sign',
        subject: contract.id,
        category: 'lease',
        severity: 'warning',
        audience,
        since: contract.issuedAt,
        title: `Contract ${contract.id} waits for your signature`,
        message: `${fact.amount(contract.sizeSats)} with ${other} over ${contract.termDays} days. The capacity is reserved for 72 hours.`,
        actionLabel: 'View lease',
        actionUrl,
      }),
    )
  })
}

/** A lease that started later than its contract planned, in the last 7 days. Source: §3, Late delivery. */
export function lateStarts(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  const planned = new Map(snapshot.contracts.map((row) => [row.leaseId, row.startAt]))
  return snapshot.leases.flatMap((item) => {
    const { id, status, startAt, endAt } = item.lease
    const plannedAt = planned.get(id)
    const isLive = status === 'active' || status === 'paused'
    if (!isLive || plannedAt === undefined || startAt <= plannedAt) return []
    if (!isRecent(startAt, now)) return []
    return Object.values(parties(item)).map(({ audience, other, actionUrl }) =>
      condition({
        rule: 'lease-late-start',
        subject: id,
        category: 'lease',
        severity: 'info',
        audience,
        since: startAt,
        title: `${id} started later than planned`,
        message: `The channels with ${other} were ready after the planned start. The term keeps its length and now ends on ${fact.moment(endAt)}.`,
        actionLabel: 'View lease',
        actionUrl,
      }),
    )
  })
}

/** A channel that opens or closes for too long, or whose operation waits for a person. Source: §6.3. */
export function stuckChannels(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.channels.flatMap((channel) => {
    const limit = lateAt(channel, channel.lockedUntil)
    const isLate = limit !== null && toMs(limit) < now.getTime()
    if (!isLate && !channel.isWaiting) return []
    const to: readonly { audience: Audience; actionUrl: string; peer: string }[] = [
      {
        audience: treasuryAudience(channel.treasuryId),
        actionUrl: '/treasury/kpi/utilization',
        // Until the network knows of the channel, who its peer is would undo the lessee's alias.
        peer: channel.isPublic ? ` ${channel.peerLabel}` : '',
      },
      {
        audience: ADMINS,
        actionUrl: `/admin/orchestration/${channel.channelId}`,
        peer: ` ${channel.peerAlias}`,
      },
    ]
    const doing = channel.state === 'closing' ? 'close' : 'open'
    return to.map(({ audience, actionUrl, peer }) =>
      condition({
        rule: 'channel-stuck',
        subject: channel.channelId,
        category: 'capacity',
        severity: 'warning',
        audience,
        since: channel.isWaiting || limit === null ? (channel.waitingSince ?? now) : limit,
        title: channel.isWaiting
          ? `Channel ${channel.channelId} waits for a decision`
          : `Channel ${channel.channelId} takes long to ${doing}`,
        message: channel.isWaiting
          ? `The peer${peer} did not answer. Flowrate tries again or gives the operation up.`
          : `The channel${peer === '' ? '' : ` to${peer}`} is ${channel.state} since ${fact.moment(channel.stateSince)}.`,
        actionLabel: 'View channel',
        actionUrl,
      }),
    )
  })
}

/** Reserved capacity that came free because nobody signed in time, in the last 7 days. */
export function lapsedReservations(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  const leases = new Map(snapshot.leases.map((item) => [item.lease.id, item.lease]))
  return snapshot.allocations.flatMap((allocation) => {
    const { expiresAt, leaseId, status, ticketId } = allocation
    const endedAt = leases.get(leaseId)?.endedAt ?? null
    if (status !== 'released' || expiresAt === null || endedAt === null) return []
    if (endedAt < expiresAt || !isRecent(expiresAt, now)) return []
    return condition({
      rule: 'reservation-lapsed',
      subject: allocation.id,
      category: 'lease',
      severity: 'info',
      audience: ADMINS,
      since: expiresAt,
      title: `Reservation ${allocation.id} lapsed`,
      message: `${fact.amount(allocation.sizeSats)} of ${snapshot.organisationNames.get(allocation.treasuryId) ?? allocation.treasuryId} is free again since ${fact.day(expiresAt)}. The request is open once more.`,
      actionLabel: ticketId === null ? 'View lease' : 'View request',
      actionUrl:
        ticketId === null ? leaseUrl('admin', leaseId) : `/admin/matchmaking?ticket=${ticketId}`,
    })
  })
}

/** A contract that one side had signed when its time was over, in the last 7 days: both are told. */
export function lapsedContracts(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  const leases = new Map(snapshot.leases.map((item) => [item.lease.id, item]))
  const reservations = new Map(snapshot.allocations.map((row) => [row.leaseId, row]))
  return snapshot.contracts.flatMap((contract) => {
    const item = leases.get(contract.leaseId)
    const reservation = reservations.get(contract.leaseId)
    const { signedByTreasuryAt, signedBySubscriberAt } = contract
    const signatures = [signedByTreasuryAt, signedBySubscriberAt].filter((at) => at !== null)
    const since = item?.lease.endedAt ?? null
    if (contract.status !== 'void' || item === undefined || signatures.length !== 1) return []
    if (since === null || !isRecent(since, now)) return []
    const isLapsed = reservation?.expiresAt != null && since >= reservation.expiresAt
    if (!isLapsed) return []
    const { treasury, subscriber } = parties(item)
    const sides = [
      { ...treasury, hasSigned: signedByTreasuryAt !== null },
      { ...subscriber, hasSigned: signedBySubscriberAt !== null },
    ]
    return sides.map(({ audience, other, actionUrl, hasSigned }) =>
      condition({
        rule: 'contract-lapsed',
        subject: contract.id,
        category: 'lease',
        severity: 'warning',
        audience,
        since,
        title: `Contract ${contract.id} lapsed: it was signed by one side alone`,
        message: `${hasSigned ? `${other} did not sign` : 'Your side did not sign'} within the time of its reservation. ${fact.amount(contract.sizeSats)} are free again and nobody is bound.`,
        actionLabel: 'View lease',
        actionUrl,
      }),
    )
  })
}

/** A request that is open again although its remainder was rejected: its lessee is told, while that holds. */
export function reopenedRequests(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.tickets.flatMap((ticket) => {
    if (ticket.status !== 'pending' || ticket.reasonCode === null) return []
    if (toMs(ticketLapsesAt(ticket)) <= now.getTime()) return []
    return condition({
      rule: 'request-reopened',
      subject: ticket.id,
      category: 'lease',
      severity: 'info',
      audience: subscriberAudience(ticket.subscriberId),
      since: ticket.updatedAt,
      title: `Request ${ticket.id} is open again`,
      message: `Capacity that it was given has fallen back, so all that it lacks is asked for again, the remainder that Flowrate had rejected included. It lapses on ${fact.day(ticketLapsesAt(ticket))} if nothing happens to it.`,
      actionLabel: 'View request',
      actionUrl: `/subscriber/leases/requests/${ticket.id}`,
    })
  })
}
