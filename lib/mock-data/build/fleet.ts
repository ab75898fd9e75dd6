import { numberedId } from '@/lib/core/ids'
import { mulPpm, sats, splitByLargestRemainder, sumSats } from '@/lib/core/money'
import { addMs, DAY_MS, HOUR_MS, toMs } from '@/lib/core/time'
import { nodeHeartbeat } from '@/lib/lightning/facts'
import type { RandomStream } from '@/lib/lightning/random'
import type { ChannelRecord, LeaseBackingRecord, NodeRecord, Sats } from '@/types'
import { NODE_PLANS, type NodePlan } from '../blueprint/fleet'
import { NETWORK_PEERS, TREASURY_PLANS } from '../blueprint/organisations'
import { pubkeyOf } from '../generators'
import { backingChannels, fundingOutpoint, routingProfile, SPECIAL_USE } from './channel-profiles'
import { type Build, btcToSats, nth } from './context'
import { type PlannedLease, planKey } from './leases'
import type { Organisations } from './organisations'

export interface Fleet {
  nodes: NodeRecord[]
  channels: ChannelRecord[]
  leaseBackings: LeaseBackingRecord[]
}

const OFFLINE_HOURS = 7

/** Top-down: treasury → nodes → the channels its leases need → routing channels from the rest. */
export function buildFleet(
  build: Build,
  { treasuries, subscribers }: Organisations,
  leases: readonly PlannedLease[],
): Fleet {
  const random = build.stream('fleet')
  const fleet: Fleet = { nodes: [], channels: [], leaseBackings: [] }
  const treasuryPpm = treasuries.map(() => random.int(970_000, 1_030_000))
  for (let copy = 0; copy < build.scale; copy += 1) {
    for (const plan of NODE_PLANS) {
      const own = leases.filter(
        (item) =>
          item.copy === copy &&
          item.plan.treasury === plan.treasury &&
          item.plan.node === plan.index,
      )
      const deployed = mulPpm(
        btcToSats(nth(TREASURY_PLANS, plan.treasury).btc),
        nth(treasuryPpm, plan.treasury),
        'floor',
      )
      const capacity = mulPpm(deployed, plan.sharePct * 10_000, 'floor')
      addNode(build, random, fleet, { plan, copy, capacity, leases: own, subscribers })
    }
  }
  return fleet
}

interface NodeInput {
  plan: NodePlan
  copy: number
  capacity: Sats
  leases: readonly PlannedLease[]
  subscribers: Organisations['subscribers']
}

function addNode(build: Build, random: RandomStream, fleet: Fleet, input: NodeInput): void {
  const { plan, copy, capacity } = input
  const node = makeNode(build, random, plan, copy, numberedId('node', fleet.nodes.length + 1))
  const nextId = () => numberedId('chan', fleet.channels.length + 1)
  const standing: ChannelRecord[] = []
  const add = (channel: ChannelRecord) => {
    fleet.channels.push(channel)
    standing.push(channel)
  }
  const byKey = new Map<string, ChannelRecord[]>()
  for (const item of input.leases) {
    const renewedBy = input.leases.find((other) => other.plan.renews === item.plan.key)
    if (renewedBy !== undefined) continue
    const subscriber = nth(input.subscribers, item.plan.subscriber)
    const first = input.leases.find((other) => other.plan.key === item.plan.renews) ?? item
    const channels = backingChannels(build, random, { node, item, first, subscriber, nextId, add })
    byKey.set(planKey(item.plan.key, copy), channels)
    if (first !== item) byKey.set(planKey(first.plan.key, copy), channels)
  }
  const usable = mulPpm(capacity, random.int(660_000, 690_000), 'floor')
  const left = sats(usable - sumSats(standing.map((channel) => channel.capacitySats)))
  const routes = plan.channels - standing.length
  const weights = Array.from({ length: routes }, () => random.int(60, 140))
  const peers = random.int(0, NETWORK_PEERS.length - 1)
  for (const [index, part] of splitByLargestRemainder(left, weights).entries()) {
    const peer = nth(NETWORK_PEERS, ((peers + index * 5) % NETWORK_PEERS.length) + 1)
    const special = index === routes - 1 ? specialUse(plan, copy) : null
    add(makeRoute(build, random, node, { id: nextId(), peer, capacity: part, special, index }))
  }
  node.reserveSats = sats(capacity - sumSats(standing.map((channel) => channel.capacitySats)))
  fleet.nodes.push(node)
  for (const item of input.leases) addBackings(build, fleet, item, byKey)
}

function specialUse(plan: NodePlan, copy: number): keyof typeof SPECIAL_USE | null {
  if (copy > 0 || plan.treasury !== 1) return null
  if (plan.index === 1) return 'high'
  return plan.index === 5 ? 'low' : null
}

function makeNode(
  build: Build,
  random: RandomStream,
  plan: NodePlan,
  copy: number,
  id: string,
): NodeRecord {
  const treasury = nth(TREASURY_PLANS, plan.treasury)
  const isOffline = plan.special === 'offline'
  const since = build.ago(0, OFFLINE_HOURS)
  const createdDaysAgo = plan.createdDaysAgo ?? treasury.createdDaysAgo - 1 - (plan.index - 1) * 4
  const number = String(copy * 10 + plan.index).padStart(2, '0')
  const quorum = random.int(0, 1) === 0 ? 1 : 2
  const node: NodeRecord = {
    id,
    treasuryId: numberedId('trs', plan.treasury),
    alias: `${treasury.nodePrefix}-${number}`,
    pubkey: pubkeyOf(`node ${id}`, build.seed),
    implementation: plan.implementation,
    version: plan.version,
    status: isOffline ? 'offline' : 'online',
    statusSince: isOffline ? since : build.ago(random.int(12, 60), random.int(1, 20)),
    lastSeenAt: since,
    reserveSats: sats(0),
    signerQuorumRequired: plan.special === 'drift' ? 2 : quorum,
    signerQuorumPresent: plan.special === 'drift' ? 1 : quorum,
    signerSince: plan.special === 'drift' ? build.ago(18, 5) : null,
    versionSince: null,
    policySince: plan.special === 'drift' ? build.ago(26, 9) : null,
    backupStatus: plan.special === 'old-backup' ? 'stale' : 'ok',
    backupAt: plan.special === 'old-backup' ? build.ago(1, 7) : build.ago(0, OFFLINE_HOURS + 3),
    baseFeeMsat: random.int(0, 4) * 250,
    feePpm: plan.special === 'drift' ? 2600 : random.int(20, 28) * 50,
    timeLockBlocks: plan.implementation === 'cln' ? 42 : 80,
    createdAt: build.ago(createdDaysAgo, -8, -random.int(0, 50)),
    retiredAt: null,
    profile: {
      onlinePpm: plan.special === 'low-uptime' ? 984_000 : random.int(994_500, 999_800),
      pingMs: random.int(18, 120),
      rebalanceEveryDays: random.int(3, 11),
    },
  }
  return { ...node, ...nodeHeartbeat(build.seed, node, build.now) }
}

interface RouteInput {
  id: string
  peer: string
  capacity: Sats
  special: keyof typeof SPECIAL_USE | null
  index: number
}

function makeRoute(
  build: Build,
  random: RandomStream,
  node: NodeRecord,
  { id, peer, capacity, special, index }: RouteInput,
): ChannelRecord {
  const local = mulPpm(capacity, random.int(220_000, 780_000), 'floor')
  const feePpm = Math.max(500, node.feePpm + random.int(-4, 4) * 50)
  const isYoung = toMs(node.createdAt) > toMs(build.ago(40))
  const openedAt = addMs(
    node.createdAt,
    isYoung ? (1 + index) * 10 * HOUR_MS : random.int(1, 25) * DAY_MS + random.int(0, 20) * HOUR_MS,
  )
  const isReachable = node.status === 'online'
  const profile = routingProfile(random, capacity, Math.min(feePpm, 1500))
  return {
    id,
    nodeId: node.id,
    treasuryId: node.treasuryId,
    peerAlias: peer,
    peerPubkey: pubkeyOf(`peer ${peer}`, build.seed),
    capacitySats: capacity,
    localSats: local,
    remoteSats: sats(capacity - local),
    baseFeeMsat: node.baseFeeMsat,
    feePpm,
    state: 'active',
    stateSince: openedAt,
    isPeerOnline: isReachable && !(node.id === 'node_002' && index === 0),
    openedAt,
    closedAt: null,
    fundingOutpoint: fundingOutpoint(build.seed, id),
    updatedAt: isReachable ? build.ago(0, 0, random.int(1, 55)) : node.statusSince,
    profile: special === null ? profile : { ...profile, ...SPECIAL_USE[special] },
  }
}

function addBackings(
  build: Build,
  fleet: Fleet,
  { plan, copy, lease }: PlannedLease,
  byKey: ReadonlyMap<string, ChannelRecord[]>,
): void {
  for (const channel of byKey.get(planKey(plan.key, copy)) ?? []) {
    const isOver = plan.kind === 'completed' || plan.kind === 'expired'
    const toAt = plan.kind === 'terminated' ? build.ago(12) : null
    fleet.leaseBackings.push({
      id: numberedId('back', fleet.leaseBackings.length + 1),
      leaseId: lease.id,
      channelId: channel.id,
      treasuryId: lease.treasuryId,
      subscriberId: lease.subscriberId,
      shareSats: channel.capacitySats,
      // An opening channel is placed on its node before the lease starts.
      fromAt: channel.openedAt === null ? channel.stateSince : lease.startAt,
      toAt: isOver ? lease.endAt : toAt,
      replacesId: null,
    })
  }
}
