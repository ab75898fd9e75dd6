import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { Lease } from '@/types'
import { listCounterparties } from './counterparties'
import { listLeaseRecords } from './queries'
import { toLease } from './rules'

/** Leases in which the viewer's organisation is lessor or lessee, as of now; all for admins. */
export async function listLeases(ctx: Ctx): Promise<Lease[]> {
  const [leases, counterparties] = await Promise.all([
    listLeaseRecords(ctx),
    listCounterparties(ctx),
  ])
  const now = ctx.clock.now()
  return leases.map((lease) =>
    toLease(lease, counterparties.get(lease.id)?.lesseeAlias ?? lease.subscriberId, now),
  )
}
