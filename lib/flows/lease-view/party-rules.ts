import { complianceBadge } from '@/lib/domains/compliance/record/rules'
import { providerLabelOf } from '@/lib/domains/liquidity/treasury/rules'
import type { LeaseRecord } from '@/types'
import type { LeaseDesk, LeaseSurroundings, LeaseView } from './view'

type Labels = Pick<
  LeaseView,
  'lessorLabel' | 'lesseeLabel' | 'counterparty' | 'isProviderAnonymised' | 'providerBadge'
>

/** Own names for oneself, agreed names for the other side, real ones for Flowrate. Source: §9 #11. */
export function labelsOf(lease: LeaseRecord, around: LeaseSurroundings): Labels {
  const { role } = around.viewer
  const treasury = around.treasuries.get(lease.treasuryId)
  const subscriber = around.subscribers.get(lease.subscriberId)
  if (treasury === undefined || subscriber === undefined) {
    throw new Error(`Lease ${lease.id} has no parties`)
  }
  const pool = lease.poolId === null ? undefined : around.pools.get(lease.poolId)
  const lessorLabel =
    role === 'subscriber' ? providerLabelOf(treasury, pool?.nickname ?? null) : treasury.name
  const lesseeLabel = role === 'treasury' ? subscriber.alias : subscriber.name
  const counterparties = {
    treasury: lesseeLabel,
    subscriber: lessorLabel,
    admin: `${lessorLabel} to ${lesseeLabel}`,
  }
  return {
    lessorLabel,
    lesseeLabel,
    counterparty: counterparties[role],
    isProviderAnonymised: treasury.isAnonymised,
    providerBadge: complianceBadge(around.compliance.get(treasury.id)),
  }
}

/** Real names and aliases of both sides. */
export function deskOf(lease: LeaseRecord, around: LeaseSurroundings): LeaseDesk {
  const treasury = around.treasuries.get(lease.treasuryId)
  const subscriber = around.subscribers.get(lease.subscriberId)
  const pool = lease.poolId === null ? undefined : around.pools.get(lease.poolId)
  return {
    treasuryId: lease.treasuryId,
    treasuryName: treasury?.name ?? lease.treasuryId,
    treasuryAlias: treasury?.alias ?? lease.treasuryId,
    subscriberId: lease.subscriberId,
    subscriberName: subscriber?.name ?? lease.subscriberId,
    subscriberAlias: subscriber?.alias ?? lease.subscriberId,
    poolId: lease.poolId,
    poolName: pool?.name ?? null,
    ticketId: lease.ticketId,
  }
}
