import 'server-only'
import { and, eq, type SQL } from 'drizzle-orm'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import { subscriberTable } from '../subscriber/table'
import { channelTable } from './table'

/**
 * What treasuries call the peers of channels to lessees' nodes, by channel: the lessee's label, as on its
 * leases. A node's own alias would undo it. Source: functional specification §9 #11.
 * @param which of the viewer's channels; all of them without it.
 */
export async function listPeerLabels(
  ctx: Ctx,
  which?: SQL | undefined,
): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db
    .select({ channelId: channelTable.id, label: subscriberTable.alias })
    .from(channelTable)
    .innerJoin(
      subscriberTable,
      and(
        eq(subscriberTable.nodePubkey, channelTable.peerPubkey),
        ownRows(ctx.actor, { treasury: channelTable.treasuryId }),
        which,
      ),
    )
  return new Map(rows.map(({ channelId, label }) => [channelId, label]))
}
