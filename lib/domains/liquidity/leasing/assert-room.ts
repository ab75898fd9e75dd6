import 'server-only'
import { eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { sats } from '@/lib/core/money'
import { toMs } from '@/lib/core/time'
import { loadExposed, loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import { peakExposure } from '@/lib/domains/liquidity/pool/rules'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import type { RenewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import type { Actor } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { LeaseRecord, Role, Sats } from '@/types'

export interface RenewalRoom {
  /** Free on the treasury's nodes from the old end on, what the old lease gives back included. */
  availableSats: Sats
  /** What the lessee may still take over the new term: the stricter of the pool's and the platform's limit. */
  headroomSats: Sats
  /** The limit that is the stricter one, and the most that is held under it. */
  exposure: Exposure
}

interface Exposure {
  heldSats: Sats
  limitSats: Sats
}

function headroomOf({ heldSats, limitSats }: Exposure): Sats {
  return sats(Math.max(0, limitSats - heldSats))
}

function stricterOf(one: Exposure, other: Exposure | null): Exposure {
  return other !== null && headroomOf(other) < headroomOf(one) ? other : one
}

/** What a renewal may take over its term, read inside the lock of the parties. */
export async function renewalRoomOf(
  ctx: Ctx,
  lease: LeaseRecord,
  { startAt: from, endAt: to }: Pick<RenewalTerms, 'startAt' | 'endAt'>,
): Promise<RenewalRoom> {
  const policy = await getPlatformPolicy(ctx)
  const [market] = await loadMarket(ctx, {
    treasuryIds: [lease.treasuryId],
    from: new Date(toMs(from)),
    policy,
  })
  const exposed = await loadExposed(ctx, lease.subscriberId)
  const now = ctx.clock.now()
  const peak = (leases: readonly LeaseRecord[]) => peakExposure(leases, { from, to }, now)
  const inPool = exposed.filter(({ poolId }) => poolId === lease.poolId)
  const poolLimit = await poolLimitOf(ctx, lease.poolId)
  const onPlatform = { heldSats: peak(exposed), limitSats: policy.maxExposureSats }
  const ofPool = poolLimit === null ? null : { heldSats: peak(inPool), limitSats: poolLimit }
  const exposure = stricterOf(onPlatform, ofPool)
  return {
    availableSats: market?.supply.availableSats ?? sats(0),
    headroomSats: headroomOf(exposure),
    exposure,
  }
}

/**
 * A renewal is promised capacity like any new lease, over its own term. Each side reads its own figure
 * alone: what a treasury has free is no business of its lessee, nor the lessee's headroom of the treasury.
 * @throws ConflictError `exposure_exceeded` or `insufficient_availability` with the fresh figures that
 * the reader may know.
 */
export async function assertRoom(ctx: Ctx, lease: LeaseRecord, terms: RenewalTerms): Promise<void> {
  const room = await renewalRoomOf(ctx, lease, terms)
  const { sizeSats } = terms
  if (sizeSats > room.headroomSats) {
    throw new ConflictError('exposure_exceeded', exposureText(ctx, room, sizeSats), seen(ctx, room))
  }
  if (sizeSats > room.availableSats) {
    throw new ConflictError(
      'insufficient_availability',
      availabilityText(ctx, room, sizeSats),
      seen(ctx, room),
    )
  }
}

function exposureText({ actor }: Ctx, { exposure }: RenewalRoom, sizeSats: Sats): string {
  const role = readerOf(actor)
  if (role === 'treasury') return 'The lessee can’t take this much over this term.'
  const who = role === 'subscriber' ? 'you' : 'the subscriber'
  const afterSats = exposure.heldSats + sizeSats
  return `Exceeds by ${fact.gap(afterSats - exposure.limitSats)}: ${who} would hold ${fact.size(afterSats)} over this term, above the limit of ${fact.size(exposure.limitSats)}.`
}

function availabilityText({ actor }: Ctx, { availableSats }: RenewalRoom, sizeSats: Sats): string {
  if (readerOf(actor) === 'subscriber')
    return 'The provider can’t promise this much over this term.'
  return `Exceeds by ${fact.gap(sizeSats - availableSats)}: ${fact.size(sizeSats)} is more than the ${fact.size(availableSats)} that are free over this term.`
}

/** The figures of the room that the actor may know. */
function seen(
  { actor }: Ctx,
  { availableSats, headroomSats, exposure }: RenewalRoom,
): Readonly<Record<string, Sats>> {
  const own = {
    headroomSats,
    exposureSats: exposure.heldSats,
    exposureLimitSats: exposure.limitSats,
  }
  switch (readerOf(actor)) {
    case 'treasury':
      return { availableSats }
    case 'subscriber':
      return own
    case 'admin':
      return { availableSats, ...own }
  }
}

function readerOf(actor: Actor): Role {
  return actor.kind === 'system' ? 'admin' : actor.role
}

async function poolLimitOf(ctx: Ctx, poolId: string | null): Promise<Sats | null> {
  if (poolId === null) return null
  const [pool] = await ctx.db
    .select({ limit: poolTable.maxExposureSats })
    .from(poolTable)
    .where(eq(poolTable.id, poolId))
  return pool?.limit ?? null
}
