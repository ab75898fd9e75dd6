import { sats } from '@/lib/core/money'
import { issueContract } from '@/lib/domains/liquidity/allocation/issue-contract'
import { releaseAllocation } from '@/lib/domains/liquidity/allocation/release-allocation'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { voidContract } from '@/lib/domains/liquidity/leasing/void-contract'
import { cancelTicket } from '@/lib/domains/liquidity/ticket/cancel-ticket'
import { rejectTicket } from '@/lib/domains/liquidity/ticket/reject-ticket'
import { allocateCapacity } from '@/lib/flows/market/allocate-capacity'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { signerOf } from '@/tests/support/lease-life'
import { btc } from '@/tests/support/market'
import { adminOf, memberOf } from '@/tests/support/members'
import { DAY, HOUR, type LeaseModel, type ModelLease } from './model'
import { snapshotOf } from './snapshot'
import { expectOutcome, pick, type Step } from './step'
import { DAILY_PPM, MIN_TERM_DAYS, POOLS } from './world'

export const request = (sub: string, size: number, term: number): Step => {
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

export interface AllocateChoice {
  ticket: number
  pool: keyof typeof POOLS
  treasury: number
  part: number
  extra: number
  issue: boolean
}

export const allocate = ({
  ticket: index,
  pool,
  treasury,
  part,
  extra,
  issue,
}: AllocateChoice): Step => {
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
export const deal = (sub: string, quarters: number, choice: AllocateChoice): Step => {
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

export const cancel = (index: number): Step => {
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

export const reject = (index: number): Step => {
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

export const issue = (index: number): Step => {
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

export const release = (index: number, byVoid: boolean): Step => {
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

export const sign = (index: number, party: 'treasury' | 'subscriber'): Step => {
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
