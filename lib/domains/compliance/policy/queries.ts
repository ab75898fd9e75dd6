import 'server-only'
import { desc, lte } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import type { PlatformPolicyRecord } from '@/types'
import { platformPolicyTable } from './table'

/** The platform policy in force now. @throws Error when the store holds none. */
export async function getPlatformPolicy(ctx: Ctx): Promise<PlatformPolicyRecord> {
  const [policy] = await listRows(ctx, platformPolicyTable, {
    where: lte(platformPolicyTable.effectiveFrom, toInstant(ctx.clock.now())),
    orderBy: [desc(platformPolicyTable.version)],
  })
  if (policy === undefined) throw new Error('No platform policy is in force')
  return policy
}
