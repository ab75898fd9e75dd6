import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { Lease } from '@/types'
import { providerIdFor } from '../treasury/rules'
import { listCounterparties } from './counterparties'
import { listLeaseRecords } from './queries'
import { toLease } from './rules'

/**
 * Leases in which the viewer's organisation is lessor or lessee, as of now; all for admins. A lessee gets
 * the pool's id in place of an anonymised treasury's.
 */
export async function listLeases(ctx: Ctx): Promise<Lease[]> {
  const [leases, counterparties] = await Promise.all([
    listLeaseRecords(ctx),
    listCounterparties(ctx),
  ])
  const now = ctx.clock.now()
  const role = ctx.actor.kind === 'system' ? null : ctx.actor.role
  return leases.flatMap((lease) => {
    const parties = counterparties.get(lease.id)
    if (parties === undefined) return []
    const treasuryId = providerIdFor(role, { ...parties, treasuryId: lease.treasuryId })
    return { ...toLease(lease, parties.lesseeAlias, now), treasuryId }
  })
}
