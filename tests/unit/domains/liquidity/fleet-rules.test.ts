import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import {
  channelUtilizationPct,
  htlcSuccessPct,
  isChannelActive,
} from '@/lib/domains/liquidity/channel/rules'
import {
  driftedSettings,
  isEligibleNode,
  nodeCapacitySats,
  nodeWarnings,
  policyDrift,
  toNode,
  uptimePct,
  versionState,
} from '@/lib/domains/liquidity/node/rules'
import { aNode } from '../../../support/records'

const NOW = new Date('2026-11-20T00:00:00.000Z')
const policy = {
  lnd: { floor: '0.16.0', advisory: '0.19.0' },
  cln: { floor: '23.05', advisory: '24.11' },
}
const template = {
  id: 'tmpl_001',
  name: 'Router',
  baseFeeMsatMin: 0,
  baseFeeMsatMax: 1000,
  feePpmMin: 500,
  feePpmMax: 2000,
  timeLockBlocksMin: 40,
  timeLockBlocksMax: 144,
}

describe('channel figures', () => {
  it('show 20.0 and 19.9 % apart, and may exceed 100', () => {
    expect(channelUtilizationPct(sats(200), sats(1000))).toBe(20)
    expect(channelUtilizationPct(sats(199), sats(1000))).toBe(19.9)
    expect(channelUtilizationPct(sats(1120), sats(1000))).toBe(112)
    expect(channelUtilizationPct(sats(1), sats(0))).toBeNull()
  })

  it('have no success rate without attempts', () => {
    expect(htlcSuccessPct(0, 0)).toBeNull()
    expect(htlcSuccessPct(949, 1000)).toBe(94.9)
  })

  it('are active only with an active state and the peer online', () => {
    expect(isChannelActive({ state: 'active', isPeerOnline: true })).toBe(true)
    expect(isChannelActive({ state: 'active', isPeerOnline: false })).toBe(false)
    expect(isChannelActive({ state: 'opening', isPeerOnline: true })).toBe(false)
  })
})

describe('a node', () => {
  it('has the capacity of its standing channels and its reserve', () => {
    const channels = [
      { capacitySats: sats(5), state: 'active' },
      { capacitySats: sats(7), state: 'closing' },
      { capacitySats: sats(11), state: 'closed' },
      { capacitySats: sats(13), state: 'failed' },
    ] as const
    expect(nodeCapacitySats(channels, sats(3))).toBe(15)
  })

  it.each([
    ['lnd', '0.15.5', 'outdated'],
    ['lnd', '0.9.2', 'outdated'],
    ['lnd', 'v0.16.0-beta.rc1', 'advisory'],
    ['lnd', '0.17.0', 'advisory'],
    ['lnd', '0.19.0', 'ok'],
    ['cln', '23.02', 'outdated'],
    ['cln', '24.08', 'advisory'],
    ['cln', '25.02', 'ok'],
    ['other', '0.1', 'ok'],
  ] as const)('%s %s is %s', (implementation, version, expected) => {
    expect(versionState({ implementation, version }, policy)).toBe(expected)
  })

  it('drifts outside the bands and not on their bounds', () => {
    const onBounds = aNode({ baseFeeMsat: 1000, feePpm: 500, timeLockBlocks: 144 })
    expect(policyDrift(onBounds, template)).toEqual([])
    const outside = aNode({ baseFeeMsat: 1001, feePpm: 499, timeLockBlocks: 145 })
    expect(policyDrift(outside, template)).toEqual(['base fee', 'fee rate', 'time lock'])
    expect(driftedSettings(outside, template)[1]).toEqual({
      setting: 'fee rate',
      value: 499,
      min: 500,
      max: 2000,
    })
  })

  it('takes new leases unless it is offline for over an hour, outdated or retired', () => {
    const since = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString()
    const offline = (minutes: number) => aNode({ status: 'offline', statusSince: since(minutes) })
    expect(isEligibleNode(aNode(), policy, NOW)).toBe(true)
    expect(isEligibleNode(offline(60), policy, NOW)).toBe(true)
    expect(isEligibleNode(offline(61), policy, NOW)).toBe(false)
    expect(isEligibleNode(aNode({ version: '0.15.5' }), policy, NOW)).toBe(false)
    expect(isEligibleNode(aNode({ retiredAt: since(1) }), policy, NOW)).toBe(false)
  })

  it('warns of what is wrong, worst first', () => {
    const healthy = { versionState: 'ok', drift: [], uptimePct: 99.9, now: NOW } as const
    expect(nodeWarnings(aNode(), healthy)).toEqual([])
    const node = aNode({ status: 'offline', signerQuorumPresent: 1, backupAt: null })
    const warnings = nodeWarnings(node, {
      versionState: 'outdated',
      drift: ['fee rate'],
      uptimePct: 98.9,
      now: NOW,
    })
    expect(warnings).toHaveLength(6)
    expect(warnings[0]).toBe('Offline')
    expect(
      nodeWarnings(aNode({ status: 'syncing' }), { ...healthy, versionState: 'advisory' }),
    ).toHaveLength(2)
  })

  it('shows its version with a v and its quorum as a signer', () => {
    const summary = {
      capacitySats: sats(100),
      channelCount: 2,
      onlineSeconds: 999,
      observedSeconds: 1000,
      pingMs: null,
      lastRebalanceAt: null,
      warnings: [],
    }
    const shown = toNode(aNode({ signerQuorumPresent: 1 }), summary)
    expect(shown).toMatchObject({ version: 'v0.19.2', hasSigner: false, uptime: 99.9, ping: 0 })
    expect(uptimePct(0, 0)).toBeNull()
  })
})
