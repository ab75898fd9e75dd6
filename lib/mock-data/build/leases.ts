import { numberedId } from '@/lib/core/ids'
import { mulPpm, sats, ZERO_SATS } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import { addMs, DAY_MS, HOUR_MS } from '@/lib/core/time'
import type { RandomStream } from '@/lib/lightning/random'
import type { IsoInstant, LeaseRecord, LeaseStatus, Sats } from '@/types'
import { LEASE_PLANS, type LeasePlan, type LeasePlanKind } from '../blueprint/leases'
import { TREASURY_PLANS } from '../blueprint/organisations'
import { type Build, btcToSats, must, nth } from './context'

/** A lease with the plan it was made from; `copy` counts the repetitions of the plan. */
export interface PlannedLease {
  plan: LeasePlan
  copy: number
  lease: LeaseRecord
}

const STATUS: Readonly<Record<LeasePlanKind, LeaseStatus>> = {
  active: 'active',
  paused: 'paused',
  expired: 'expired',
  completed: 'completed',
  terminated: 'terminated',
  opening: 'pending',
  draft: 'pending',
  reserved: 'pending',
  void: 'cancelled',
  released: 'cancelled',
}

/** Plans whose lease has run. */
const WAS_DELIVERED = {
  active: true,
  paused: true,
  expired: true,
  completed: true,
  terminated: true,
} as const

/** Days after the end until all of a completed lease's invoices were settled. */
const SETTLED_AFTER_DAYS = 18

/** Leases in the order of their creation, so that a renewal follows what it renews. */
export function buildLeases(build: Build, ticketIds: ReadonlyMap<string, string>): PlannedLease[] {
  const random = build.stream('leases')
  const sizes = new Map<string, Sats>()
  const drafts = Array.from({ length: build.scale }, (_, copy) =>
    LEASE_PLANS.map((plan) => draftLease(build, random, plan, copy, sizes)),
  ).flat()
  drafts.sort(
    (a, b) =>
      compareText(a.lease.createdAt, b.lease.createdAt) ||
      a.copy - b.copy ||
      compareText(a.plan.key, b.plan.key),
  )
  const ids = new Map(
    drafts.map(({ plan, copy }, index) => [
      planKey(plan.key, copy),
      numberedId('lease', index + 1),
    ]),
  )
  return drafts.map(({ plan, copy, lease }) => ({
    plan,
    copy,
    lease: {
      ...lease,
      id: must(ids, planKey(plan.key, copy)),
      renewsLeaseId: plan.renews === undefined ? null : must(ids, planKey(plan.renews, copy)),
      ticketId: plan.ticket === undefined ? null : must(ticketIds, planKey(plan.ticket, copy)),
    },
  }))
}

export function planKey(key: string, copy: number): string {
  return `${key}#${copy}`
}

function draftLease(
  build: Build,
  random: RandomStream,
  plan: LeasePlan,
  copy: number,
  sizes: Map<string, Sats>,
): PlannedLease {
  const startAt = build.ago(plan.startDaysAgo)
  const endAt = addMs(startAt, plan.termDays * DAY_MS)
  const createdAt =
    plan.createdHoursAgo === undefined
      ? addMs(startAt, -2 * DAY_MS + 9 * HOUR_MS)
      : build.ago(0, plan.createdHoursAgo)
  const sizeSats = sizeOf(random, plan, copy, sizes)
  // Rate a year in ppm; the fee of a term is its share of it.
  const yearlyPpm = random.int(37_000, 60_000)
  const feePpm = Math.round((yearlyPpm * plan.termDays) / 365 / 10) * 10
  const isFixed = plan.model === 'fixed'
  return {
    plan,
    copy,
    lease: {
      id: '',
      treasuryId: numberedId('trs', plan.treasury),
      subscriberId: numberedId('sub', plan.subscriber),
      poolId: numberedId('pool', nth(TREASURY_PLANS, plan.treasury).poolIndex),
      ticketId: null,
      sizeSats,
      startAt,
      endAt,
      feeModel: plan.model,
      feeSats: isFixed ? sats(mulPpm(sizeSats, feePpm, 'half-up') + random.int(0, 99)) : null,
      feePpm: isFixed ? null : feePpm,
      status: STATUS[plan.kind],
      isCancelAtTerm: false,
      renewsLeaseId: null,
      extendsLeaseId: null,
      deliveredAt: plan.kind in WAS_DELIVERED ? startAt : null,
      endedAt: endedAt(build, plan, { createdAt, endAt }),
      endFeeSats: ZERO_SATS,
      createdAt,
      version: 1,
    },
  }
}

/** Ticketed sizes are what was asked for; a renewal keeps the size; others vary by up to 6 %. */
function sizeOf(
  random: RandomStream,
  plan: LeasePlan,
  copy: number,
  sizes: Map<string, Sats>,
): Sats {
  const unit = plan.btc < 0.2 ? 100_000 : 1_000_000
  const jitter = plan.isExact === true || plan.ticket !== undefined ? 0 : random.int(-60, 60)
  const varied = sats(Math.round((btcToSats(plan.btc) * (1000 + jitter)) / 1000 / unit) * unit)
  const key = planKey(plan.renews ?? plan.key, copy)
  const size = sizes.get(key) ?? varied
  sizes.set(key, size)
  return size
}

function endedAt(
  build: Build,
  plan: LeasePlan,
  { createdAt, endAt }: { createdAt: IsoInstant; endAt: IsoInstant },
): IsoInstant | null {
  switch (plan.kind) {
    case 'completed':
      return addMs(endAt, SETTLED_AFTER_DAYS * DAY_MS + 10 * HOUR_MS)
    case 'terminated':
      return build.ago(12)
    case 'void':
    case 'released':
      return addMs(createdAt, 3 * DAY_MS)
    case 'active':
    case 'paused':
    case 'expired':
    case 'opening':
    case 'draft':
    case 'reserved':
      return null
  }
}
