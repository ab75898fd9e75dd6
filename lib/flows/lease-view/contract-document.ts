import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { listRows } from '@/lib/db/list-rows'
import {
  type ContractDocument,
  contractPaper,
  signatureViews,
} from '@/lib/domains/liquidity/contract/document-rules'
import { seeContract } from '@/lib/domains/liquidity/contract/lock-draft'
import { contractSignatureTable, contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { subscriberTable } from '@/lib/domains/liquidity/subscriber/table'
import { treasuryTable } from '@/lib/domains/liquidity/treasury/table'
import type { UserActor } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import type { LeaseParty, TreasuryRecord } from '@/types'

/**
 * A contract as a readable document, with its terms, their hash and the signatures, as the viewer may
 * know the parties. @throws NotFoundError for an id that does not exist or is not the viewer's to see.
 */
export async function contractDocument(ctx: UserCtx, id: string): Promise<ContractDocument> {
  const contract = await seeContract(ctx, id)
  const [[lease], [treasury], [subscriber], signatures] = await Promise.all([
    listRows(ctx, leaseTable, {
      where: eq(leaseTable.id, contract.leaseId),
      orderBy: [asc(leaseTable.id)],
    }),
    listRows(ctx, treasuryTable, {
      where: eq(treasuryTable.id, contract.treasuryId),
      orderBy: [asc(treasuryTable.id)],
    }),
    listRows(ctx, subscriberTable, {
      where: eq(subscriberTable.id, contract.subscriberId),
      orderBy: [asc(subscriberTable.id)],
    }),
    listRows(ctx, contractSignatureTable, {
      where: eq(contractSignatureTable.contractId, id),
      orderBy: [asc(contractSignatureTable.signedAt)],
    }),
  ])
  if (lease === undefined || treasury === undefined || subscriber === undefined) {
    throw new NotFoundError('This contract')
  }
  const isDesk = ctx.actor.role === 'admin'
  return contractPaper({
    contract,
    lease,
    signatures: signatureViews(signatures, contract, hiddenParty(ctx.actor, treasury, contract)),
    registered: isDesk ? { lessor: treasury.name, lessee: subscriber.name } : null,
  })
}

/** The contract of one of the viewer's leases. @throws NotFoundError also for a lease without one. */
export async function contractDocumentOfLease(
  ctx: UserCtx,
  leaseId: string,
): Promise<ContractDocument> {
  const [contract] = await ctx.db
    .select({ id: contractTable.id })
    .from(contractTable)
    .where(eq(contractTable.leaseId, leaseId))
  if (contract === undefined) throw new NotFoundError('This contract')
  return contractDocument(ctx, contract.id)
}

/** The side whose people stay nameless to the viewer. */
function hiddenParty(
  { role }: UserActor,
  treasury: TreasuryRecord,
  { lessorLabel }: { lessorLabel: string },
): LeaseParty | null {
  if (role === 'admin') return null
  if (role === 'treasury') return 'subscriber'
  return treasury.isAnonymised || lessorLabel !== treasury.name ? 'treasury' : null
}
