import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { ContractRecord } from '@/types'
import { contractTable } from './table'

/** Contracts of the viewer's organisation; all for admins. */
export async function listContractRecords(ctx: Ctx): Promise<ContractRecord[]> {
  return listRows(ctx, contractTable, {
    where: ownRows(ctx.actor, {
      treasury: contractTable.treasuryId,
      subscriber: contractTable.subscriberId,
    }),
    orderBy: [asc(contractTable.id)],
  })
}
