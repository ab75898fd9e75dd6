import { sats } from '@/lib/core/money'
import { completeDays, eachDate, isInWindow, previousWindow, startOfDay } from '@/lib/core/time'
import {
  addToWindow,
  type ChannelWindow,
  EMPTY_CHANNEL_WINDOW,
} from '@/lib/domains/liquidity/channel/rules'
import { lesseeOn } from '@/lib/domains/liquidity/lease/rules'
import { nodeCapacitySats } from '@/lib/domains/liquidity/node/rules'
import type { HtlcSums } from '@/lib/domains/liquidity/subscriber/rules'
import type { TreasuryDay } from '@/lib/domains/liquidity/treasury/rules'
import { channelDayFacts, hasFacts, nodeDayFacts } from '@/lib/lightning/facts'
import type {
  ChannelDayRecord,
  IsoDate,
  IsoInstant,
  LeaseBackingRecord,
  NodeDayRecord,
  Sats,
} from '@/types'
import { FACT_DAYS } from '../reference'
import { type Build, groupBy } from './context'
import type { Fleet } from './fleet'

export const CHART_DAYS = 90

export interface NodeSums {
  month: { onlineSeconds: number; observedSeconds: number }
  previousMonth: { onlineSeconds: number; observedSeconds: number }
  week: { onlineSeconds: number; observedSeconds: number }
  pingMs: number | null
  lastRebalanceAt: IsoInstant | null
}

/** Sums of the daily facts: all that the figures need, gathered in one pass over the streams. */
export interface Ledger {
  treasuryDays: Map<string, TreasuryDay[]>
  channelWeek: Map<string, ChannelWindow>
  channelPreviousWeek: Map<string, ChannelWindow>
  nodes: Map<string, NodeSums>
  htlcs: Map<string, HtlcSums>
  previousHtlcs: Map<string, HtlcSums>
  /** First day with facts of a leased channel, per subscriber. */
  subscriberSince: Map<string, IsoDate>
  /** Leased channels' facts of the last 90 days, per subscriber. */
  backingDays: Map<string, ChannelDayRecord[]>
}

/** Every channel's complete days, oldest first within a channel. */
export function* streamChannelDays(build: Build, fleet: Fleet): Generator<ChannelDayRecord> {
  const offlineSince = new Map(
    fleet.nodes.map((node) => [node.id, node.status === 'offline' ? node.statusSince : null]),
  )
  const backings = groupBy(fleet.leaseBackings, (backing) => backing.channelId)
  const none: LeaseBackingRecord[] = []
  const dates = [...factDates(build)]
  for (const channel of fleet.channels) {
    const life = { from: channel.openedAt, to: channel.closedAt }
    const own = backings.get(channel.id) ?? none
    const { id, treasuryId, capacitySats, openedAt, closedAt } = channel
    const identity = { id, treasuryId, capacitySats, openedAt, closedAt }
    const since = { offlineSince: offlineSince.get(channel.nodeId) ?? null }
    for (const date of dates) {
      if (!hasFacts(life, date)) continue
      const observed = { ...identity, ...since, subscriberId: lesseeOn(own, date) }
      yield channelDayFacts(build.seed, observed, date, channel.profile)
    }
  }
}

/** Every node's complete days; a channel is paid for from the reserve on the day it opens. */
export function* streamNodeDays(build: Build, fleet: Fleet): Generator<NodeDayRecord> {
  const channels = groupBy(fleet.channels, (channel) => channel.nodeId)
  const dates = [...factDates(build)]
  for (const node of fleet.nodes) {
    const own = channels.get(node.id) ?? []
    const capacitySats = nodeCapacitySats(own, node.reserveSats)
    for (const date of dates) {
      if (!hasFacts({ from: node.createdAt, to: node.retiredAt }, date)) continue
      const start = startOfDay(date)
      let open = 0
      for (const channel of own) {
        if (channel.openedAt !== null && channel.openedAt <= start) open += channel.capacitySats
      }
      const observed = { ...node, capacitySats, reserveSats: sats(capacitySats - open) }
      yield nodeDayFacts(build.seed, observed, date, node.profile)
    }
  }
}

function factDates(build: Build): Iterable<IsoDate> {
  const { from, to } = completeDays(build.now, FACT_DAYS)
  return eachDate(from, to)
}

export function buildLedger(build: Build, fleet: Fleet): Ledger {
  const ledger: Ledger = {
    treasuryDays: new Map(),
    channelWeek: new Map(),
    channelPreviousWeek: new Map(),
    nodes: new Map(),
    htlcs: new Map(),
    previousHtlcs: new Map(),
    subscriberSince: new Map(),
    backingDays: new Map(),
  }
  const days = new Map<string, Map<IsoDate, Mutable<TreasuryDay>>>()
  const dayOf = (treasuryId: string, date: IsoDate) => {
    const byDate = getOrAdd(days, treasuryId, () => new Map<IsoDate, Mutable<TreasuryDay>>())
    return getOrAdd(byDate, date, () => ({
      date,
      routedSats: sats(0),
      feeMsat: 0n,
      deployedSats: sats(0),
    }))
  }
  addNodeDays(build, fleet, ledger, dayOf)
  addChannelDays(build, fleet, ledger, dayOf)
  for (const [treasuryId, byDate] of days) {
    const ordered = [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
    ledger.treasuryDays.set(treasuryId, ordered)
  }
  return ledger
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }
type DayOf = (treasuryId: string, date: IsoDate) => Mutable<TreasuryDay>

function addNodeDays(build: Build, fleet: Fleet, ledger: Ledger, dayOf: DayOf): void {
  const week = completeDays(build.now, 7)
  const month = completeDays(build.now, 30)
  const before = previousWindow(month)
  const none = () => ({ onlineSeconds: 0, observedSeconds: 0 })
  for (const day of streamNodeDays(build, fleet)) {
    const total = dayOf(day.treasuryId, day.date)
    total.deployedSats = (total.deployedSats + day.capacitySats) as Sats
    const sums = getOrAdd(ledger.nodes, day.nodeId, () => ({
      month: none(),
      previousMonth: none(),
      week: none(),
      pingMs: null,
      lastRebalanceAt: null,
    }))
    sums.pingMs = day.medianPingMs
    sums.lastRebalanceAt = day.lastRebalanceAt
    if (day.date < before.from) continue
    const target = day.date < month.from ? sums.previousMonth : sums.month
    for (const part of isInWindow(day.date, week) ? [target, sums.week] : [target]) {
      part.onlineSeconds += day.onlineSeconds
      part.observedSeconds += day.observedSeconds
    }
  }
}

function addChannelDays(build: Build, fleet: Fleet, ledger: Ledger, dayOf: DayOf): void {
  const week = completeDays(build.now, 7)
  const before = previousWindow(week)
  const chartFrom = completeDays(build.now, CHART_DAYS).from
  for (const day of streamChannelDays(build, fleet)) {
    const { channelId, subscriberId, date } = day
    const total = dayOf(day.treasuryId, date)
    total.routedSats = (total.routedSats + day.routedSats) as Sats
    total.feeMsat += day.feeMsat
    if (subscriberId !== null) {
      const since = ledger.subscriberSince.get(subscriberId)
      if (since === undefined || date < since) ledger.subscriberSince.set(subscriberId, date)
      if (date >= chartFrom) getOrAdd(ledger.backingDays, subscriberId, () => []).push(day)
    }
    if (date < before.from) continue
    const isWeek = date >= week.from
    const windows = isWeek ? ledger.channelWeek : ledger.channelPreviousWeek
    windows.set(channelId, addToWindow(windows.get(channelId) ?? EMPTY_CHANNEL_WINDOW, day))
    if (subscriberId === null) continue
    const sums = getOrAdd(isWeek ? ledger.htlcs : ledger.previousHtlcs, subscriberId, () => ({
      htlcAttempts: 0,
      htlcSettled: 0,
    }))
    sums.htlcAttempts += day.htlcAttempts
    sums.htlcSettled += day.htlcSettled
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
