import { createHash } from 'node:crypto'
import { numberedId } from '@/lib/core/ids'
import { compareText } from '@/lib/core/text'
import { addMs, DAY_MS, HOUR_MS } from '@/lib/core/time'
import { CURRENT_TEMPLATE, contractText } from '@/lib/domains/liquidity/contract/text-rules'
import { termDays } from '@/lib/domains/liquidity/lease/rules'
import { riskTier } from '@/lib/domains/liquidity/ticket/rules'
import { providerLabelOf } from '@/lib/domains/liquidity/treasury/rules'
import type {
  AllocationRecord,
  AllocationStatus,
  ContractRecord,
  ContractSignatureRecord,
  ContractStatus,
  DemandTicketRecord,
  IsoInstant,
  LeaseParty,
  LeaseRecord,
  RenewalRequestRecord,
} from '@/types'
import { LEASE_PLANS, type LeasePlanKind } from '../blueprint/leases'
import { TICKET_PLANS, type TicketPlan } from '../blueprint/tickets'
import { type Build, btcToSats, must } from './context'
import { type PlannedLease, planKey } from './leases'
import type { Organisations } from './organisations'

const RESERVATION_MS = 72 * HOUR_MS

/** A reservation that would lapse on the world's first two days was prolonged by this much. */
const EXTENSION_MS = 48 * HOUR_MS
export const EXTENSION_NOTE = 'Extended by 48 hours: the subscriber asked for more time'

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Capacity requests in the order of their creation, and the id of each plan and copy. */
export function buildTickets(
  build: Build,
  { complianceRecords }: Organisations,
): { tickets: DemandTicketRecord[]; ids: Map<string, string> } {
  const scores = new Map(complianceRecords.map((row) => [row.organisationId, row.riskScore]))
  const drafts = Array.from({ length: build.scale }, (_, copy) =>
    TICKET_PLANS.map((plan) => ({ plan, copy })),
  ).flat()
  drafts.sort(
    (a, b) =>
      b.plan.hoursAgo - a.plan.hoursAgo || a.copy - b.copy || compareText(a.plan.key, b.plan.key),
  )
  const ids = new Map<string, string>()
  const tickets = drafts.map(({ plan, copy }, index) => {
    const id = numberedId('dmd', index + 1)
    ids.set(planKey(plan.key, copy), id)
    return makeTicket(build, plan, id, scores)
  })
  return { tickets, ids }
}

function makeTicket(
  build: Build,
  plan: TicketPlan,
  id: string,
  scores: ReadonlyMap<string, number>,
): DemandTicketRecord {
  const subscriberId = numberedId('sub', plan.subscriber)
  const createdAt = build.ago(0, plan.hoursAgo, 17)
  const sizeSats = btcToSats(plan.btc)
  return {
    id,
    subscriberId,
    kind: plan.kind ?? 'new',
    sizeSats,
    termDays: plan.termDays,
    priceMinPpm: plan.band[0],
    priceMaxPpm: plan.band[1],
    riskTier: riskTier(scores.get(subscriberId) ?? 0, sizeSats),
    status: plan.status,
    reasonCode: plan.reasonCode ?? null,
    reason: plan.reason ?? null,
    comment: plan.comment ?? null,
    leaseId: null,
    assigneeId: null,
    createdAt,
    updatedAt: plan.status === 'pending' ? createdAt : decidedAt(build, plan),
    version: plan.status === 'pending' ? 1 : 2,
  }
}

/** Matched when its lease was allocated, rejected when that reservation lapsed. */
function decidedAt(build: Build, plan: TicketPlan): IsoInstant {
  const hours = LEASE_PLANS.find((lease) => lease.ticket === plan.key)?.createdHoursAgo ?? 0
  return build.ago(0, plan.status === 'matched' ? hours : hours - 72)
}

function find<Row extends { id: string }>(rows: readonly Row[], id: string): Row {
  const row = rows.find((candidate) => candidate.id === id)
  if (row === undefined) throw new Error(`No ${id} in the mock world`)
  return row
}

const CONTRACT_STATUS: Readonly<Record<LeasePlanKind, ContractStatus | null>> = {
  active: 'active',
  paused: 'active',
  expired: 'active',
  opening: 'active',
  completed: 'completed',
  draft: 'draft',
  void: 'void',
  terminated: 'void',
  reserved: null,
  released: null,
}

/** One contract per issued lease; void ones are numbered after all others. */
export function buildContracts(
  leases: readonly PlannedLease[],
  organisations: Organisations,
): ContractRecord[] {
  const issued = leases.flatMap((item) => {
    const status = CONTRACT_STATUS[item.plan.kind]
    return status === null ? [] : { item, status }
  })
  issued.sort((a, b) => Number(a.status === 'void') - Number(b.status === 'void'))
  return issued.map(({ item, status }, index) =>
    makeContract(item, status, numberedId('ctr', index + 1), organisations),
  )
}

function makeContract(
  { plan, lease }: PlannedLease,
  status: ContractStatus,
  id: string,
  { treasuries, subscribers, pools }: Organisations,
): ContractRecord {
  const treasury = find(treasuries, lease.treasuryId)
  const pool = pools.find(({ id: poolId }) => poolId === lease.poolId)
  const terms = {
    leaseId: lease.id,
    sizeSats: lease.sizeSats,
    termDays: termDays(lease),
    startAt: lease.startAt,
    feeModel: lease.feeModel,
    feeSats: lease.feeSats,
    feePpm: lease.feePpm,
    lessorLabel: providerLabelOf(treasury, pool?.nickname ?? null),
    lesseeLabel: find(subscribers, lease.subscriberId).alias,
    template: CURRENT_TEMPLATE,
  } as const
  const issuedAt = addMs(lease.createdAt, 4 * HOUR_MS)
  const isSigned = status !== 'draft' && plan.kind !== 'void'
  return {
    id,
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    ...terms,
    termsHash: sha256(contractText(terms)),
    issuedAt,
    signedByTreasuryAt: isSigned ? addMs(issuedAt, 12 * HOUR_MS) : null,
    signedBySubscriberAt: isSigned || plan.key === 'D2' ? addMs(issuedAt, 7 * HOUR_MS) : null,
    completedAt: status === 'completed' ? lease.endedAt : null,
    status,
    version: 1,
  }
}

/** A signature row for each signed side; before onboarding an organisation signed under its name. */
export function buildSignatures(
  contracts: readonly ContractRecord[],
  { treasuries, subscribers }: Organisations,
): ContractSignatureRecord[] {
  const names = new Map([...treasuries, ...subscribers].map(({ id, name }) => [id, name]))
  const signature = (
    { id: contractId, termsHash }: ContractRecord,
    party: LeaseParty,
    organisationId: string,
    signedAt: IsoInstant | null,
  ): ContractSignatureRecord[] => {
    if (signedAt === null) return []
    const signerName = must(names, organisationId)
    return [{ contractId, party, userId: null, signerName, termsHash, signedAt, ip: null }]
  }
  return contracts.flatMap((contract) => [
    ...signature(contract, 'treasury', contract.treasuryId, contract.signedByTreasuryAt),
    ...signature(contract, 'subscriber', contract.subscriberId, contract.signedBySubscriberAt),
  ])
}

const ALLOCATION_STATUS: Readonly<Record<LeasePlanKind, AllocationStatus>> = {
  active: 'confirmed',
  paused: 'confirmed',
  expired: 'confirmed',
  completed: 'confirmed',
  terminated: 'confirmed',
  opening: 'confirmed',
  draft: 'reserved',
  reserved: 'reserved',
  void: 'released',
  released: 'released',
}

/** Allocations of leases that came out of a request; the others were brought over at onboarding. */
export function buildAllocations(
  build: Build,
  leases: readonly PlannedLease[],
  contracts: readonly ContractRecord[],
): AllocationRecord[] {
  const contractByLease = new Map(contracts.map((contract) => [contract.leaseId, contract]))
  return leases
    .filter(({ lease }) => lease.ticketId !== null)
    .map(({ plan, lease }, index) => {
      const status = ALLOCATION_STATUS[plan.kind]
      const contract = contractByLease.get(lease.id)
      const held = heldUntil(build, status, contract?.issuedAt ?? lease.createdAt)
      return {
        id: numberedId('alloc', index + 1),
        ticketId: lease.ticketId,
        poolId: lease.poolId ?? 'pool_001',
        treasuryId: lease.treasuryId,
        subscriberId: lease.subscriberId,
        leaseId: lease.id,
        contractId: contract?.id ?? null,
        sizeSats: lease.sizeSats,
        status,
        ...held,
        allocatedBy: null,
        createdAt: lease.createdAt,
      }
    })
}

/** 72 hours from the reservation, or from the issue of its contract. */
function heldUntil(
  build: Build,
  status: AllocationStatus,
  since: IsoInstant,
): Pick<AllocationRecord, 'expiresAt' | 'note'> {
  if (status === 'confirmed') return { expiresAt: null, note: null }
  const expiresAt = addMs(since, RESERVATION_MS)
  if (status === 'released' || expiresAt >= addMs(build.now, EXTENSION_MS)) {
    return { expiresAt, note: null }
  }
  return { expiresAt: addMs(expiresAt, EXTENSION_MS), note: EXTENSION_NOTE }
}

/** Accepted renewals of the past, two that wait for an answer and one that was declined. */
export function buildRenewals(
  build: Build,
  leases: readonly PlannedLease[],
): RenewalRequestRecord[] {
  const byKey = new Map(leases.map(({ plan, copy, lease }) => [planKey(plan.key, copy), lease]))
  const accepted = leases.flatMap(({ plan, copy, lease }) => {
    if (plan.renews === undefined) return []
    const old = must(byKey, planKey(plan.renews, copy))
    return { old, createdAt: addMs(lease.startAt, -12 * DAY_MS), next: lease }
  })
  const requests = [
    { key: 'A5', createdAt: build.ago(0, 32), status: 'requested' },
    { key: 'A9', createdAt: build.ago(0, 10), status: 'requested' },
    { key: 'A21', createdAt: build.ago(0, 61), status: 'declined' },
  ] as const
  const rows = [
    ...accepted.map(({ old, createdAt, next }) => makeRenewal(old, createdAt, 'accepted', next)),
    ...requests.map(({ key, createdAt, status }) =>
      makeRenewal(must(byKey, planKey(key, 0)), createdAt, status, null),
    ),
  ]
  rows.sort((a, b) => compareText(a.createdAt, b.createdAt))
  return rows.map((row, index) => ({ ...row, id: numberedId('ren', index + 1) }))
}

function makeRenewal(
  lease: LeaseRecord,
  createdAt: IsoInstant,
  status: RenewalRequestRecord['status'],
  next: LeaseRecord | null,
): RenewalRequestRecord {
  const terms = next ?? lease
  return {
    id: '',
    leaseId: lease.id,
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    sizeSats: terms.sizeSats,
    termDays: termDays(terms),
    feeModel: terms.feeModel,
    feeSats: terms.feeSats,
    feePpm: terms.feePpm,
    status,
    respondBy: addMs(createdAt, RESERVATION_MS),
    newLeaseId: next?.id ?? null,
    fallbackTicketId: null,
    reason: status === 'declined' ? 'The capacity is promised elsewhere' : null,
    requestedBy: 'subscriber',
    ...{ lessorLabel: null, lesseeLabel: null, termsHash: null },
    createdAt,
    answeredAt: status === 'requested' ? null : addMs(createdAt, 20 * HOUR_MS),
    version: status === 'requested' ? 1 : 2,
  }
}
