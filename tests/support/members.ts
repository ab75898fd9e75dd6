import type { DbCtx } from '@/lib/db/context'
import { type SystemCtx, systemCtx, type UserCtx } from '@/lib/platform/ctx'
import type { MemberRole, Role } from '@/types'

export const TREASURY_IDS = ['trs_001', 'trs_002', 'trs_003', 'trs_004', 'trs_005'] as const
export const SUBSCRIBER_IDS = Array.from(
  { length: 10 },
  (_, index) => `sub_${String(index + 1).padStart(3, '0')}`,
)

/** The context of an owner of any organisation of the demo world. */
export function memberOf(base: DbCtx, organisationId: string): UserCtx {
  return asMember(base, organisationId, 'owner')
}

export function viewerOf(base: DbCtx, organisationId: string): UserCtx {
  return asMember(base, organisationId, 'viewer')
}

/** Does the daily work and signs nothing. */
export function operatorOf(base: DbCtx, organisationId: string): UserCtx {
  return asMember(base, organisationId, 'operator')
}

export function adminOf(base: DbCtx): UserCtx {
  return asMember(base, 'flowrate', 'admin')
}

export function systemOf(base: DbCtx): SystemCtx {
  return systemCtx(base, 'test')
}

function asMember(base: DbCtx, organisationId: string, memberRole: MemberRole): UserCtx {
  return {
    ...base,
    actor: {
      kind: 'user',
      userId: `usr_of_${organisationId}`,
      name: 'A member',
      email: `member@${organisationId}.example`,
      organisationId,
      organisationName: organisationId,
      role: roleOf(organisationId),
      memberRole,
    },
  }
}

function roleOf(organisationId: string): Role {
  if (organisationId === 'flowrate') return 'admin'
  return organisationId.startsWith('trs_') ? 'treasury' : 'subscriber'
}
