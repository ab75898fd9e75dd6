import fc, { type AsyncCommand } from 'fast-check'
import { expect } from 'vitest'
import { toInstant } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { at } from '@/tests/support/lease-life'
import { btc } from '@/tests/support/market'
import { systemOf } from '@/tests/support/members'
import { adopt } from './adopt'
import { checkAgainst } from './check'
import { answer, callOff, endAtTerm, renew, steer, withdraw } from './lease-steps'
import { allocate, cancel, deal, issue, reject, release, request, sign } from './market-steps'
import { HOUR, type LeaseModel } from './model'
import { snapshotOf } from './snapshot'
import type { Step } from './step'
import { SUBSCRIBERS, TREASURIES } from './world'

export interface Real {
  base: DbCtx
}

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

const pass = (hours: number): Step => {
  return async (model, ctx) => {
    model.now += hours * HOUR
    const later = at(ctx, new Date(model.now))
    const run = await runDue(systemOf(later))
    expect(run.failed, `events failed before ${toInstant(model.now)}`).toBe(0)
    adopt(model, await snapshotOf(ctx))
  }
}

/** The last step of each run: by then every lease has ended, those that renew another one too. */
export function waitOut(reached: Set<string>): Command {
  return new Command('wait 62 days', pass(24 * 62), reached)
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
