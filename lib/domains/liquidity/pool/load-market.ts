import 'server-only'
import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import type { LeaseRecord, PlatformPolicyRecord, TreasuryRecord } from '@/types'
import { allocationTable } from '../allocation/table'
import { backingsAsOf } from '../channel/backing-rules'
import { channelTable } from '../channel/table'
import { leaseBackingTable, leaseTable } from '../lease/table'
import { isEligibleNode, nodeCapacitySats } from '../node/rules'
import { nodeTable } from '../node/table'
import { treasuryTable } from '../treasury/table'
import type { TreasurySupply } from './rules'
import { supplyOf } from './supply'

export interface TreasuryMarket {
  treasury: TreasuryRecord
  supply: TreasurySupply
  eligibleNodes: number
  leases: LeaseRecord[]
}

export interface MarketQuestion {
  treasuryIds: readonly string[]
  /** When the new capacity would begin. */
  from: Date
  policy: Pick<PlatformPolicyRecord, 'lnd' | 'cln'>
}

/**
 * What treasuries have free from an instant on, as of now: asked by pages, suggestions and, inside their
 * locks, by commands. The caller has checked that the actor may know; nothing is scoped here. A
 * reservation past its time holds nothing, even before the job has released it.
 */
export async function loadMarket(
  ctx: Ctx,
  { treasuryIds, from, policy }: MarketQuestion,
): Promise<TreasuryMarket[]> {
  const now = ctx.clock.now()
  const ids = [...treasuryIds]
  const [treasuries, nodes, channels, leases, backings, lapsed] = await Promise.all([
    listRows(ctx, treasuryTable, {
      where: inArray(treasuryTable.id, ids),
      orderBy: [asc(treasuryTable.id)],
    }),
    listRows(ctx, nodeTable, {
      where: and(inArray(nodeTable.treasuryId, ids), isNull(nodeTable.retiredAt)),
      orderBy: [asc(nodeTable.id)],
    }),
    listRows(ctx, channelTable, {
      where: inArray(channelTable.treasuryId, ids),
      orderBy: [asc(channelTable.id)],
    }),
    listRows(ctx, leaseTable, {
      where: and(inArray(leaseTable.treasuryId, ids), isPromised),
      orderBy: [asc(leaseTable.id)],
    }),
    listRows(ctx, leaseBackingTable, {
      where: and(
        inArray(leaseBackingTable.treasuryId, ids),
        or(isNull(leaseBackingTable.toAt), gt(leaseBackingTable.toAt, toInstant(now))),
      ),
      orderBy: [asc(leaseBackingTable.id)],
    }),
    listLapsed(ctx, ids),
  ])
  return treasuries.map((treasury) => {
    const isOwn = (row: { treasuryId: string }) => row.treasuryId === treasury.id
    const ownChannels = channels.filter(isOwn)
    const ownNodes = nodes.filter(isOwn)
    const ownLeases = leases.filter((lease) => isOwn(lease) && !lapsed.has(lease.id))
    const supply = supplyOf({
      treasuryId: treasury.id,
      nodes: ownNodes.map((node) => ({
        node,
        capacitySats: nodeCapacitySats(
          ownChannels.filter((channel) => channel.nodeId === node.id),
          node.reserveSats,
        ),
      })),
      channels: ownChannels,
      leases: ownLeases,
      backings: backingsAsOf(ownLeases, backings.filter(isOwn), now),
      policy,
      now,
      from,
    })
    const eligibleNodes = ownNodes.filter((node) => isEligibleNode(node, policy, now)).length
    return { treasury, supply, eligibleNodes, leases: ownLeases }
  })
}

const isPromised = inArray(leaseTable.status, ['pending', 'active', 'paused'])

/** The leases that hold a lessee's exposure: pending and live ones whose reservation is not over. */
export async function loadExposed(ctx: Ctx, subscriberId: string): Promise<LeaseRecord[]> {
  const [leases, lapsed] = await Promise.all([
    listRows(ctx, leaseTable, {
      where: and(eq(leaseTable.subscriberId, subscriberId), isPromised),
      orderBy: [asc(leaseTable.id)],
    }),
    listLapsed(ctx, null, subscriberId),
  ])
  return leases.filter((lease) => !lapsed.has(lease.id))
}

/** Leases whose reservation is past its time. */
async function listLapsed(
  ctx: Ctx,
  treasuryIds: string[] | null,
  subscriberId?: string,
): Promise<ReadonlySet<string>> {
  const rows = await listRows(ctx, allocationTable, {
    where: and(
      eq(allocationTable.status, 'reserved'),
      lte(allocationTable.expiresAt, toInstant(ctx.clock.now())),
      treasuryIds === null ? undefined : inArray(allocationTable.treasuryId, treasuryIds),
      subscriberId === undefined ? undefined : eq(allocationTable.subscriberId, subscriberId),
    ),
    orderBy: [asc(allocationTable.id)],
  })
  return new Set(rows.map((row) => row.leaseId))
}
