import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { Contract } from '@/types'
import { listContractRecords } from './queries'
import { toContract } from './rules'

/** Contracts of the viewer's organisation without void ones; all for admins. */
export async function listContracts(ctx: Ctx): Promise<Contract[]> {
  return (await listContractRecords(ctx)).flatMap((record) => toContract(record) ?? [])
}
