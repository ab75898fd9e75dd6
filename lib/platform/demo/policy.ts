import { ForbiddenError } from '@/lib/core/errors'
import { type Actor, assertCanWrite } from '@/lib/platform/actor'

/** Admins alone move the clock, for everybody. @throws ForbiddenError. */
export function assertCanMoveClock(actor: Actor): void {
  if (actor.kind === 'user' && actor.role !== 'admin') throw new ForbiddenError()
  assertCanWrite(actor)
}
