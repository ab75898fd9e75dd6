import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { Contract } from '@/types'
import { listCounterparties } from '../lease/counterparties'
import { providerIdFor } from '../treasury/rules'
import { listContractRecords } from './queries'
import { toContract } from './rules'

/**
 * Contracts of the viewer's organisation without void ones; all for admins. A lessee gets the pool's id
 * in place of an anonymised treasury's.
 */
export async function listContracts(ctx: Ctx): Promise<Contract[]> {
  const [records, counterparties] = await Promise.all([
    listContractRecords(ctx),
    listCounterparties(ctx),
  ])
  const role = ctx.actor.kind === 'system' ? null : ctx.actor.role
  return records.flatMap((record) => {
    const contract = toContract(record)
    const parties = counterparties.get(record.leaseId)
    if (contract === null || parties === undefined) return []
    const treasuryId = providerIdFor(role, { ...parties, treasuryId: record.treasuryId })
    return { ...contract, treasuryId }
  })
}
