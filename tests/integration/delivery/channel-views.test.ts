import { describe, expect, it } from 'vitest'
import { addMs, fixedClock, HOUR_MS } from '@/lib/core/time'
import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { channelsOf, deliver, runOperations } from '@/tests/support/delivery'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

describe('the channels of the lifecycle table', () => {
  it('tell how far an opening has come, and what an admin can do about it', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      const [ordered] = await channelsOf(ctx.db, lease.id)
      const id = ordered?.channel.id ?? ''
      const [view] = await listChannelViews(adminOf(ctx), { ids: [id] })
      expect(view).toMatchObject({
        id,
        state: 'pending',
        leaseId: lease.id,
        shareSats: lease.sizeSats,
        isLate: false,
        lateAt: addMs(REFERENCE_INSTANT, 6 * HOUR_MS),
        operation: { kind: 'open', stepsDone: 0, stepsTotal: 6, nextStep: 'negotiate' },
        steps: [],
        mayAdvance: true,
        mayRetry: false,
        mayFail: true,
      })
      await runOperations(ctx, addMs(REFERENCE_INSTANT, 3 * HOUR_MS))
      const [opened] = await listChannelViews(memberOf(ctx, 'trs_001'), { ids: [id] })
      expect(opened).toMatchObject({
        state: 'active',
        operation: { status: 'done', stepsDone: 6, nextStep: null },
        mayAdvance: false,
      })
      expect(opened?.steps).toHaveLength(6)
    }))

  it('are late, and on top, when an opening takes more than six hours', async () => {
    const late = await listChannelViews(adminOf(store.ctx), { isLate: true })
    expect(late.map(({ state }) => state)).toEqual(['opening'])
    const [first] = await listChannelViews(adminOf(store.ctx))
    expect(first?.id).toBe(late[0]?.id)
    const later = fixedClock(addMs(REFERENCE_INSTANT, 4 * HOUR_MS))
    expect(
      await listChannelViews(adminOf({ ...store.ctx, clock: later }), { isLate: true }),
    ).toHaveLength(2)
  })

  it('are those of the own treasury, all for admins, none for lessees', async () => {
    const all = await listChannelViews(adminOf(store.ctx))
    const own = await listChannelViews(memberOf(store.ctx, 'trs_002'))
    expect(all).toHaveLength(100)
    const kept = ({ peerAlias, peerPubkey, ...view }: (typeof all)[number]) => ({
      ...view,
      ...{ mayAdvance: false, mayRetry: false, mayFail: false },
    })
    expect(own.map(kept)).toEqual(
      all.filter(({ treasuryId }) => treasuryId === 'trs_002').map(kept),
    )
    // A lessee goes by its label, and its key is not in a list.
    const admins = new Map(all.map(({ id, peerAlias }) => [id, peerAlias]))
    const lessees = own.filter(({ peerPubkey }) => peerPubkey === null)
    expect(lessees.length).toBeGreaterThan(0)
    for (const { id, peerAlias } of lessees) expect(peerAlias).not.toBe(admins.get(id))
    expect(await listChannelViews(memberOf(store.ctx, 'sub_001'))).toEqual([])
    const open = await listChannelViews(adminOf(store.ctx), { state: ['opening'] })
    expect(open).toHaveLength(2)
  })
})
