import { describe, expect, it } from 'vitest'
import { ConflictError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import {
  CHANNEL_TRANSITIONS,
  isLateChannel,
  isPublicChannel,
  lateAt,
  moveChannel,
} from '@/lib/domains/liquidity/channel/state-rules'
import { CHANNEL_STATES, type ChannelRecord } from '@/types'

const AT = '2026-11-20T12:00:00.000Z'

function aChannel(rest: Partial<ChannelRecord> = {}): ChannelRecord {
  return {
    id: 'chan_001',
    nodeId: 'node_001',
    treasuryId: 'trs_001',
    peerAlias: 'PEER',
    peerPubkey: '02'.padEnd(66, '0'),
    capacitySats: sats(100),
    localSats: sats(100),
    remoteSats: sats(0),
    baseFeeMsat: 0,
    feePpm: 0,
    state: 'pending',
    stateSince: '2026-11-20T00:00:00.000Z',
    isPeerOnline: true,
    openedAt: null,
    closedAt: null,
    fundingOutpoint: null,
    updatedAt: '2026-11-20T00:00:00.000Z',
    profile: {
      turnoverPpm: 0,
      earnedPpm: 0,
      successPpm: 0,
      attempts: 0,
      usedPpm: 0,
      onlinePpm: 0,
      noisePpm: 0,
    },
    ...rest,
  }
}

const MOVES = [
  'pending opening',
  'pending failed',
  'opening active',
  'opening failed',
  'active splicing',
  'active closing',
  'splicing active',
  'closing closed',
]

describe('the states of a channel', () => {
  it('allow the moves of the specification and no other', () => {
    const allowed = CHANNEL_STATES.flatMap((from) =>
      CHANNEL_TRANSITIONS[from].map((to) => `${from} ${to}`),
    )
    expect(allowed).toEqual(MOVES)
  })

  it('refuse any other move with a sentence', () => {
    const closed = aChannel({ state: 'closed' })
    expect(() => moveChannel(closed, 'active', AT)).toThrow(
      new ConflictError(
        'illegal_transition',
        "Channel chan_001 is closed and can't become active.",
      ),
    )
  })

  it('remember when it was opened first and when it was closed', () => {
    const opened = moveChannel(aChannel({ state: 'opening' }), 'active', AT)
    expect(opened).toMatchObject({ state: 'active', stateSince: AT, openedAt: AT, closedAt: null })
    const resized = moveChannel(
      { ...opened, state: 'splicing' },
      'active',
      '2026-11-21T00:00:00.000Z',
    )
    expect(resized.openedAt).toBe(AT)
    const closed = moveChannel(
      { ...opened, state: 'closing' },
      'closed',
      '2026-11-22T00:00:00.000Z',
    )
    expect(closed.closedAt).toBe('2026-11-22T00:00:00.000Z')
  })
})

describe('a channel is late', () => {
  it.each([
    ['pending', 6],
    ['opening', 6],
    ['closing', 24],
  ] as const)('%s for more than %i hours', (state, hours) => {
    const channel = aChannel({ state, stateSince: '2026-11-20T00:00:00.000Z' })
    const limit = Date.parse('2026-11-20T00:00:00.000Z') + hours * 3_600_000
    expect(lateAt(channel, null)).toBe(new Date(limit).toISOString())
    expect(isLateChannel(channel, null, new Date(limit))).toBe(false)
    expect(isLateChannel(channel, null, new Date(limit + 1))).toBe(true)
  })

  it('never while it is active, closed or failed', () => {
    for (const state of ['active', 'splicing', 'closed', 'failed'] as const) {
      expect(isLateChannel(aChannel({ state }), null, new Date('2030-01-01'))).toBe(false)
      expect(lateAt(aChannel({ state }), null)).toBeNull()
    }
  })

  it('closing by force only six hours after its time lock, be that longer or shorter than a day', () => {
    const channel = aChannel({ state: 'closing', stateSince: '2026-11-20T00:00:00.000Z' })
    const long = '2026-11-24T00:00:00.000Z'
    expect(lateAt(channel, long)).toBe('2026-11-24T06:00:00.000Z')
    expect(isLateChannel(channel, long, new Date('2026-11-21T00:00:01Z'))).toBe(false)
    expect(isLateChannel(channel, long, new Date('2026-11-24T06:00:00Z'))).toBe(false)
    expect(isLateChannel(channel, long, new Date('2026-11-24T06:00:01Z'))).toBe(true)
    expect(lateAt(channel, '2026-11-20T02:00:00.000Z')).toBe('2026-11-21T00:00:00.000Z')
  })
})

describe('a channel is public', () => {
  it.each([
    ['pending', null, false],
    ['opening', null, false],
    ['failed', null, false],
    ['opening', 'ab:0', true],
    ['failed', 'ab:0', true],
    ['active', null, true],
    ['closed', null, true],
  ] as const)('%s with outpoint %s: %s', (state, fundingOutpoint, isPublic) => {
    expect(isPublicChannel(aChannel({ state, fundingOutpoint }))).toBe(isPublic)
  })
})
