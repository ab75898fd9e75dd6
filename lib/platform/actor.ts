import { ForbiddenError } from '@/lib/core/errors'
import type { MemberRole, OrganisationKind, Role } from '@/types'

export interface UserActor {
  kind: 'user'
  userId: string
  name: string
  email: string
  organisationId: string
  organisationName: string
  /** Area that the organisation works in. */
  role: Role
  memberRole: MemberRole
}

export interface SystemActor {
  kind: 'system'
  /** Part of the product that acts, such as "alerts". */
  name: string
}

export type Actor = UserActor | SystemActor

/** Owners, operators, admins and the system may change things; viewers only look. */
export function canWrite(actor: Actor): boolean {
  return actor.kind === 'system' || actor.memberRole !== 'viewer'
}

/** @throws ForbiddenError `viewer_read_only` for a viewer. */
export function assertCanWrite(actor: Actor): void {
  if (canWrite(actor)) return
  throw new ForbiddenError('Viewers can look but not change anything.', 'viewer_read_only')
}

/** @throws ForbiddenError unless the actor works in one of these areas and may write; the system may. */
export function assertMayAct(actor: Actor, roles: readonly Role[]): void {
  if (actor.kind === 'system') return
  if (!roles.includes(actor.role)) throw new ForbiddenError()
  assertCanWrite(actor)
}

export function roleOfKind(kind: OrganisationKind): Role {
  return kind === 'flowrate' ? 'admin' : kind
}
