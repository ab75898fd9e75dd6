import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { ConflictError, NotFoundError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { loadTakers } from '@/lib/domains/liquidity/delivery/load-takers'
import { openLeaseChannel } from '@/lib/domains/liquidity/delivery/open-channel'
import { chooseNode } from '@/lib/domains/liquidity/delivery/replacement-rules'
import type { ReassignCapacityInput } from '@/lib/domains/liquidity/lease/inputs'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { effectiveLeaseStatus } from '@/lib/domains/liquidity/lease/rules'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { leaseBackingTable } from '@/lib/domains/liquidity/lease/table'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { LeaseBackingRecord, LeaseRecord, Sats } from '@/types'

/**
 * An admin moves what one channel gives a running lease to another node of the same treasury. The new
 * channel is opened first; the old one is given up when the new one delivers, so that nothing is missing
 * in between. Source: functional specification §6.3, §9 #1 and #5.
 * @throws NotFoundError; ConflictError `illegal_transition`, `stale_version`, `reassignment_running`,
 * `insufficient_availability` with the free capacity; ForbiddenError `reauth_required`.
 */
export async function reassignCapacity(
  ctx: Ctx,
  { leaseId, channelId, reason, version }: ReassignCapacityInput,
): Promise<LeaseRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    const seen = await lockLease(tx, leaseId)
    assertVersion('Lease', seen, version)
    const lease = await startIfDue(tx, seen)
    assertRunning(tx, lease)
    const standing = await standingBackings(tx, leaseId)
    const isStanding = (id: string) => standing.some(({ backing }) => backing.id === id)
    const leaving = standing.find(({ backing }) => backing.channelId === channelId)
    if (leaving === undefined) throw new NotFoundError('This channel')
    if (
      standing.some(({ backing }) => backing.replacesId !== null && isStanding(backing.replacesId))
    ) {
      throw new ConflictError(
        'reassignment_running',
        'Capacity of this lease is being moved already; wait until its new channel gives its whole share.',
      )
    }
    const { id: replacesId, shareSats } = leaving.backing
    const nodeId = await takingNode(tx, lease.treasuryId, leaving.nodeId, shareSats)
    await requireFreshProof(tx)
    const at = toInstant(tx.clock.now())
    const order = { nodeId, amountSats: shareSats, replacesId }
    const channel = await openLeaseChannel(tx, lease, order, at)
    return saveLease(
      tx,
      lease,
      { ...lease, version: lease.version + 1 },
      {
        action: 'lease.capacity_reassigned',
        reason,
        details: { fromChannelId: channelId, toChannelId: channel.id, shareSats },
      },
    )
  })
}

function assertRunning(ctx: Ctx, lease: LeaseRecord): void {
  const status = effectiveLeaseStatus(lease, ctx.clock.now())
  if (status === 'active' || status === 'paused') return
  throw new ConflictError(
    'illegal_transition',
    `${lease.id} is ${status}; only a running lease's capacity can be moved.`,
  )
}

async function standingBackings(
  ctx: Ctx,
  leaseId: string,
): Promise<{ backing: LeaseBackingRecord; nodeId: string }[]> {
  return ctx.db
    .select({ backing: leaseBackingTable, nodeId: channelTable.nodeId })
    .from(leaseBackingTable)
    .innerJoin(channelTable, eq(channelTable.id, leaseBackingTable.channelId))
    .where(and(eq(leaseBackingTable.leaseId, leaseId), isNull(leaseBackingTable.toAt)))
}

async function takingNode(
  ctx: Ctx,
  treasuryId: string,
  leavingNodeId: string,
  shareSats: Sats,
): Promise<string> {
  const takers = await loadTakers(ctx, treasuryId)
  const node = chooseNode(shareSats, takers, leavingNodeId)
  if (node !== null) return node.nodeId
  throw new ConflictError(
    'insufficient_availability',
    `No other node of this treasury can take over ${fact.amount(shareSats)} now.`,
    { availableSats: takers.availableSats, neededSats: shareSats },
  )
}
