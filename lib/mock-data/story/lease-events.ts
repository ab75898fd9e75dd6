import { addMs, HOUR_MS } from '@/lib/core/time'
import { effectiveCostPpm, termDays } from '@/lib/domains/liquidity/lease/rules'
import type { AllocationRecord, ContractRecord, LeaseRecord } from '@/types'
import type { WorldRecords } from '../records'
import type { Happening } from './happening'

const ADMIN = 'flowrate'

/** What the leases, their contracts and renewals say happened. */
export function leaseEvents(records: WorldRecords): Happening[] {
  return [
    ...records.leases.flatMap((lease) => leaseStory(lease, records)),
    ...records.contracts.flatMap(contractStory),
    ...records.allocations.flatMap((allocation) => extensionStory(allocation, records)),
    ...records.renewals.flatMap((renewal): Happening[] => {
      const subject = { entityType: 'Renewal', entityId: renewal.id }
      const requested: Happening = {
        ...subject,
        at: renewal.createdAt,
        by: renewal.subscriberId,
        action: 'renewal.requested',
        to: 'requested',
        details: { leaseId: renewal.leaseId, termDays: renewal.termDays },
      }
      const ticket = records.tickets.find(
        ({ kind, subscriberId }) =>
          kind === 'renewal_fallback' && subscriberId === renewal.subscriberId,
      )
      if (renewal.status !== 'declined' || ticket === undefined) return [requested]
      const declined: Happening = {
        ...subject,
        at: ticket.createdAt,
        by: renewal.treasuryId,
        action: 'renewal.declined',
        from: 'requested',
        to: 'declined',
        details: { leaseId: renewal.leaseId, fallbackTicketId: ticket.id },
      }
      return [requested, declined]
    }),
  ]
}

function leaseStory(lease: LeaseRecord, records: WorldRecords): Happening[] {
  const subject = { entityType: 'Lease', entityId: lease.id }
  const terms = {
    sizeSats: lease.sizeSats,
    termDays: termDays(lease),
    effectiveCostPpm: effectiveCostPpm(lease),
  }
  const created: Happening = {
    ...subject,
    at: lease.createdAt,
    by: lease.ticketId === null ? null : ADMIN,
    action: 'lease.created',
    to: 'pending',
    details: {
      ...terms,
      poolId: lease.poolId,
      origin: lease.ticketId === null ? originOf(lease) : `request ${lease.ticketId}`,
    },
  }
  const story = [created]
  const step = (at: string, action: string, from: string, to: string): Happening => ({
    ...subject,
    at,
    by: null,
    action,
    from,
    to,
  })
  const ran = lease.status !== 'pending' && lease.status !== 'cancelled'
  if (ran) story.push(step(lease.startAt, 'lease.activated', 'pending', 'active'))
  if (lease.status === 'paused') {
    const at = new Date(Date.parse(lease.startAt) + 6 * 86_400_000 + 39_600_000).toISOString()
    story.push({
      ...step(at, 'lease.paused', 'active', 'paused'),
      by: ADMIN,
      reason: 'Lessee maintenance',
    })
  }
  if (lease.status === 'expired' || lease.status === 'completed') {
    story.push(step(lease.endAt, 'lease.expired', 'active', 'expired'))
  }
  if (lease.endedAt !== null) story.push(endOf(lease, step(lease.endedAt, '', '', ''), records))
  return story
}

/** A reservation that was prolonged. */
function extensionStory(
  { id, leaseId, note, createdAt }: AllocationRecord,
  { contracts }: WorldRecords,
): Happening[] {
  if (note === null) return []
  const since = contracts.find((contract) => contract.leaseId === leaseId)?.issuedAt ?? createdAt
  return [
    {
      at: addMs(since, 5 * HOUR_MS),
      by: ADMIN,
      action: 'allocation.extended',
      entityType: 'Allocation',
      entityId: id,
      from: 'reserved',
      to: 'reserved',
      reason: note,
      details: { leaseId },
    },
  ]
}

function originOf(lease: LeaseRecord): string {
  return lease.renewsLeaseId === null
    ? 'brought over at onboarding'
    : `renewal of ${lease.renewsLeaseId}`
}

function endOf(lease: LeaseRecord, step: Happening, records: WorldRecords): Happening {
  if (lease.status === 'completed') {
    return { ...step, action: 'lease.completed', from: 'expired', to: 'completed' }
  }
  if (lease.status === 'terminated') {
    const reason = 'Early end agreed by both parties'
    return {
      ...step,
      by: ADMIN,
      action: 'lease.terminated',
      from: 'active',
      to: 'terminated',
      reason,
    }
  }
  const hadContract = records.contracts.some((contract) => contract.leaseId === lease.id)
  return {
    ...step,
    action: 'lease.cancelled',
    from: 'pending',
    to: 'cancelled',
    reason: hadContract
      ? 'Contract was not signed within 72 hours'
      : 'Reservation was not used within 72 hours',
  }
}

function contractStory(contract: ContractRecord): Happening[] {
  const subject = { entityType: 'Contract', entityId: contract.id }
  const details = { leaseId: contract.leaseId }
  const story: Happening[] = [
    {
      ...subject,
      at: contract.issuedAt,
      by: null,
      action: 'contract.issued',
      to: 'draft',
      details: { ...details, termsHash: contract.termsHash },
    },
  ]
  for (const [at, by] of [
    [contract.signedBySubscriberAt, contract.subscriberId],
    [contract.signedByTreasuryAt, contract.treasuryId],
  ] as const) {
    if (at !== null) story.push({ ...subject, at, by, action: 'contract.signed', details })
  }
  return story
}
