import { mulPpm, sats } from '@/lib/core/money'
import {
  addMs,
  DAY_MS,
  DAY_SECONDS,
  daysBetween,
  SECOND_MS,
  startOfDay,
  toInstant,
  toMs,
} from '@/lib/core/time'
import type {
  ChannelDayRecord,
  ChannelProfile,
  ChannelRecord,
  IsoDate,
  IsoInstant,
  NodeDayRecord,
  NodeProfile,
  NodeRecord,
  Sats,
} from '@/types'
import { hash32, type RandomStream, randomStream } from './random'

const PPM = 1_000_000
const WEEKEND_FACTOR_PPM = 880_000

export interface ObservedChannel
  extends Pick<ChannelRecord, 'id' | 'treasuryId' | 'capacitySats' | 'openedAt' | 'closedAt'> {
  /** The lessee whose lease the channel backs on that day, if any. */
  subscriberId: string | null
  /** Since when its node has been offline; null while it is reachable. */
  offlineSince: IsoInstant | null
}

export interface ObservedNode
  extends Pick<NodeRecord, 'id' | 'treasuryId' | 'createdAt' | 'status' | 'statusSince'> {
  capacitySats: Sats
  reserveSats: Sats
}

/** Facts cover the complete UTC days of a thing's life: from the first midnight after its start. */
export function hasFacts(
  life: { from: IsoInstant | null; to: IsoInstant | null },
  date: IsoDate,
): boolean {
  if (life.from === null || life.from > startOfDay(date)) return false
  return life.to === null || toMs(startOfDay(date)) + DAY_MS <= toMs(life.to)
}

/**
 * What the mock Lightning back end reports for one channel and one complete UTC day. A pure function
 * of its arguments: volumes vary by up to ± profile.noisePpm and fall at weekends, success keeps to
 * profile.successPpm. With noisePpm 0 every day is the same.
 */
export function channelDayFacts(
  seed: number,
  channel: ObservedChannel,
  date: IsoDate,
  profile: ChannelProfile,
): ChannelDayRecord {
  const random = randomStream(seed, channel.id, date)
  const level = dayLevel(random, date, profile.noisePpm)
  const reachable = reachableSeconds(channel.offlineSince, date)
  const onlineSeconds = scale(
    DAY_SECONDS - downtime(random, profile.onlinePpm, profile.noisePpm),
    reachable,
  )
  const routedSats = sats(
    scale(mulPpm(channel.capacitySats, scalePpm(profile.turnoverPpm, level), 'floor'), reachable),
  )
  const htlcAttempts = scale(scalePpm(profile.attempts, level), reachable)
  const usedPpm = Math.min(PPM, scalePpm(profile.usedPpm, level))
  const usedSats = mulPpm(channel.capacitySats, usedPpm, 'floor')
  return {
    channelId: channel.id,
    treasuryId: channel.treasuryId,
    subscriberId: channel.subscriberId,
    date,
    routedSats,
    feeMsat: (BigInt(routedSats) * BigInt(profile.earnedPpm)) / 1000n,
    htlcAttempts,
    htlcSettled: Math.round((htlcAttempts * profile.successPpm) / PPM),
    onlineSeconds,
    observedSeconds: DAY_SECONDS,
    minInboundSats: sats(channel.capacitySats - usedSats),
    meanInboundSats: sats(channel.capacitySats - Math.floor(usedSats * 0.6)),
  }
}

/** What the mock Lightning back end reports for one node and one complete UTC day. */
export function nodeDayFacts(
  seed: number,
  node: ObservedNode,
  date: IsoDate,
  profile: NodeProfile,
): NodeDayRecord {
  const random = randomStream(seed, node.id, date)
  const reachable = reachableSeconds(node.status === 'offline' ? node.statusSince : null, date)
  return {
    nodeId: node.id,
    treasuryId: node.treasuryId,
    date,
    onlineSeconds: scale(DAY_SECONDS - downtime(random, profile.onlinePpm, PPM), reachable),
    observedSeconds: DAY_SECONDS,
    medianPingMs: Math.max(1, profile.pingMs + random.int(-3, 4)),
    capacitySats: node.capacitySats,
    reserveSats: node.reserveSats,
    lastRebalanceAt: lastRebalance(seed, node, date, profile.rebalanceEveryDays),
  }
}

/** The running day: counters in proportion to the elapsed seconds, floored; balances as they are. */
export function channelDaySoFar(facts: ChannelDayRecord, elapsedSeconds: number): ChannelDayRecord {
  return {
    ...facts,
    routedSats: sats(scale(facts.routedSats, elapsedSeconds)),
    feeMsat: (facts.feeMsat * BigInt(elapsedSeconds)) / BigInt(DAY_SECONDS),
    htlcAttempts: scale(facts.htlcAttempts, elapsedSeconds),
    htlcSettled: scale(facts.htlcSettled, elapsedSeconds),
    onlineSeconds: scale(facts.onlineSeconds, elapsedSeconds),
    observedSeconds: elapsedSeconds,
  }
}

/** The running day of a node: seconds in proportion, floored; the last rebalance not before its time. */
export function nodeDaySoFar(facts: NodeDayRecord, elapsedSeconds: number): NodeDayRecord {
  const until = addMs(startOfDay(facts.date), elapsedSeconds * SECOND_MS)
  const isDone = facts.lastRebalanceAt !== null && facts.lastRebalanceAt <= until
  return {
    ...facts,
    onlineSeconds: scale(facts.onlineSeconds, elapsedSeconds),
    observedSeconds: elapsedSeconds,
    lastRebalanceAt: isDone ? facts.lastRebalanceAt : null,
  }
}

function scale(amount: number, seconds: number): number {
  return seconds === DAY_SECONDS ? amount : Math.floor((amount * seconds) / DAY_SECONDS)
}

function scalePpm(amount: number, levelPpm: number): number {
  return Math.floor((amount * levelPpm) / PPM)
}

function dayLevel(random: RandomStream, date: IsoDate, noisePpm: number): number {
  const noise = random.int(-noisePpm, noisePpm)
  if (noisePpm === 0) return PPM
  const weekday = new Date(startOfDay(date)).getUTCDay()
  const isWeekend = weekday === 0 || weekday === 6
  return scalePpm(isWeekend ? WEEKEND_FACTOR_PPM : PPM, PPM + noise)
}

function downtime(random: RandomStream, onlinePpm: number, noisePpm: number): number {
  const usual = Math.round(((PPM - onlinePpm) * DAY_SECONDS) / PPM)
  return noisePpm === 0 ? usual : Math.min(DAY_SECONDS, random.int(0, 2 * usual))
}

function reachableSeconds(offlineSince: IsoInstant | null, date: IsoDate): number {
  if (offlineSince === null) return DAY_SECONDS
  const seconds = Math.floor((toMs(offlineSince) - toMs(startOfDay(date))) / SECOND_MS)
  return Math.min(DAY_SECONDS, Math.max(0, seconds))
}

function lastRebalance(
  seed: number,
  node: ObservedNode,
  date: IsoDate,
  everyDays: number,
): IsoInstant | null {
  const phase = hash32(seed, node.id, 'rebalance')
  const day = daysBetween('2020-01-01', date)
  const since = (day + (phase % everyDays)) % everyDays
  const at = addMs(startOfDay(date), -since * DAY_MS + (phase % 86_000) * SECOND_MS)
  return at < node.createdAt ? null : at
}

const BACKUP_EVERY_MS = 6 * 60 * 60 * SECOND_MS

/**
 * What a node reports of itself at an instant: last contact, and the newest of its six-hourly channel
 * backups. A node that is offline or whose backups stopped keeps what it reported last.
 */
export function nodeHeartbeat(
  seed: number,
  node: Pick<NodeRecord, 'id' | 'status' | 'lastSeenAt' | 'backupStatus' | 'backupAt'>,
  now: Date,
): Pick<NodeRecord, 'lastSeenAt' | 'backupAt'> {
  if (node.status === 'offline') return { lastSeenAt: node.lastSeenAt, backupAt: node.backupAt }
  const phase = (hash32(seed, node.id, 'backup') % (BACKUP_EVERY_MS / SECOND_MS)) * SECOND_MS
  const newest = now.getTime() - ((now.getTime() + phase) % BACKUP_EVERY_MS)
  return {
    lastSeenAt: addMs(now, 0),
    backupAt: node.backupStatus === 'ok' ? toInstant(newest) : node.backupAt,
  }
}
