import 'server-only'
import { ForbiddenError } from '@/lib/core/errors'
import { type Actor, assertMayAct } from '@/lib/platform/actor'
import type { LeaseParty } from '@/types'
import { maySign, SIGNER_BLOCK } from './policy'

/** The side of a lease that somebody acts for. @throws ForbiddenError for Flowrate's own people and viewers. */
export function assertParty(actor: Actor): LeaseParty {
  assertMayAct(actor, ['treasury', 'subscriber'])
  if (actor.kind === 'system' || actor.role === 'admin') throw new ForbiddenError()
  return actor.role
}

/** The same where Flowrate may act too. */
export function assertSide(actor: Actor): LeaseParty | 'admin' {
  assertMayAct(actor, ['treasury', 'subscriber', 'admin'])
  if (actor.kind === 'system') throw new ForbiddenError()
  return actor.role
}

/** What binds is for owners. @throws ForbiddenError `owners_sign` for an operator. */
export function assertMaySign(actor: Actor): void {
  if (actor.kind === 'system' || maySign(actor)) return
  throw new ForbiddenError(SIGNER_BLOCK, 'owners_sign')
}
