import 'server-only'
import { durationInWords } from '@/lib/core/duration'
import { NotFoundError } from '@/lib/core/errors'
import { addMs, movedClock, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'
import { tick } from '@/lib/platform/jobs/loop'
import { EVERYONE, publish } from '@/lib/platform/live/publish'
import type { IsoInstant } from '@/types'
import { assertCanMoveClock } from './policy'
import { demoWorldTable } from './table'

export interface MovedClock {
  now: IsoInstant
  /** How far the product clock is ahead by now, all moves together. */
  offsetSeconds: number
}

/**
 * Moves the product clock ahead for every process on the store, then does all that has come due; the
 * answer comes after it. Call it outside of a transaction: each job has its own.
 * @throws ForbiddenError unless an admin asks, NotFoundError where there is no demo world.
 */
export async function moveClock(ctx: UserCtx, input: { advance: number }): Promise<MovedClock> {
  assertCanMoveClock(ctx.actor)
  const offsetMs = await withTransaction(ctx, (tx) => setAhead(tx, input.advance))
  await tick('wait')
  // Pages that were read while the work was done are read again.
  await publish(ctx, changeOf('clock.caught-up'))
  const { now } = movedClock(ctx.clock, input.advance)
  return { now: toInstant(now()), offsetSeconds: Math.floor(offsetMs / 1000) }
}

async function setAhead(ctx: UserCtx, advanceMs: number): Promise<number> {
  const [world] = await ctx.db.select().from(demoWorldTable).for('no key update')
  if (world === undefined) throw new NotFoundError('The demo world')
  const clockOffsetMs = world.clockOffsetMs + advanceMs
  await ctx.db.update(demoWorldTable).set({ clockOffsetMs })
  const before = toInstant(ctx.clock.now())
  await audit(ctx, {
    action: 'clock.moved',
    entityType: 'DemoWorld',
    entityId: 'clock',
    from: before,
    to: addMs(before, advanceMs),
    reason: `Moved ahead by ${durationInWords(advanceMs)}`,
  })
  await publish(ctx, changeOf('clock.moved'))
  return clockOffsetMs
}

function changeOf(change: string) {
  return { organisations: [EVERYONE], entityType: 'DemoWorld', entityId: 'clock', change }
}
