import fc, { type AsyncCommand } from 'fast-check'
import { expect } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import { toInstant } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { issueContract } from '@/lib/domains/liquidity/allocation/issue-contract'
import { releaseAllocation } from '@/lib/domains/liquidity/allocation/release-allocation'
import { cancelAtTerm, undoCancelAtTerm } from '@/lib/domains/liquidity/lease/cancel-at-term'
import { pauseLease, resumeLease } from '@/lib/domains/liquidity/lease/pause-lease'
import { cancelTicket } from '@/lib/domains/liquidity/ticket/cancel-ticket'
import { rejectTicket } from '@/lib/domains/liquidity/ticket/reject-ticket'
import { answerRenewal, withdrawRenewal } from '@/lib/flows/lease/answer-renewal'
import { cancelPendingLease } from '@/lib/flows/lease/cancel-pending-lease'
import { requestRenewal } from '@/lib/flows/lease/request-renewal'
import { signContract } from '@/lib/flows/lease/sign-contract'
import { terminateLease } from '@/lib/flows/lease/terminate-lease'
import { voidContract } from '@/lib/flows/lease/void-contract'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { allocateCapacity } from '@/lib/flows/market/allocate-capacity'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { at, signerOf } from '@/tests/support/lease-life'
import { btc } from '@/tests/support/market'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { adopt } from './adopt'
import { checkAgainst } from './check'
import { DAY, HOUR, type LeaseModel, type ModelLease, type ModelRenewal } from './model'
import { snapshotOf } from './snapshot'
import { DAILY_PPM, MIN_TERM_DAYS, POOLS, SUBSCRIBERS, TREASURIES } from './world'

export interface Real {
  base: DbCtx
}

type Step = (model: LeaseModel, ctx: DbCtx) => Promise<void>

/** A command that may always be tried: the model says whether it must be taken or refused. */
class Command implements AsyncCommand<LeaseModel, Real> {
  constructor(
    private readonly name: string,
    private readonly step: Step,
    private readonly reached: Set<string>,
  ) {}

  check(): boolean {
    return true
  }

  async run(model: LeaseModel, { base }: Real): Promise<void> {
    await this.step(model, at(base, new Date(model.now)))
    checkAgainst(model, await snapshotOf(base))
    for (const { status, contract } of model.leases.values()) {
      this.reached.add(`lease ${status}`)
      if (contract?.status === 'void' && contract.signed.length === 2) {
        this.reached.add('lease called off')
      }
    }
    for (const { status } of model.tickets.values()) this.reached.add(`ticket ${status}`)
    for (const { status } of model.renewals.values()) this.reached.add(`renewal ${status}`)
    const renewals = [...model.leases.values()].filter(({ renews }) => renews !== null)
    for (const { status } of renewals) this.reached.add(`renewing lease ${status}`)
  }

  toString(): string {
    return this.name
  }
}

/** Runs a command of the product. @returns its answer, or null when it was refused as it should be. */
async function expectOutcome<R>(isAllowed: boolean, run: () => Promise<R>): Promise<R | null> {
  try {
    const answer = await run()
    expect(isAllowed, 'it was taken but should have been refused').toBe(true)
    return answer
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(isAllowed, `refused: ${error.code} ${error.message}`).toBe(false)
    return null
  }
}

function pick<Row>(rows: Iterable<Row>, index: number): Row | undefined {
  const list = [...rows]
  return list[index % Math.max(1, list.length)]
}

const request = (sub: string, size: number, term: number): Step => {
  return async (model, ctx) => {
    const ticket = await expectOutcome(term >= MIN_TERM_DAYS, () =>
      createTicket(memberOf(ctx, sub), {
        sizeSats: sats(size),
        termDays: term,
        priceMinPpm: 0,
        priceMaxPpm: 100_000,
      }),
    )
    if (ticket === null) return
    const { id } = ticket
    const made = { id, sub, size, term, status: 'pending', standsFor: null, band: null } as const
    model.tickets.set(id, { ...made, touchedAt: model.now })
  }
}

interface AllocateChoice {
  ticket: number
  pool: keyof typeof POOLS
  treasury: number
  part: number
  extra: number
  issue: boolean
}

const allocate = ({ ticket: index, pool, treasury, part, extra, issue }: AllocateChoice): Step => {
  return async (model, ctx) => {
    const ticket = pick(model.tickets.values(), index)
    if (ticket === undefined) return
    const { treasuryIds } = POOLS[pool]
    const treasuryId = treasuryIds[treasury % treasuryIds.length] ?? treasuryIds[0]
    const left = ticket.size - model.filled(ticket.id)
    const size = Math.max(1, Math.floor((left * part) / 4)) + extra
    const rows = (await snapshotOf(ctx)).tickets
    const version = rows.find(({ id }) => id === ticket.id)?.version ?? 0
    const isAllowed = model.mayAllocate(ticket, size, { treasury: treasuryId, pool })
    const done = await expectOutcome(isAllowed, () =>
      allocateCapacity(adminOf(ctx), {
        ticketId: ticket.id,
        poolId: pool,
        treasuryId,
        sizeSats: sats(size),
        feeModel: 'ppm',
        feePpm: DAILY_PPM * ticket.term,
        issue,
        version,
      }),
    )
    if (done === null) return
    const { leases } = await snapshotOf(ctx)
    for (const { lease, allocation } of done.parts) {
      const contract = leases.find((row) => row.lease.id === lease.id)?.contract ?? null
      model.leases.set(lease.id, {
        id: lease.id,
        ticket: ticket.id,
        treasury: treasuryId,
        pool,
        sub: ticket.sub,
        size,
        start: model.now,
        end: model.now + ticket.term * DAY,
        status: 'pending',
        renews: null,
        isCancelAtTerm: false,
        allocation: { id: allocation.id, status: 'reserved', until: model.now + 72 * HOUR },
        contract:
          contract === null
            ? null
            : { id: contract.id, status: 'draft', hash: contract.termsHash, signed: [] },
      })
    }
    if (model.filled(ticket.id) === ticket.size) ticket.status = 'matched'
    model.touch(ticket.id)
  }
}

/** A request that is given out and signed in one go, so that runs come to live leases soon. */
const deal = (sub: string, quarters: number, choice: AllocateChoice): Step => {
  return async (model, ctx) => {
    await request(sub, btc(quarters / 4), 45)(model, ctx)
    const ticket = model.tickets.size - 1
    await allocate({ ...choice, ticket, part: 4, extra: 0, issue: true })(model, ctx)
    const last = [...model.leases.values()].filter(({ contract }) => contract !== null).length - 1
    if (last < 0) return
    await sign(last, 'treasury')(model, ctx)
    await sign(last, 'subscriber')(model, ctx)
  }
}

const cancel = (index: number): Step => {
  return async (model, ctx) => {
    const ticket = pick(model.tickets.values(), index)
    if (ticket === undefined) return
    const isAllowed = ticket.status === 'pending' && model.filled(ticket.id) === 0
    const done = await expectOutcome(isAllowed, () =>
      cancelTicket(memberOf(ctx, ticket.sub), { ticketId: ticket.id }),
    )
    if (done !== null) ticket.status = 'cancelled'
  }
}

const reject = (index: number): Step => {
  return async (model, ctx) => {
    const ticket = pick(model.tickets.values(), index)
    if (ticket === undefined) return
    const done = await expectOutcome(ticket.status === 'pending', () =>
      rejectTicket(adminOf(ctx), {
        ticketId: ticket.id,
        reasonCode: 'other',
        reason: 'Not at these terms',
      }),
    )
    if (done !== null) ticket.status = model.filled(ticket.id) > 0 ? 'matched' : 'rejected'
    model.touch(ticket.id)
  }
}

const issue = (index: number): Step => {
  return async (model, ctx) => {
    const lease = pick(allocated(model), index)
    const allocation = lease?.allocation
    if (lease === undefined || !allocation) return
    const isAllowed = allocation.status === 'reserved' && lease.contract === null
    const done = await expectOutcome(isAllowed, () =>
      issueContract(adminOf(ctx), { allocationId: allocation.id }),
    )
    if (done === null) return
    const { id, termsHash: hash } = done.contract
    lease.contract = { id, status: 'draft', hash, signed: [] }
    allocation.until = model.now + 72 * HOUR
  }
}

function allocated(model: LeaseModel): ModelLease[] {
  return [...model.leases.values()].filter(({ allocation }) => allocation !== null)
}

const release = (index: number, byVoid: boolean): Step => {
  return async (model, ctx) => {
    const lease = pick(allocated(model), index)
    const allocation = lease?.allocation
    if (lease === undefined || !allocation) return
    const { contract } = lease
    if (byVoid && contract === null) return
    const isAllowed = byVoid ? contract?.status === 'draft' : allocation.status === 'reserved'
    const reason = 'Not wanted any more'
    const done = await expectOutcome(isAllowed, async () =>
      byVoid
        ? voidContract(memberOf(ctx, lease.treasury), { contractId: contract?.id ?? '', reason })
        : releaseAllocation(adminOf(ctx), { allocationId: allocation.id, reason }),
    )
    if (done !== null) model.release(lease)
  }
}

const sign = (index: number, party: 'treasury' | 'subscriber'): Step => {
  return async (model, ctx) => {
    const lease = pick(
      [...model.leases.values()].filter(({ contract }) => contract !== null),
      index,
    )
    const contract = lease?.contract
    if (lease === undefined || !contract) return
    const isAllowed = contract.status === 'draft' && !contract.signed.includes(party)
    const signer = await signerOf(ctx, party === 'treasury' ? lease.treasury : lease.sub)
    const done = await expectOutcome(isAllowed, () =>
      signContract(signer, { contractId: contract.id, termsHash: contract.hash }),
    )
    if (done === null) return
    contract.signed.push(party)
    if (contract.signed.length < 2) return
    contract.status = 'active'
    if (lease.allocation !== null) lease.allocation.status = 'confirmed'
  }
}

const renew = (index: number, by: 'treasury' | 'subscriber', size: number, term: number): Step => {
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

const answer = (index: number, accept: boolean): Step => {
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

const withdraw = (index: number): Step => {
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

const endAtTerm = (index: number, wanted: boolean): Step => {
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

const steer = (index: number, verb: 'pause' | 'resume' | 'terminate'): Step => {
  return async (model, ctx) => {
    const lease = pick(model.leases.values(), index)
    if (lease === undefined) return
    const input = { leaseId: lease.id, reason: 'Asked for by operations' }
    const isLive = model.isLive(lease)
    const admin = adminOf(ctx)
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

const callOff = (index: number): Step => {
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

const pass = (hours: number): Step => {
  return async (model, ctx) => {
    model.now += hours * HOUR
    const later = at(ctx, new Date(model.now))
    const run = await runDue(systemOf(later))
    expect(run.failed, `events failed before ${toInstant(model.now)}`).toBe(0)
    adopt(model, await snapshotOf(ctx))
  }
}

const index = fc.nat({ max: 30 })
const parties = fc.constantFrom('treasury' as const, 'subscriber' as const)
const terms = fc.constantFrom(29, 30, 31, 45, 60)

/**
 * Everything that people and time do to leases, weighted so that most runs come to live leases.
 * @param reached is told which states a run came to.
 */
export function leaseCommands(reached: Set<string>): fc.Arbitrary<Command>[] {
  const command = (name: string, steps: fc.Arbitrary<[string, Step]>): fc.Arbitrary<Command> =>
    steps.map(([words, step]) => new Command(`${name} ${words}`, step, reached))
  const requests = command(
    'request',
    fc
      .tuple(fc.constantFrom(...SUBSCRIBERS), fc.integer({ min: 1, max: 12 }), terms)
      .map(([sub, quarters, term]) => [
        `${sub} ${quarters}/4 for ${term}`,
        request(sub, btc(quarters / 4), term),
      ]),
  )
  const allocations = command(
    'allocate',
    fc
      .record({
        ticket: index,
        pool: fc.constantFrom('pool_m01' as const, 'pool_m02' as const),
        treasury: fc.nat({ max: TREASURIES.length - 1 }),
        part: fc.integer({ min: 1, max: 4 }),
        extra: fc.constantFrom(0, 0, 0, 1),
        issue: fc.boolean(),
      })
      .map((choice) => [JSON.stringify(choice), allocate(choice)]),
  )
  const deals = command(
    'deal',
    fc
      .tuple(
        fc.constantFrom(...SUBSCRIBERS),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('pool_m01' as const, 'pool_m02' as const),
        fc.nat({ max: TREASURIES.length - 1 }),
      )
      .map(([sub, quarters, pool, treasury]) => [
        `${sub} ${quarters}/4 ${pool} ${treasury}`,
        deal(sub, quarters, { ticket: 0, pool, treasury, part: 4, extra: 0, issue: true }),
      ]),
  )
  const signatures = command(
    'sign',
    fc.tuple(index, parties).map(([i, party]) => [`${i} ${party}`, sign(i, party)]),
  )
  const waits = command(
    'wait',
    fc
      .constantFrom(1, 2, 12, 71, 72, 24 * 5, 24 * 14, 24 * 31)
      .map((hours) => [`${hours} h`, pass(hours)]),
  )
  return [
    requests,
    requests,
    allocations,
    allocations,
    deals,
    deals,
    command(
      'cancel',
      index.map((i) => [`${i}`, cancel(i)]),
    ),
    command(
      'reject',
      index.map((i) => [`${i}`, reject(i)]),
    ),
    command(
      'issue',
      index.map((i) => [`${i}`, issue(i)]),
    ),
    signatures,
    signatures,
    signatures,
    signatures,
    command(
      'release',
      fc.tuple(index, fc.boolean()).map(([i, byVoid]) => [`${i} ${byVoid}`, release(i, byVoid)]),
    ),
    command(
      'renew',
      fc
        .tuple(index, parties, fc.integer({ min: 1, max: 5 }), terms)
        .map(([i, by, size, term]) => [`${i} ${by} ${size}/4 ${term}`, renew(i, by, size, term)]),
    ),
    command(
      'answer',
      fc.tuple(index, fc.boolean()).map(([i, accept]) => [`${i} ${accept}`, answer(i, accept)]),
    ),
    command(
      'withdraw',
      index.map((i) => [`${i}`, withdraw(i)]),
    ),
    command(
      'end at term',
      fc.tuple(index, fc.boolean()).map(([i, wanted]) => [`${i} ${wanted}`, endAtTerm(i, wanted)]),
    ),
    command(
      'steer',
      fc
        .tuple(index, fc.constantFrom('pause', 'resume', 'terminate', 'call off'))
        .map(([i, verb]) => [`${i} ${verb}`, verb === 'call off' ? callOff(i) : steer(i, verb)]),
    ),
    waits,
    waits,
    waits,
  ]
}
