import 'server-only'
import { desc, lte } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import type { PlatformPolicyRecord } from '@/types'
import { INITIAL_POLICY } from './rules'
import { platformPolicyTable } from './table'

/** The platform policy in force now; the initial one in a store that holds none yet. */
export async function getPlatformPolicy(ctx: Ctx): Promise<PlatformPolicyRecord> {
  const [policy] = await listRows(ctx, platformPolicyTable, {
    where: lte(platformPolicyTable.effectiveFrom, toInstant(ctx.clock.now())),
    orderBy: [desc(platformPolicyTable.version)],
  })
  return policy ?? INITIAL_POLICY
}
