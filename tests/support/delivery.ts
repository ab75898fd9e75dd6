import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, fixedClock } from '@/lib/core/time'
import type { Database, DbCtx } from '@/lib/db/context'
import {
  channelOperationTable,
  channelStepTable,
  channelTable,
} from '@/lib/domains/liquidity/channel/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { advanceOperation } from '@/lib/domains/liquidity/delivery/advance-operation'
import { orderDelivery } from '@/lib/domains/liquidity/delivery/order-delivery'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { ContractRecord, LeaseRecord } from '@/types'
import { systemOf } from './members'

export function aPendingLease(rest: Partial<LeaseRecord> = {}): LeaseRecord {
  const startAt = rest.startAt ?? REFERENCE_INSTANT
  return {
    id: 'lease_made01',
    treasuryId: 'trs_001',
    subscriberId: 'sub_001',
    poolId: null,
    ticketId: null,
    sizeSats: sats(50_000_000),
    startAt,
    endAt: addMs(startAt, 30 * DAY_MS),
    feeModel: 'ppm',
    feeSats: null,
    feePpm: 3000,
    status: 'pending',
    isCancelAtTerm: false,
    renewsLeaseId: null,
    extendsLeaseId: null,
    deliveredAt: null,
    endedAt: null,
    endFeeSats: sats(0),
    createdAt: REFERENCE_INSTANT,
    version: 1,
    ...rest,
  }
}

/** A lease that both sides have signed, without its delivery. */
export async function addSignedLease(
  db: Database,
  lease: LeaseRecord,
  contract: Partial<ContractRecord> = {},
): Promise<LeaseRecord> {
  await db.insert(leaseTable).values(lease)
  await db.insert(contractTable).values({
    id: `ctr_of_${lease.id}`,
    leaseId: lease.id,
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    sizeSats: lease.sizeSats,
    termDays: 30,
    startAt: lease.startAt,
    feeModel: lease.feeModel,
    feeSats: lease.feeSats,
    feePpm: lease.feePpm,
    lessorLabel: 'Lessor',
    lesseeLabel: 'Lessee',
    termsHash: '0'.repeat(64),
    issuedAt: lease.createdAt,
    signedByTreasuryAt: lease.createdAt,
    signedBySubscriberAt: lease.createdAt,
    completedAt: null,
    status: 'active',
    version: 1,
    ...contract,
  })
  return lease
}

/** The same with its channels ordered. */
export async function deliver(
  ctx: DbCtx,
  rest: Partial<LeaseRecord> = {},
  at: string = REFERENCE_INSTANT,
): Promise<LeaseRecord> {
  const lease = await addSignedLease(ctx.db, aPendingLease(rest))
  await orderDelivery(systemOf({ ...ctx, clock: fixedClock(at) }), lease, at)
  return lease
}

export async function leaseOf(db: Database, id: string): Promise<LeaseRecord> {
  const [lease] = await db.select().from(leaseTable).where(eq(leaseTable.id, id))
  if (lease === undefined) throw new Error(`No ${id}`)
  return lease
}

/** Channels behind a lease, oldest backing first, with their latest operation. */
export async function channelsOf(db: Database, leaseId: string) {
  const rows = await db
    .select({ channel: channelTable, backing: leaseBackingTable })
    .from(leaseBackingTable)
    .innerJoin(channelTable, eq(channelTable.id, leaseBackingTable.channelId))
    .where(eq(leaseBackingTable.leaseId, leaseId))
    .orderBy(asc(leaseBackingTable.fromAt), asc(leaseBackingTable.id))
  const operations = await db
    .select()
    .from(channelOperationTable)
    .where(inArray(channelOperationTable.channelId, ['', ...rows.map((row) => row.channel.id)]))
    .orderBy(asc(channelOperationTable.startedAt))
  return rows.map((row) => ({
    ...row,
    operation: operations.filter(({ channelId }) => channelId === row.channel.id).at(-1),
  }))
}

/** Runs the due steps of all operations up to an instant, earliest first. */
export async function runOperations(ctx: DbCtx, until: string): Promise<number> {
  let count = 0
  for (;;) {
    const [next] = await ctx.db
      .select()
      .from(channelOperationTable)
      .where(
        and(
          eq(channelOperationTable.status, 'running'),
          sql`${channelOperationTable.dueAt} <= ${until}`,
        ),
      )
      .orderBy(asc(channelOperationTable.dueAt), asc(channelOperationTable.id))
      .limit(1)
    if (next === undefined || next.dueAt === null) return count
    await advanceOperation(systemOf(ctx), next.id, next.dueAt)
    count += 1
  }
}

export function stepsOf(db: Database, channelId: string) {
  return db
    .select()
    .from(channelStepTable)
    .where(eq(channelStepTable.channelId, channelId))
    .orderBy(asc(channelStepTable.seq))
}

/** Standing channels and reserve of each node: what must not change while channels open. */
export async function nodeCapacities(db: Database, treasuryId: string) {
  const nodes = await db.select().from(nodeTable).where(eq(nodeTable.treasuryId, treasuryId))
  const channels = await db
    .select()
    .from(channelTable)
    .where(eq(channelTable.treasuryId, treasuryId))
  return Object.fromEntries(
    nodes.map((node) => [
      node.id,
      channels
        .filter(
          ({ nodeId, state }) => nodeId === node.id && state !== 'closed' && state !== 'failed',
        )
        .reduce((total, { capacitySats }) => total + capacitySats, node.reserveSats as number),
    ]),
  )
}
