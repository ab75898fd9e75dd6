import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { ZERO_SATS } from '@/lib/core/money'
import { toInstant } from '@/lib/core/time'
import { draftNaming, draftOf } from '@/lib/domains/liquidity/contract/issue'
import { assertShown } from '@/lib/domains/liquidity/contract/rules'
import { contractSignatureTable, contractTable } from '@/lib/domains/liquidity/contract/table'
import { insertLease } from '@/lib/domains/liquidity/lease/insert-lease'
import type { RenewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import { auditEventTable } from '@/lib/platform/audit/table'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { derivedId } from '@/lib/platform/derived-id'
import { publish } from '@/lib/platform/live/publish'
import type {
  ContractRecord,
  ContractSignatureRecord,
  LeaseRecord,
  RenewalRequestRecord,
} from '@/types'

interface Renewed {
  lease: LeaseRecord
  renewal: RenewalRequestRecord
  terms: RenewalTerms
}

/** A request that waits, or one that is about to be made. */
interface Asked extends Pick<Renewed, 'lease' | 'terms'> {
  renewal: Pick<RenewalRequestRecord, 'id' | 'lessorLabel' | 'lesseeLabel'>
}

/**
 * The lease that continues another one, with an active contract that both sides have signed: one by
 * asking, one by accepting. It is delivered from the outset: at its start it takes over the channels.
 * @param termsHash of the text that whoever accepts has read; without one it is accepted as it is.
 * @throws ConflictError `insufficient_availability` when the store's own guard refuses it, `terms_changed`
 * when its text is another one than was read, or than was signed by asking.
 */
export async function createRenewedLease(
  ctx: Ctx,
  renewed: Renewed,
  termsHash?: string,
): Promise<LeaseRecord> {
  const next = renewedLease(ctx, renewed)
  const draft = await renewedDraft(ctx, renewed)
  if (termsHash !== undefined) assertShown(draft, termsHash)
  assertAsSigned(draft, renewed.renewal)
  await insertLease(ctx, next)
  const contract = await insertSignedContract(ctx, draft, renewed.renewal)
  const organisations = [next.treasuryId, next.subscriberId]
  const created = { entityType: 'Lease', entityId: next.id }
  await audit(ctx, {
    ...created,
    action: 'lease.created',
    to: next.status,
    details: { renewsLeaseId: next.renewsLeaseId, sizeSats: next.sizeSats },
  })
  await publish(ctx, { ...created, organisations, change: 'lease.created' })
  const signed = { entityType: 'Contract', entityId: contract.id }
  await audit(ctx, {
    ...signed,
    action: 'contract.signed',
    to: contract.status,
    details: { leaseId: next.id, termsHash: contract.termsHash },
  })
  await publish(ctx, { ...signed, organisations, change: 'contract.signed' })
  return next
}

/**
 * The contract that accepting a request makes, under the names in which it was asked, as that was a
 * signature already. Its lease's id follows from the request, so that it can be read before.
 */
export async function renewedDraft(ctx: Ctx, asked: Asked): Promise<ContractRecord> {
  const { lessorLabel, lesseeLabel } = asked.renewal
  const lease = renewedLease(ctx, asked)
  if (lessorLabel === null || lesseeLabel === null) return draftOf(ctx, lease)
  return draftNaming(ctx, { lease, lessorLabel, lesseeLabel })
}

/** Another wording than the one that was asked has one signature less. @throws ConflictError `terms_changed`. */
function assertAsSigned(draft: ContractRecord, { termsHash, id }: RenewalRequestRecord): void {
  if (termsHash === null || termsHash === draft.termsHash) return
  throw new ConflictError(
    'terms_changed',
    `Contracts are worded differently since ${id} was asked for. It can only be asked for anew.`,
  )
}

function renewedLease(ctx: Ctx, { lease, renewal, terms }: Asked): LeaseRecord {
  const now = toInstant(ctx.clock.now())
  return {
    id: derivedId('lease', renewal.id),
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    poolId: lease.poolId,
    ticketId: null,
    sizeSats: terms.sizeSats,
    startAt: terms.startAt,
    endAt: terms.endAt,
    feeModel: terms.feeModel,
    feeSats: terms.feeSats,
    feePpm: terms.feePpm,
    status: 'pending',
    isCancelAtTerm: false,
    renewsLeaseId: lease.id,
    extendsLeaseId: null,
    deliveredAt: now,
    endedAt: null,
    endFeeSats: ZERO_SATS,
    createdAt: now,
    version: 1,
  }
}

async function insertSignedContract(
  ctx: Ctx,
  draft: ContractRecord,
  renewal: RenewalRequestRecord,
): Promise<ContractRecord> {
  const now = toInstant(ctx.clock.now())
  const isTreasurys = renewal.requestedBy === 'treasury'
  const contract: ContractRecord = {
    ...draft,
    signedByTreasuryAt: isTreasurys ? renewal.createdAt : now,
    signedBySubscriberAt: isTreasurys ? now : renewal.createdAt,
    status: 'active',
  }
  await ctx.db.insert(contractTable).values(contract)
  const shared = { contractId: contract.id, termsHash: contract.termsHash }
  const asked: ContractSignatureRecord = {
    ...shared,
    party: renewal.requestedBy,
    signedAt: renewal.createdAt,
    ...(await requesterOf(ctx, renewal, isTreasurys ? contract.lessorLabel : contract.lesseeLabel)),
  }
  const accepted: ContractSignatureRecord = {
    ...shared,
    party: isTreasurys ? 'subscriber' : 'treasury',
    signedAt: now,
    userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    signerName: ctx.actor.name,
    ip: ctx.client?.ip ?? null,
  }
  await ctx.db.insert(contractSignatureTable).values([asked, accepted])
  return contract
}

/** Who asked, as the audit log keeps it; else the organisation under the name in the contract. */
async function requesterOf(
  ctx: Ctx,
  renewal: RenewalRequestRecord,
  label: string,
): Promise<Pick<ContractSignatureRecord, 'userId' | 'signerName' | 'ip'>> {
  const [row] = await ctx.db
    .select({
      type: auditEventTable.actorType,
      userId: auditEventTable.actorId,
      signerName: auditEventTable.actorName,
      ip: auditEventTable.ip,
    })
    .from(auditEventTable)
    .where(
      and(
        eq(auditEventTable.entityType, 'Renewal'),
        eq(auditEventTable.entityId, renewal.id),
        eq(auditEventTable.action, 'renewal.requested'),
      ),
    )
    .orderBy(desc(auditEventTable.seq))
    .limit(1)
  if (row?.type === 'user') {
    return { userId: row.userId, signerName: row.signerName, ip: row.ip }
  }
  return { userId: null, signerName: label, ip: null }
}
