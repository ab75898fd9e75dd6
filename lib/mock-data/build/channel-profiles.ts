import { mulPpm, SATS_PER_BTC, sats, splitByLargestRemainder } from '@/lib/core/money'
import { addMs, HOUR_MS } from '@/lib/core/time'
import type { RandomStream } from '@/lib/lightning/random'
import type { ChannelProfile, ChannelRecord, NodeRecord, Sats, SubscriberRecord } from '@/types'
import { hexDigits } from '../generators'
import type { Build } from './context'
import type { PlannedLease } from './leases'

/** Constant days, so that the case stays what it is: above 100 % and below 20 % in any 7 days. */
export const SPECIAL_USE = {
  high: { turnoverPpm: 160_000, noisePpm: 0 },
  low: { turnoverPpm: 25_000, noisePpm: 0 },
} as const satisfies Record<string, Partial<ChannelProfile>>

/** Settled share of HTLCs into a subscriber, ppm; the first stays under the 95 % target. */
const SUCCESS_PPM: Readonly<Record<string, number>> = { sub_001: 949_000, sub_004: 963_500 }
const DEFAULT_SUCCESS_PPM = [972_000, 993_000] as const

/** The subscriber that uses almost all it gets, every day alike. */
const HEAVY_USER = 'sub_005'

export function routingProfile(
  random: RandomStream,
  capacity: Sats,
  feePpm: number,
): ChannelProfile {
  return {
    turnoverPpm: random.int(60_000, 108_000),
    earnedPpm: Math.floor((feePpm * random.int(960, 1010)) / 1000),
    successPpm: random.int(955_000, 992_000),
    attempts: 60 + Math.floor((capacity / SATS_PER_BTC) * 400) + random.int(0, 80),
    usedPpm: random.int(200_000, 500_000),
    onlinePpm: random.int(995_500, 999_800),
    noisePpm: random.int(60_000, 160_000),
  }
}

export interface BackingInput {
  node: NodeRecord
  /** The lease that the channels back now, or backed last. */
  item: PlannedLease
  /** The first lease they backed: the one it renews, else itself. */
  first: PlannedLease
  subscriber: SubscriberRecord
  nextId: () => string
  add: (channel: ChannelRecord) => void
}

/** Opens the channels of a lease toward the subscriber's node; their capacities sum to its size. */
export function backingChannels(
  build: Build,
  random: RandomStream,
  { node, item, first, subscriber, nextId, add }: BackingInput,
): ChannelRecord[] {
  const { plan, lease } = item
  const isOpening = plan.kind === 'opening'
  const weights = plan.channels === 2 ? [3, 2] : [1]
  return splitByLargestRemainder(lease.sizeSats, weights).map((capacity) => {
    const id = nextId()
    const feePpm = node.feePpm + random.int(-3, 3) * 50
    const profile = leasedProfile(random, capacity, Math.min(feePpm, 1500), subscriber.id)
    const local = isOpening
      ? capacity
      : sats(capacity - mulPpm(capacity, Math.floor(profile.usedPpm * 0.7), 'floor'))
    const openedAt = isOpening ? null : addMs(first.lease.startAt, -random.int(8, 20) * HOUR_MS)
    const stateSince = openedAt ?? build.ago(0, plan.key === 'O1' ? 3 : 9)
    const isReachable = node.status === 'online'
    const channel: ChannelRecord = {
      id,
      nodeId: node.id,
      treasuryId: node.treasuryId,
      peerAlias: subscriber.nodeAlias,
      peerPubkey: subscriber.nodePubkey,
      capacitySats: capacity,
      localSats: local,
      remoteSats: sats(capacity - local),
      baseFeeMsat: node.baseFeeMsat,
      feePpm,
      state: isOpening ? 'opening' : 'active',
      stateSince,
      isPeerOnline: isReachable,
      openedAt,
      closedAt: null,
      fundingOutpoint: fundingOutpoint(build.seed, id),
      updatedAt: isReachable ? build.ago(0, 0, random.int(1, 55)) : node.statusSince,
      profile,
    }
    add(channel)
    return channel
  })
}

function leasedProfile(
  random: RandomStream,
  capacity: Sats,
  feePpm: number,
  subscriberId: string,
): ChannelProfile {
  const isHeavy = subscriberId === HEAVY_USER
  return {
    turnoverPpm: random.int(46_000, 84_000),
    earnedPpm: Math.floor((feePpm * random.int(960, 1010)) / 1000),
    successPpm: SUCCESS_PPM[subscriberId] ?? random.int(...DEFAULT_SUCCESS_PPM),
    attempts: 1200 + Math.floor((capacity / SATS_PER_BTC) * 900) + random.int(0, 300),
    usedPpm: isHeavy ? 870_000 : random.int(340_000, 620_000),
    onlinePpm: isHeavy ? 999_700 : random.int(996_500, 999_800),
    noisePpm: isHeavy ? 0 : random.int(60_000, 160_000),
  }
}

export function fundingOutpoint(seed: number, channelId: string): string {
  const txid = hexDigits(64, seed, 'funding', channelId)
  return `${txid}:${Number.parseInt(txid.slice(0, 1), 16) % 2}`
}
