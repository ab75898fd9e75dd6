import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import { release } from '@/lib/domains/liquidity/allocation/release-allocation'
import type { VoidContractInput } from '@/lib/domains/liquidity/contract/inputs'
import { lockDraft } from '@/lib/domains/liquidity/contract/lock-draft'
import { voidedContract } from '@/lib/domains/liquidity/contract/rules'
import { assertSide } from '@/lib/domains/liquidity/lease/assert-party'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import type { Ctx } from '@/lib/platform/ctx'
import type { ContractRecord } from '@/types'

/**
 * Either party or Flowrate turns a draft contract down: the reserved capacity is free again, its lease is
 * cancelled and its request open again.
 * @throws NotFoundError, ConflictError `illegal_transition`, `stale_version`.
 */
export async function voidContract(
  ctx: Ctx,
  { contractId, reason, version }: VoidContractInput,
): Promise<ContractRecord> {
  assertSide(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const locked = await lockDraft(tx, contractId, 'void')
    assertVersion('Contract', locked.contract, version)
    const after = voidedContract(locked.contract)
    await release(tx, locked, { reason })
    return after
  })
}
