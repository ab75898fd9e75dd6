import 'server-only'
import type { UserCtx } from '@/lib/platform/ctx'
import { EVERY_LEASE, type LeaseListRequest, type LeaseListView, viewLeases } from './list-rules'
import { loadSurroundings } from './load-surroundings'
import type { LeaseView } from './view'
import { toLeaseView } from './view-rules'

/** The viewer's leases as rows of a table: one page, and every matching one for exports. */
export async function listLeaseViews(
  ctx: UserCtx,
  request: LeaseListRequest,
): Promise<LeaseListView> {
  return viewLeases(await listEveryLeaseView(ctx), request)
}

/** All of them, the running ones first, what ends next on top. */
export async function listEveryLeaseView(ctx: UserCtx): Promise<LeaseView[]> {
  const { leases, around } = await loadSurroundings(ctx)
  return viewLeases(
    leases.map((lease) => toLeaseView(lease, around)),
    EVERY_LEASE,
  ).matching
}
