import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import {
  channelDayFacts,
  channelDaySoFar,
  hasFacts,
  nodeDayFacts,
  nodeDaySoFar,
  nodeHeartbeat,
  type ObservedChannel,
  type ObservedNode,
} from '@/lib/lightning/facts'
import type { ChannelProfile, NodeProfile } from '@/types'

const profile: ChannelProfile = {
  turnoverPpm: 80_000,
  earnedPpm: 1100,
  successPpm: 975_000,
  attempts: 1000,
  usedPpm: 400_000,
  onlinePpm: 998_000,
  noisePpm: 150_000,
}

const channel: ObservedChannel = {
  id: 'chan_001',
  treasuryId: 'trs_001',
  capacitySats: sats(50_000_000),
  openedAt: '2026-06-01T08:00:00.000Z',
  closedAt: null,
  subscriberId: 'sub_001',
  offlineSince: null,
}

const node: ObservedNode = {
  id: 'node_001',
  treasuryId: 'trs_001',
  createdAt: '2026-06-01T08:00:00.000Z',
  status: 'online',
  statusSince: '2026-06-01T08:00:00.000Z',
  capacitySats: sats(200_000_000),
  reserveSats: sats(70_000_000),
}

const nodeProfile: NodeProfile = { onlinePpm: 997_000, pingMs: 40, rebalanceEveryDays: 5 }

describe('channel facts', () => {
  it('depend on seed, channel, day and profile alone', () => {
    const facts = () => channelDayFacts(583, channel, '2026-11-19', profile)
    expect(facts()).toEqual(facts())
    expect(channelDayFacts(584, channel, '2026-11-19', profile)).not.toEqual(facts())
    expect(channelDayFacts(583, channel, '2026-11-18', profile).routedSats).not.toBe(
      facts().routedSats,
    )
  })

  it('keep settled within attempts, online within observed and inbound within capacity', () => {
    for (let day = 1; day <= 30; day += 1) {
      const date = `2026-09-${String(day).padStart(2, '0')}`
      const facts = channelDayFacts(1, channel, date, profile)
      expect(facts.htlcSettled).toBeLessThanOrEqual(facts.htlcAttempts)
      expect(facts.onlineSeconds).toBeLessThanOrEqual(facts.observedSeconds)
      expect(facts.minInboundSats).toBeGreaterThanOrEqual(0)
      expect(facts.meanInboundSats).toBeGreaterThanOrEqual(facts.minInboundSats)
      expect(facts.meanInboundSats).toBeLessThanOrEqual(channel.capacitySats)
    }
  })

  it('are the same every day without noise', () => {
    const constant = { ...profile, noisePpm: 0 }
    const { date: _, ...first } = channelDayFacts(1, channel, '2026-09-01', constant)
    const { date: __, ...sunday } = channelDayFacts(1, channel, '2026-09-06', constant)
    expect(sunday).toEqual(first)
    expect(first.routedSats).toBe(4_000_000)
    expect(first.feeMsat).toBe(4_400_000n)
    expect(first.htlcSettled).toBe(975)
  })

  it('stop where the node went offline', () => {
    const offline = { ...channel, offlineSince: '2026-11-19T06:00:00.000Z' }
    const constant = { ...profile, noisePpm: 0 }
    const whole = channelDayFacts(1, channel, '2026-11-19', constant)
    const part = channelDayFacts(1, offline, '2026-11-19', constant)
    expect(part.routedSats).toBe(Math.floor(whole.routedSats / 4))
    expect(part.observedSeconds).toBe(86_400)
    const after = channelDayFacts(1, offline, '2026-11-20', constant)
    expect([after.routedSats, after.onlineSeconds, after.htlcAttempts]).toEqual([0, 0, 0])
  })

  it('grow in proportion over the running day', () => {
    const whole = channelDayFacts(1, channel, '2026-11-19', { ...profile, noisePpm: 0 })
    const noon = channelDaySoFar(whole, 43_200)
    expect(noon.routedSats).toBe(Math.floor(whole.routedSats / 2))
    expect(noon.feeMsat).toBe(whole.feeMsat / 2n)
    expect(noon.observedSeconds).toBe(43_200)
    expect(channelDaySoFar(whole, 0).htlcAttempts).toBe(0)
    expect(channelDaySoFar(whole, 86_400)).toEqual(whole)
  })
})

describe('the days that have facts', () => {
  it('are the complete ones of a life', () => {
    const life = { from: channel.openedAt, to: '2026-06-04T00:00:00.000Z' }
    expect(hasFacts(life, '2026-06-01')).toBe(false)
    expect(hasFacts(life, '2026-06-02')).toBe(true)
    expect(hasFacts(life, '2026-06-03')).toBe(true)
    expect(hasFacts(life, '2026-06-04')).toBe(false)
    expect(hasFacts({ from: null, to: null }, '2026-06-04')).toBe(false)
  })
})

describe('node facts', () => {
  it('depend on seed, node, day and profile alone', () => {
    const facts = () => nodeDayFacts(583, node, '2026-11-19', nodeProfile)
    expect(facts()).toEqual(facts())
    expect(facts().onlineSeconds).toBeLessThanOrEqual(facts().observedSeconds)
    expect(facts().capacitySats).toBe(node.capacitySats)
  })

  it('rebalance every few days, never after the day itself', () => {
    const seen = new Set<string | null>()
    for (let day = 1; day <= 30; day += 1) {
      const date = `2026-09-${String(day).padStart(2, '0')}`
      const { lastRebalanceAt } = nodeDayFacts(1, node, date, nodeProfile)
      expect(lastRebalanceAt !== null && lastRebalanceAt < `${date}T24`).toBe(true)
      seen.add(lastRebalanceAt)
    }
    expect(seen.size).toBeGreaterThanOrEqual(6)
    expect(seen.size).toBeLessThanOrEqual(8)
  })

  it('count no second of an offline node', () => {
    const offline = {
      ...node,
      status: 'offline',
      statusSince: '2026-11-18T12:00:00.000Z',
    } as const
    expect(nodeDayFacts(1, offline, '2026-11-19', nodeProfile).onlineSeconds).toBe(0)
    expect(nodeDayFacts(1, offline, '2026-11-18', nodeProfile).onlineSeconds).toBeLessThan(43_201)
  })

  it('observe as many seconds as have passed', () => {
    const whole = nodeDayFacts(1, node, '2026-11-19', nodeProfile)
    expect(nodeDaySoFar(whole, 3600).observedSeconds).toBe(3600)
    expect(nodeDaySoFar(whole, 3600).onlineSeconds).toBeLessThanOrEqual(3600)
  })
})

describe('a heartbeat', () => {
  const now = new Date('2026-11-23T10:00:00.000Z')
  const record = {
    id: 'node_001',
    status: 'online',
    lastSeenAt: '2026-11-20T00:00:00.000Z',
    backupStatus: 'ok',
    backupAt: '2026-11-19T20:00:00.000Z',
  } as const

  it('brings a healthy node to a backup of the last six hours', () => {
    const beat = nodeHeartbeat(583, record, now)
    expect(beat.lastSeenAt).toBe(now.toISOString())
    expect(now.getTime() - Date.parse(beat.backupAt ?? '')).toBeLessThan(6 * 3_600_000)
  })

  it('leaves an offline node and a stale backup as they were', () => {
    const offline = { ...record, status: 'offline' } as const
    expect(nodeHeartbeat(583, offline, now)).toEqual({
      lastSeenAt: record.lastSeenAt,
      backupAt: record.backupAt,
    })
    const stale = { ...record, backupStatus: 'stale' } as const
    expect(nodeHeartbeat(583, stale, now).backupAt).toBe(record.backupAt)
  })
})
