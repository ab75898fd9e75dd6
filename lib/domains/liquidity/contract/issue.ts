import 'server-only'
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import { newId } from '@/lib/platform/new-id'
import type { ContractRecord, LeaseRecord } from '@/types'
import { termDays } from '../lease/rules'
import { poolTable } from '../pool/table'
import { subscriberTable } from '../subscriber/table'
import { providerLabelOf } from '../treasury/rules'
import { treasuryTable } from '../treasury/table'
import { contractTable } from './table'
import { CURRENT_TEMPLATE, contractText } from './text-rules'

/** SHA-256 over the text of a contract, hex: what both parties sign. */
export function hashOfTerms(terms: Parameters<typeof contractText>[0]): string {
  return createHash('sha256').update(contractText(terms)).digest('hex')
}

/**
 * Writes the draft contract of a pending lease, within the caller's transaction and locks; the parties
 * stand in it under the names that they know each other by.
 */
export async function insertDraftContract(ctx: Ctx, lease: LeaseRecord): Promise<ContractRecord> {
  const contract = await draftOf(ctx, lease)
  await ctx.db.insert(contractTable).values(contract)
  await audit(ctx, {
    action: 'contract.issued',
    entityType: 'Contract',
    entityId: contract.id,
    to: contract.status,
    details: { leaseId: lease.id, termsHash: contract.termsHash },
  })
  await publish(ctx, {
    organisations: [lease.treasuryId, lease.subscriberId],
    entityType: 'Contract',
    entityId: contract.id,
    change: 'contract.issued',
  })
  return contract
}

export type PartyLabels = Pick<ContractRecord, 'lessorLabel' | 'lesseeLabel'>

/** The same without storing it: for a contract that comes into being signed. */
export async function draftOf(ctx: Ctx, lease: LeaseRecord): Promise<ContractRecord> {
  return draftNaming(ctx, { lease, ...(await labelsOf(ctx, lease)) })
}

/** The draft of a lease under names that its parties had read before. */
export function draftNaming(
  ctx: Ctx,
  { lease, lessorLabel, lesseeLabel }: PartyLabels & { lease: LeaseRecord },
): ContractRecord {
  const terms = {
    leaseId: lease.id,
    lessorLabel,
    lesseeLabel,
    sizeSats: lease.sizeSats,
    termDays: termDays(lease),
    startAt: lease.startAt,
    feeModel: lease.feeModel,
    feeSats: lease.feeSats,
    feePpm: lease.feePpm,
    template: CURRENT_TEMPLATE,
  } as const
  return {
    id: newId('contract'),
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    ...terms,
    termsHash: hashOfTerms(terms),
    issuedAt: toInstant(ctx.clock.now()),
    signedByTreasuryAt: null,
    signedBySubscriberAt: null,
    completedAt: null,
    status: 'draft',
    version: 1,
  }
}

async function labelsOf(
  ctx: Ctx,
  lease: Pick<LeaseRecord, 'treasuryId' | 'subscriberId' | 'poolId'>,
): Promise<PartyLabels> {
  const [treasury] = await ctx.db
    .select({
      name: treasuryTable.name,
      alias: treasuryTable.alias,
      isAnonymised: treasuryTable.isAnonymised,
    })
    .from(treasuryTable)
    .where(eq(treasuryTable.id, lease.treasuryId))
  const [subscriber] = await ctx.db
    .select({ alias: subscriberTable.alias })
    .from(subscriberTable)
    .where(eq(subscriberTable.id, lease.subscriberId))
  if (treasury === undefined || subscriber === undefined) throw new NotFoundError('This lease')
  return {
    lessorLabel: providerLabelOf(treasury, await nicknameOf(ctx, lease.poolId)),
    lesseeLabel: subscriber.alias,
  }
}

async function nicknameOf(ctx: Ctx, poolId: string | null): Promise<string | null> {
  if (poolId === null) return null
  const [pool] = await ctx.db
    .select({ nickname: poolTable.nickname })
    .from(poolTable)
    .where(eq(poolTable.id, poolId))
  return pool?.nickname ?? null
}
