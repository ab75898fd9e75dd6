import type { DbCtx } from '@/lib/db/context'
import type { Actor, SystemActor, UserActor } from './actor'

/** Where a request came from; absent in jobs. */
export interface ClientInfo {
  ip: string | null
  userAgent: string | null
}

export interface Ctx extends DbCtx {
  actor: Actor
  client?: ClientInfo
  /** The session that asks; absent in jobs. */
  sessionId?: string
}

export interface UserCtx extends Ctx {
  actor: UserActor
}

export interface SystemCtx extends Ctx {
  actor: SystemActor
}

/** The context of a job: no person, no organisation. */
export function systemCtx(base: DbCtx, name: string): SystemCtx {
  return { ...base, actor: { kind: 'system', name } }
}
