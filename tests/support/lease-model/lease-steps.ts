import { sats } from '@/lib/core/money'
import { cancelAtTerm, undoCancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { cancelPendingLease } from '@/lib/domains/liquidity/leasing/cancel-pending-lease'
import { pauseLease, resumeLease } from '@/lib/domains/liquidity/leasing/pause-lease'
import { terminateLease } from '@/lib/domains/liquidity/leasing/terminate-lease'
import { answerRenewal, withdrawRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { signerOf } from '@/tests/support/lease-life'
import { adminOf, memberOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { adopt } from './adopt'
import { DAY, HOUR, type ModelLease, type ModelRenewal } from './model'
import { snapshotOf } from './snapshot'
import { expectOutcome, pick, type Step } from './step'

export const renew = (
  index: number,
  by: 'treasury' | 'subscriber',
  size: number,
  term: number,
): Step => {
  return async (model, ctx) => {
    const lease = pick(
      [...model.leases.values()].filter((row) => model.isLive(row)),
      index,
    )
    if (lease === undefined) return
    const wanted = Math.max(1, Math.floor((lease.size * size) / 4))
    const isAllowed = model.openRenewal(lease) === undefined && model.mayRenew(lease, wanted, term)
    const signer = await signerOf(ctx, by === 'treasury' ? lease.treasury : lease.sub)
    const done = await expectOutcome(isAllowed, () =>
      requestRenewal(signer, { leaseId: lease.id, termDays: term, sizeSats: sats(wanted) }),
    )
    if (done?.kind !== 'renewal') return
    const { id } = done.renewal
    const respondBy = Math.min(model.now + 72 * HOUR, lease.end)
    model.renewals.set(id, {
      id,
      lease: lease.id,
      by,
      size: wanted,
      term,
      status: 'requested',
      respondBy,
    })
  }
}

export const answer = (index: number, accept: boolean): Step => {
  return async (model, ctx) => {
    const renewal = pick(model.renewals.values(), index)
    const lease = model.leases.get(renewal?.lease ?? '')
    if (renewal === undefined || lease === undefined) return
    const isOpen = renewal.status === 'requested' && model.now < renewal.respondBy
    const isAllowed = isOpen && (!accept || model.mayRenew(lease, renewal.size, renewal.term))
    const signer = await signerOf(ctx, renewal.by === 'treasury' ? lease.sub : lease.treasury)
    const done = await expectOutcome(isAllowed, () =>
      answerRenewal(signer, { renewalId: renewal.id, accept }),
    )
    if (done === null) return
    renewal.status = accept ? 'accepted' : 'declined'
    if (!accept) {
      adopt(model, await snapshotOf(ctx))
      return
    }
    const { leases } = await snapshotOf(ctx)
    const made = leases.find((row) => row.lease.id === done.newLeaseId)
    if (!made?.contract) throw new Error('An accepted renewal has a lease with a contract')
    model.leases.set(made.lease.id, continued(lease, renewal, made.lease.id, made.contract.id))
    model.renewed(lease)
  }
}

function continued(
  lease: ModelLease,
  renewal: ModelRenewal,
  id: string,
  contractId: string,
): ModelLease {
  return {
    ...lease,
    id,
    ticket: null,
    size: renewal.size,
    start: lease.end,
    end: lease.end + renewal.term * DAY,
    status: 'pending',
    renews: lease.id,
    isCancelAtTerm: false,
    allocation: null,
    contract: {
      id: contractId,
      status: 'active',
      hash: '',
      signed: ['treasury', 'subscriber'],
    },
  }
}

export const withdraw = (index: number): Step => {
  return async (model, ctx) => {
    const renewal = pick(model.renewals.values(), index)
    const lease = model.leases.get(renewal?.lease ?? '')
    if (renewal === undefined || lease === undefined) return
    const isAllowed = renewal.status === 'requested' && model.now < renewal.respondBy
    const own = renewal.by === 'treasury' ? lease.treasury : lease.sub
    const done = await expectOutcome(isAllowed, () =>
      withdrawRenewal(memberOf(ctx, own), { renewalId: renewal.id }),
    )
    if (done !== null) renewal.status = 'withdrawn'
  }
}

export const endAtTerm = (index: number, wanted: boolean): Step => {
  return async (model, ctx) => {
    const lease = pick(model.leases.values(), index)
    if (lease === undefined) return
    const isFree = model.openRenewal(lease) === undefined && model.renewedBy(lease) === undefined
    const isAllowed = model.isLive(lease) && lease.isCancelAtTerm !== wanted && (!wanted || isFree)
    const command = wanted ? cancelAtTerm : undoCancelAtTerm
    const done = await expectOutcome(isAllowed, () =>
      command(memberOf(ctx, lease.sub), { leaseId: lease.id }),
    )
    if (done !== null) lease.isCancelAtTerm = wanted
  }
}

export const steer = (index: number, verb: 'pause' | 'resume' | 'terminate'): Step => {
  return async (model, ctx) => {
    const lease = pick(model.leases.values(), index)
    if (lease === undefined) return
    const input = { leaseId: lease.id, reason: 'Asked for by operations' }
    const isLive = model.isLive(lease)
    const admin = await proved(adminOf(ctx))
    if (verb !== 'terminate') {
      const from = verb === 'pause' ? 'active' : 'paused'
      const run = verb === 'pause' ? pauseLease : resumeLease
      const done = await expectOutcome(isLive && lease.status === from, () => run(admin, input))
      if (done !== null) lease.status = verb === 'pause' ? 'paused' : 'active'
      return
    }
    const done = await expectOutcome(isLive, () => terminateLease(admin, input))
    if (done === null) return
    lease.status = 'terminated'
    if (lease.contract !== null) lease.contract.status = 'completed'
    const open = model.openRenewal(lease)
    if (open !== undefined) open.status = 'withdrawn'
    const next = model.renewedBy(lease)
    if (next?.status === 'pending') {
      next.status = 'cancelled'
      if (next.contract !== null) next.contract.status = 'completed'
    }
  }
}

export const callOff = (index: number): Step => {
  return async (model, ctx) => {
    const lease = pick(model.leases.values(), index)
    if (lease === undefined) return
    const isSigned = lease.contract?.status === 'active'
    const isAllowed = lease.status === 'pending' && isSigned && lease.renews === null
    const admin = await proved(adminOf(ctx))
    const done = await expectOutcome(isAllowed, () =>
      cancelPendingLease(admin, { leaseId: lease.id, reason: 'It can not be delivered' }),
    )
    if (done !== null) model.release(lease)
  }
}
