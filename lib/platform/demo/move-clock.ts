import 'server-only'
import { durationInWords } from '@/lib/core/duration'
import { NotFoundError } from '@/lib/core/errors'
import { addMs, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'
import { type OnceKey, runOnce } from '@/lib/platform/idempotency/run-once'
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
 * answer comes after it. Under a key it moves once: the key is kept in the transaction of the move, the
 * work that follows may be repeated. Call it outside of a transaction: each job has its own.
 * @throws ForbiddenError unless an admin asks, NotFoundError where there is no demo world.
 */
export async function moveClock(
  ctx: UserCtx,
  input: { advance: number },
  once: OnceKey | null = null,
): Promise<MovedClock & { isReplay: boolean }> {
  assertCanMoveClock(ctx.actor)
  const move = (tx: UserCtx) => setAhead(tx, input.advance)
  const { body, isReplay } =
    once === null
      ? { body: await withTransaction(ctx, move), isReplay: false }
      : await runOnce(ctx, once, async (tx) => ({ status: 200, body: await move(tx) }))
  await tick('wait')
  // Pages that were read while the work was done are read again.
  await publish(ctx, changeOf('clock.caught-up'))
  return { ...(body as MovedClock), isReplay }
}

async function setAhead(ctx: UserCtx, advanceMs: number): Promise<MovedClock> {
  const [world] = await ctx.db.select().from(demoWorldTable).for('no key update')
  if (world === undefined) throw new NotFoundError('The demo world')
  const clockOffsetMs = world.clockOffsetMs + advanceMs
  await ctx.db.update(demoWorldTable).set({ clockOffsetMs })
  const before = toInstant(ctx.clock.now())
  const after = addMs(before, advanceMs)
  await audit(ctx, {
    action: 'clock.moved',
    entityType: 'DemoWorld',
    entityId: 'clock',
    from: before,
    to: after,
    reason: `Moved ahead by ${durationInWords(advanceMs)}`,
  })
  await publish(ctx, changeOf('clock.moved'))
  return { now: after, offsetSeconds: Math.floor(clockOffsetMs / 1000) }
}

function changeOf(change: string) {
  return { organisations: [EVERYONE], entityType: 'DemoWorld', entityId: 'clock', change }
}
