import { ForbiddenError } from '@/lib/core/errors'
import { type Actor, assertMayAct } from '@/lib/platform/actor'
import type { CloseMode } from '@/types'

/** Advance, retry and fail are the admins' tools. @throws ForbiddenError. */
export function assertMaySteer(actor: Actor): void {
  assertMayAct(actor, ['admin'])
}

/**
 * A treasury closes its own channels together with the peer; force is for admins.
 * @throws ForbiddenError, with code `force_needs_admin` for a treasury that wants to force.
 */
export function assertMayClose(actor: Actor, mode: CloseMode): void {
  assertMayAct(actor, ['treasury', 'admin'])
  if (mode === 'cooperative' || actor.kind === 'system' || actor.role === 'admin') return
  throw new ForbiddenError('Only Flowrate can force a channel to close.', 'force_needs_admin')
}
