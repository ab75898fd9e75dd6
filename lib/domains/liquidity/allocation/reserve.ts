import 'server-only'
import { ZERO_SATS } from '@/lib/core/money'
import { toInstant } from '@/lib/core/time'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import { newId } from '@/lib/platform/new-id'
import type { AllocationRecord, IsoInstant, LeaseRecord, Sats } from '@/types'
import { insertDraftContract } from '../contract/issue'
import { insertLease } from '../lease/insert-lease'
import { effectiveCostPpm, termDays } from '../lease/rules'
import type { FeeTerms } from './fee-rules'
import { reservedUntil } from './rules'
import { allocationTable } from './table'

export interface Reservation extends FeeTerms {
  treasuryId: string
  subscriberId: string
  poolId: string
  ticketId: string | null
  /** The lease that it adds capacity to. */
  extendsLeaseId: string | null
  sizeSats: Sats
  startAt: IsoInstant
  endAt: IsoInstant
  note: string | null
  /** Whether its contract is issued at once. */
  issue: boolean
}

export interface Reserved {
  allocation: AllocationRecord
  lease: LeaseRecord
}

/**
 * Writes a pending lease, its allocation held for 72 hours and, if wanted, its draft contract, within
 * the locks of the caller, who has checked every limit. @throws ConflictError when the store itself
 * refuses what promises more than the treasury deploys.
 */
export async function reserve(ctx: Ctx, wanted: Reservation): Promise<Reserved> {
  const now = ctx.clock.now()
  const { note, issue, ...terms } = wanted
  const lease: LeaseRecord = {
    ...terms,
    id: newId('lease'),
    status: 'pending',
    isCancelAtTerm: false,
    renewsLeaseId: null,
    deliveredAt: null,
    endedAt: null,
    endFeeSats: ZERO_SATS,
    createdAt: toInstant(now),
    version: 1,
  }
  await insertLease(ctx, lease)
  const contract = issue ? await insertDraftContract(ctx, lease) : null
  const allocation: AllocationRecord = {
    id: newId('allocation'),
    ticketId: wanted.ticketId,
    poolId: wanted.poolId,
    treasuryId: wanted.treasuryId,
    subscriberId: wanted.subscriberId,
    leaseId: lease.id,
    contractId: contract?.id ?? null,
    sizeSats: wanted.sizeSats,
    status: 'reserved',
    expiresAt: reservedUntil(now),
    allocatedBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    note,
    createdAt: toInstant(now),
  }
  await ctx.db.insert(allocationTable).values(allocation)
  await tell(ctx, lease, allocation)
  return { allocation, lease }
}

async function tell(ctx: Ctx, lease: LeaseRecord, allocation: AllocationRecord): Promise<void> {
  const organisations = [lease.treasuryId, lease.subscriberId]
  const origin =
    lease.ticketId === null ? `increase of ${lease.extendsLeaseId}` : `request ${lease.ticketId}`
  await audit(ctx, {
    action: 'lease.created',
    entityType: 'Lease',
    entityId: lease.id,
    to: lease.status,
    details: {
      sizeSats: lease.sizeSats,
      termDays: termDays(lease),
      effectiveCostPpm: effectiveCostPpm(lease),
      poolId: lease.poolId,
      origin,
    },
  })
  await publish(ctx, {
    organisations,
    entityType: 'Lease',
    entityId: lease.id,
    change: 'lease.created',
  })
  await audit(ctx, {
    action: 'allocation.reserved',
    entityType: 'Allocation',
    entityId: allocation.id,
    to: allocation.status,
    details: {
      ticketId: allocation.ticketId,
      leaseId: lease.id,
      treasuryId: allocation.treasuryId,
      sizeSats: allocation.sizeSats,
      expiresAt: allocation.expiresAt,
    },
  })
  await publish(ctx, {
    organisations,
    entityType: 'Allocation',
    entityId: allocation.id,
    change: 'allocation.reserved',
  })
}
