import { eq } from 'drizzle-orm'
import type { DbCtx } from '@/lib/db/context'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'

/** Every row that a lease's life is made of, as the store holds it. */
export async function snapshotOf({ db }: Pick<DbCtx, 'db'>) {
  const leases = await db
    .select({ lease: leaseTable, allocation: allocationTable, contract: contractTable })
    .from(leaseTable)
    .leftJoin(allocationTable, eq(allocationTable.leaseId, leaseTable.id))
    .leftJoin(contractTable, eq(contractTable.leaseId, leaseTable.id))
  return {
    leases,
    tickets: await db.select().from(ticketTable),
    renewals: await db.select().from(renewalTable),
    backings: await db.select().from(leaseBackingTable),
    channels: await db.select().from(channelTable),
    nodes: await db.select().from(nodeTable),
  }
}

export type Snapshot = Awaited<ReturnType<typeof snapshotOf>>
