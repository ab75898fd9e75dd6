import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS } from '@/lib/core/time'
import { listLeaseRecords } from '@/lib/domains/liquidity/lease/queries'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { listDealings } from '@/lib/domains/liquidity/waiting/list-dealings'
import {
  contractsToSign,
  leaseActionsOf,
  renewalsToAnswer,
} from '@/lib/domains/liquidity/waiting/waiting-rules'
import { listEveryLeaseView } from '@/lib/flows/lease-view/queries'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import { at, contractOf, findLease, signerOf } from '@/tests/support/lease-life'
import { adminOf, memberOf, TREASURY_IDS, viewerOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

async function situationOf(ctx: UserCtx) {
  const [leases, dealings] = await Promise.all([listLeaseRecords(ctx), listDealings(ctx)])
  return { actor: ctx.actor, leases, dealings, now: ctx.clock.now() }
}
const toSign = async (ctx: UserCtx) => contractsToSign(await situationOf(ctx))
const toAnswer = async (ctx: UserCtx) => renewalsToAnswer(await situationOf(ctx))

const aRunning = (ctx: UserCtx) =>
  findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'active' },
    ({ endAt }) =>
      endAt > addMs(REFERENCE_INSTANT, 31 * DAY_MS) &&
      endAt < addMs(REFERENCE_INSTANT, 59 * DAY_MS),
  )

describe('what waits for a party', () => {
  it('is a draft for each side until it has signed, with the time that is left', () =>
    store.inRollback(async (ctx) => {
      const treasury = await signerOf(ctx, 'trs_001')
      const { id: leaseId, sizeSats } = await aRunning(treasury)
      const { lease, allocation } = await addOnLease(treasury, {
        ...{ leaseId, sizeSats, feeModel: 'ppm', feePpm: 3000 },
      })
      const contract = await contractOf(ctx, lease.id)
      const shown = { id: contract.id, leaseId: lease.id, signBy: allocation.expiresAt }
      const mine = (rows: Awaited<ReturnType<typeof toSign>>) =>
        rows.find(({ id }) => id === contract.id)
      expect(mine(await toSign(treasury))).toMatchObject({ ...shown, isSignedByOther: false })
      await signContract(treasury, { contractId: contract.id, termsHash: contract.termsHash })
      expect(mine(await toSign(treasury))).toBeUndefined()
      const lessee = memberOf(ctx, 'sub_001')
      expect(mine(await toSign(lessee))).toMatchObject({ ...shown, isSignedByOther: true })
      const late = at(lessee, allocation.expiresAt ?? '')
      expect(mine(await toSign(late))?.actions[0]).toEqual({
        name: 'sign',
        blockedBy: 'The time for signing is over.',
      })
      expect(mine(await toSign(memberOf(ctx, 'sub_002')))).toBeUndefined()
    }))

  it('is a renewal for the side that did not ask, until it is answered or over', () =>
    store.inRollback(async (ctx) => {
      const subscriber = await signerOf(ctx, 'sub_001')
      const { id: leaseId } = await aRunning(subscriber)
      const asked = await requestRenewal(subscriber, { leaseId, termDays: 60 })
      const renewal = asked.kind === 'renewal' ? asked.renewal : null
      const treasury = await signerOf(ctx, 'trs_001')
      const mine = (rows: Awaited<ReturnType<typeof toAnswer>>) =>
        rows.find(({ id }) => id === renewal?.id)
      expect(mine(await toAnswer(subscriber))).toBeUndefined()
      expect(mine(await toAnswer(treasury))).toMatchObject({ leaseId, termDays: 60 })
      expect(mine(await toAnswer(at(treasury, renewal?.respondBy ?? '')))).toBeUndefined()
      await answerRenewal(treasury, { renewalId: renewal?.id ?? '', accept: false })
      expect(mine(await toAnswer(treasury))).toBeUndefined()
    }))

  it('offers what the lists of leases offer, and to viewers nothing that works', async () => {
    for (const id of TREASURY_IDS) {
      const me = memberOf(store.ctx, id)
      const situation = await situationOf(me)
      const views = new Map((await listEveryLeaseView(me)).map((view) => [view.id, view]))
      const here = [...contractsToSign(situation), ...renewalsToAnswer(situation)]
      for (const { leaseId, actions } of here) {
        expect(actions).toEqual(views.get(leaseId)?.actions)
      }
    }
    const viewing = await situationOf(viewerOf(store.ctx, 'trs_001'))
    const [lease] = viewing.leases.filter(({ status }) => status === 'active')
    const offered = lease === undefined ? [] : leaseActionsOf(viewing, lease)
    expect(new Set(offered.map(({ blockedBy }) => blockedBy))).toEqual(
      new Set(['Viewers can look but not change anything.']),
    )
  })

  it('is nothing for Flowrate, which signs and answers for nobody', async () => {
    expect(await toSign(adminOf(store.ctx))).toEqual([])
    expect(await toAnswer(adminOf(store.ctx))).toEqual([])
  })
})
