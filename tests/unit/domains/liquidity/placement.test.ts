import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import {
  type NodeRoom,
  placeLease,
  roomAfter,
} from '@/lib/domains/liquidity/delivery/placement-rules'

const node = (nodeId: string, rest: Partial<NodeRoom> = {}): NodeRoom => ({
  nodeId,
  isEligible: true,
  freeSats: sats(100),
  reserveSats: sats(100),
  incomingSats: sats(0),
  spliceable: [],
  ...rest,
})

describe('placing a lease', () => {
  it('takes one channel of the node with the most free capacity', () => {
    const nodes = [
      node('node_001'),
      node('node_002', { freeSats: sats(120), reserveSats: sats(120) }),
    ]
    expect(placeLease(sats(90), nodes)).toEqual({
      placements: [{ nodeId: 'node_002', amountSats: 90, isFunded: true, splices: [] }],
      missingSats: 0,
    })
  })

  it('goes on with the next node where one is not enough, the lower id first on a tie', () => {
    const { placements, missingSats } = placeLease(sats(150), [node('node_002'), node('node_001')])
    expect(placements.map(({ nodeId, amountSats }) => [nodeId, amountSats])).toEqual([
      ['node_001', 100],
      ['node_002', 50],
    ])
    expect(missingSats).toBe(0)
  })

  it('leaves out nodes that may take nothing', () => {
    const nodes = [
      node('node_001', { isEligible: false }),
      node('node_002', { freeSats: sats(10) }),
    ]
    expect(placeLease(sats(30), nodes)).toMatchObject({
      placements: [{ nodeId: 'node_002', amountSats: 10 }],
      missingSats: 20,
    })
  })

  it('splices out what the reserve lacks, largest local balance first', () => {
    const spliceable = [
      { channelId: 'chan_001', localSats: sats(20) },
      { channelId: 'chan_002', localSats: sats(50) },
    ]
    expect(placeLease(sats(90), [node('node_001', { reserveSats: sats(30), spliceable })])).toEqual(
      {
        placements: [
          {
            nodeId: 'node_001',
            amountSats: 90,
            isFunded: false,
            splices: [
              { channelId: 'chan_002', amountSats: 50 },
              { channelId: 'chan_001', amountSats: 10 },
            ],
          },
        ],
        missingSats: 0,
      },
    )
  })

  it('waits for running splices before it orders others', () => {
    const waiting = node('node_001', {
      reserveSats: sats(30),
      incomingSats: sats(60),
      spliceable: [{ channelId: 'chan_001', localSats: sats(50) }],
    })
    expect(placeLease(sats(90), [waiting]).placements[0]).toMatchObject({
      isFunded: false,
      splices: [],
    })
  })

  it('never places more than is free or can be funded, and never less than both allow', () => {
    const amount = fc.nat(200).map((value) => sats(value))
    const room = fc.record({
      isEligible: fc.boolean(),
      freeSats: amount,
      reserveSats: amount,
      incomingSats: amount,
      spliceable: fc.uniqueArray(
        fc.record({ channelId: fc.stringMatching(/^chan_[0-9]{3}$/), localSats: amount }),
        { selector: ({ channelId }) => channelId, maxLength: 4 },
      ),
    })
    const arbitrary = fc.tuple(fc.integer({ min: 1, max: 800 }), fc.array(room, { maxLength: 5 }))
    fc.assert(
      fc.property(arbitrary, ([size, rooms]) => {
        const nodes = rooms.map((each, index) => ({ ...each, nodeId: `node_${index}` }))
        const plan = placeLease(sats(size), nodes)
        const placed = plan.placements.reduce((sum, { amountSats }) => sum + amountSats, 0)
        const fundable = (each: NodeRoom) =>
          each.reserveSats +
          each.incomingSats +
          each.spliceable.reduce((sum, { localSats }) => sum + localSats, 0)
        const most = nodes
          .filter(({ isEligible }) => isEligible)
          .reduce((sum, each) => sum + Math.min(each.freeSats, fundable(each)), 0)
        expect(placed).toBe(Math.min(size, most))
        expect(placed + plan.missingSats).toBe(size)
        for (const left of roomAfter(nodes, plan)) {
          expect(left.freeSats).toBeGreaterThanOrEqual(0)
          expect(left.reserveSats).toBeGreaterThanOrEqual(0)
          expect(left.incomingSats).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
