import { describe, expect, it } from 'vitest'
import { completeDays, previousWindow } from '@/lib/core/time'
import { compareChannels, sumChannels } from '@/lib/domains/liquidity/channel/queries'
import { compareNodes, sumNodes } from '@/lib/domains/liquidity/node/queries'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const readers = [
  { who: 'an admin', ctxOf: () => adminOf(store.ctx) },
  { who: 'a treasury', ctxOf: () => memberOf(store.ctx, 'trs_001') },
]

describe.each(readers)('two windows in one question, for $who', ({ ctxOf }) => {
  it('say of channels what a question for each says', async () => {
    const ctx = ctxOf()
    const week = completeDays(ctx.clock.now(), 7)
    const [now, before] = [
      await sumChannels(ctx, week),
      await sumChannels(ctx, previousWindow(week)),
    ]
    const compared = await compareChannels(ctx, week, previousWindow(week))
    expect(now.length).toBeGreaterThan(0)
    for (const { feeMsat: _, ...totals } of now) {
      const previous = before.find(({ channelId }) => channelId === totals.channelId)
      expect(compared.find(({ channelId }) => channelId === totals.channelId)).toEqual({
        ...totals,
        previousRoutedSats: previous?.routedSats ?? 0,
      })
    }
    const ids = new Set([...now, ...before].map(({ channelId }) => channelId))
    expect(compared.map(({ channelId }) => channelId)).toEqual([...ids].sort())
  })

  it('say of nodes what a question for each says', async () => {
    const ctx = ctxOf()
    const month = completeDays(ctx.clock.now(), 30)
    const [now, before] = [await sumNodes(ctx, month), await sumNodes(ctx, previousWindow(month))]
    const compared = await compareNodes(ctx, month, previousWindow(month))
    expect(now.length).toBeGreaterThan(0)
    for (const totals of now) {
      const previous = before.find(({ nodeId }) => nodeId === totals.nodeId)
      expect(compared.find(({ nodeId }) => nodeId === totals.nodeId)).toEqual({
        ...totals,
        previousOnlineSeconds: previous?.onlineSeconds ?? 0,
        previousObservedSeconds: previous?.observedSeconds ?? 0,
      })
    }
  })
})
