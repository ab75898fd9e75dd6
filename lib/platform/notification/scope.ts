import { and, eq, type SQL } from 'drizzle-orm'
import type { UserActor } from '@/lib/platform/actor'
import { notificationTable } from './table'

/** Notifications of the actor's organisation in the actor's role; nothing else is ever listed. */
export function visibleTo(actor: UserActor): SQL | undefined {
  return and(
    eq(notificationTable.organisationId, actor.organisationId),
    eq(notificationTable.audience, actor.role),
  )
}
