import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { loadTakers } from '@/lib/domains/liquidity/delivery/load-takers'
import { chooseNode } from '@/lib/domains/liquidity/delivery/replacement-rules'
import { leaseBackingTable } from '@/lib/domains/liquidity/lease/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import type { UserCtx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import type { ReassignForm } from './form-rules'

/**
 * What each channel of a lease gives, and which node would take it over as of now; null for all but
 * admins, as nodes would tell a lessee who its provider is.
 */
export async function reassignForm(ctx: UserCtx, lease: LeaseRecord): Promise<ReassignForm | null> {
  if (ctx.actor.role !== 'admin') return null
  const rows = await ctx.db
    .select({
      channelId: channelTable.id,
      nodeId: nodeTable.id,
      nodeAlias: nodeTable.alias,
      nodeStatus: nodeTable.status,
      shareSats: leaseBackingTable.shareSats,
    })
    .from(leaseBackingTable)
    .innerJoin(channelTable, eq(channelTable.id, leaseBackingTable.channelId))
    .innerJoin(nodeTable, eq(nodeTable.id, channelTable.nodeId))
    .where(and(eq(leaseBackingTable.leaseId, lease.id), isNull(leaseBackingTable.toAt)))
    .orderBy(asc(channelTable.id))
  const takers = await loadTakers(ctx, lease.treasuryId)
  const nodes = await ctx.db
    .select({ id: nodeTable.id, alias: nodeTable.alias })
    .from(nodeTable)
    .where(eq(nodeTable.treasuryId, lease.treasuryId))
  const aliases = new Map(nodes.map(({ id, alias }) => [id, alias]))
  return {
    channels: rows.map(({ nodeId, ...row }) => {
      const taking = chooseNode(row.shareSats, takers, nodeId)
      return { ...row, takenOverBy: taking === null ? null : (aliases.get(taking.nodeId) ?? null) }
    }),
  }
}
