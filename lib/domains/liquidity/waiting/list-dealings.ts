import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import type { UserCtx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { Dealings } from './waiting-rules'

/**
 * Whatever is open between the viewer's organisation and its counterparties; asked for with other lists it
 * costs no statement.
 */
export async function listDealings(ctx: UserCtx): Promise<Dealings> {
  const own = (table: typeof contractTable | typeof renewalTable) =>
    ownRows(ctx.actor, { treasury: table.treasuryId, subscriber: table.subscriberId })
  const [contracts, allocations, renewals, earlyEnds] = await Promise.all([
    listRows(ctx, contractTable, {
      where: and(own(contractTable), eq(contractTable.status, 'draft')),
      orderBy: [asc(contractTable.issuedAt), asc(contractTable.id)],
    }),
    listRows(ctx, allocationTable, {
      where: and(
        ownRows(ctx.actor, {
          treasury: allocationTable.treasuryId,
          subscriber: allocationTable.subscriberId,
        }),
        eq(allocationTable.status, 'reserved'),
      ),
      orderBy: [asc(allocationTable.id)],
    }),
    listRows(ctx, renewalTable, {
      where: and(own(renewalTable), eq(renewalTable.status, 'requested')),
      orderBy: [asc(renewalTable.respondBy), asc(renewalTable.id)],
    }),
    listRows(ctx, earlyEndTable, {
      where: and(
        ownRows(ctx.actor, {
          treasury: earlyEndTable.treasuryId,
          subscriber: earlyEndTable.subscriberId,
        }),
        inArray(earlyEndTable.status, ['requested', 'approved']),
      ),
      orderBy: [asc(earlyEndTable.id)],
    }),
  ])
  return { contracts, allocations, renewals, earlyEnds }
}
