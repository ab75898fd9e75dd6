import 'server-only'
import { randomUUID } from 'node:crypto'
import { toInstant } from '@/lib/core/time'
import type { Actor } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import { auditEventTable } from './table'

const USER_AGENT_LENGTH = 300

export interface AuditEntry {
  /** "lease.renewed": entity and past participle. */
  action: string
  /** Name of the type, such as "Lease". */
  entityType: string
  entityId: string
  from?: string | null
  to?: string | null
  reason?: string | null
  /** Facts worth keeping; never a secret. */
  details?: Record<string, unknown>
}

/** Appends one row within the caller's transaction, so that change and proof stand or fall together. */
export async function audit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  const subject = subjectOf(ctx.actor)
  await ctx.db.insert(auditEventTable).values({
    id: `log_${randomUUID().replaceAll('-', '')}`,
    at: toInstant(ctx.clock.now()),
    actorType: subject.type,
    actorId: subject.id,
    actorName: subject.name,
    organisationId: subject.organisationId,
    action: entry.action,
    entityType: entry.entityType,
    entityId: entry.entityId,
    fromStatus: entry.from ?? null,
    toStatus: entry.to ?? null,
    reason: entry.reason ?? null,
    details: entry.details ?? {},
    ip: ctx.client?.ip ?? null,
    userAgent: ctx.client?.userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
    requestId: ctx.requestId,
  })
}

function subjectOf(actor: Actor) {
  if (actor.kind === 'system') {
    return { type: 'system', id: actor.name, name: actor.name, organisationId: null } as const
  }
  return {
    type: 'user',
    id: actor.userId,
    name: actor.name,
    organisationId: actor.organisationId,
  } as const
}
