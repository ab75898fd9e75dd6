import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time'
import {
  AUTOMATIC_ATTEMPTS,
  createMockLightning,
  defaultChannelProfile,
  RETRY_AFTER_MS,
} from '@/lib/lightning/mock'
import { type OperationOrder, placeOrder, type StepReport } from '@/lib/lightning/port'
import { CHANNEL_OPERATION_KINDS, LIGHTNING_FAULTS } from '@/types'

const order = (rest: Partial<OperationOrder> = {}): OperationOrder => ({
  operationId: 'op_test000001',
  kind: 'open',
  amountSats: sats(120_000_000),
  mode: null,
  fault: null,
  attempt: 1,
  ...rest,
})

/** Every step until nothing follows by itself, and how long it all took. */
function play(seed: number, first: OperationOrder): { reports: StepReport[]; totalMs: number } {
  const port = createMockLightning(seed)
  let state = { ...first, stepsDone: 0 }
  let totalMs = placeOrder(port, first).firstAfterMs
  const reports: StepReport[] = []
  for (;;) {
    const report = port.progress(state)
    reports.push(report)
    if (report.dueAfterMs === null) return { reports, totalMs }
    totalMs += report.dueAfterMs
    state =
      report.then === 'attempt'
        ? { ...state, attempt: state.attempt + 1, stepsDone: 0 }
        : { ...state, stepsDone: state.stepsDone + 1 }
  }
}

const names = (reports: readonly StepReport[]) => reports.map(({ step }) => step)

describe('the mock Lightning back end', () => {
  it('gives the same course for the same seed, operation, fault and attempt', () => {
    const arbitrary = fc.record({
      seed: fc.nat(1_000_000),
      id: fc.stringMatching(/^op_[0-9a-z]{10}$/),
      kind: fc.constantFrom(...CHANNEL_OPERATION_KINDS),
      fault: fc.constantFrom(null, ...LIGHTNING_FAULTS),
    })
    fc.assert(
      fc.property(arbitrary, ({ seed, id, kind, fault }) => {
        const one = order({ operationId: id, kind, fault })
        expect(play(seed, one)).toEqual(play(seed, one))
      }),
    )
  })

  it('opens within 20 to 62 minutes, with a transaction from the funding on', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { reports, totalMs } = play(seed, order())
      expect(names(reports)).toEqual([
        'negotiate',
        'fund',
        'confirm',
        'confirm',
        'confirm',
        'active',
      ])
      expect(totalMs).toBeGreaterThan(19 * MINUTE_MS)
      expect(totalMs).toBeLessThan(62 * MINUTE_MS)
      const [negotiated, ...rest] = reports
      expect(negotiated?.txid).toBeNull()
      expect(new Set(rest.map(({ txid }) => txid)).size).toBe(1)
      expect(rest[0]?.txid).toMatch(/^[0-9a-f]{64}$/)
      expect(rest[0]?.fundingOutpoint).toMatch(new RegExp(`^${rest[0]?.txid}:[01]$`))
      expect(reports.at(-1)).toMatchObject({ then: 'done', openedSats: 120_000_000 })
    }
  })

  it('differs from operation to operation', () => {
    const times = Array.from(
      { length: 20 },
      (_, index) => play(583, order({ operationId: `op_${index}` })).totalMs,
    )
    expect(new Set(times).size).toBe(20)
  })

  it('closes in three steps together, in four by force after the timelock', () => {
    const together = play(1, order({ kind: 'close', mode: 'cooperative' }))
    expect(names(together.reports)).toEqual(['shutdown', 'broadcast', 'confirmed'])
    expect(together.totalMs).toBeLessThan(HOUR_MS)
    const forced = play(1, order({ kind: 'close', mode: 'force' }))
    expect(names(forced.reports)).toEqual(['broadcast', 'confirm', 'timelock', 'confirmed'])
    expect(forced.totalMs).toBeGreaterThan(20 * HOUR_MS)
  })

  it.each(['splice_in', 'splice_out'] as const)('resizes in three steps: %s', (kind) => {
    expect(names(play(1, order({ kind })).reports)).toEqual(['negotiate', 'broadcast', 'confirm'])
  })

  it('knows nothing beyond the last step', () => {
    const port = createMockLightning(1)
    expect(() => port.progress({ ...order(), stepsDone: 6 })).toThrow(RangeError)
  })
})

describe('a scripted fault', () => {
  it('peer_offline: three attempts 30 minutes apart, then it waits for a person', () => {
    const { reports } = play(1, order({ fault: 'peer_offline' }))
    expect(names(reports)).toEqual(['negotiate', 'negotiate', 'negotiate'])
    expect(reports.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed'])
    expect(reports.map(({ then }) => then)).toEqual(['attempt', 'attempt', 'person'])
    expect(reports[0]?.dueAfterMs).toBe(RETRY_AFTER_MS)
  })

  it('peer_offline: the attempt that a person orders goes through', () => {
    const retried = order({ fault: 'peer_offline', attempt: AUTOMATIC_ATTEMPTS + 1 })
    expect(play(1, retried).reports.at(-1)?.then).toBe('done')
  })

  it('open_fails: the funding is refused for good, without a transaction', () => {
    const { reports } = play(1, order({ fault: 'open_fails' }))
    expect(names(reports)).toEqual(['negotiate', 'fund'])
    expect(reports.at(-1)).toMatchObject({ status: 'failed', then: 'failed', txid: null })
  })

  it('too_small: the channel comes out with 90 % of the amount', () => {
    const { reports } = play(1, order({ fault: 'too_small', amountSats: sats(100_000_001) }))
    expect(reports.at(-1)).toMatchObject({ then: 'done', openedSats: 90_000_000 })
  })
})

it('a new channel has a profile of its own that stays the same', () => {
  expect(defaultChannelProfile(583, 'chan_a01')).toEqual(defaultChannelProfile(583, 'chan_a01'))
  expect(defaultChannelProfile(583, 'chan_a01')).not.toEqual(defaultChannelProfile(583, 'chan_a02'))
})
