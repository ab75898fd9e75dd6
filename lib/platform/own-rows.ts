import { eq, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { assertNever } from '@/lib/core/errors'
import type { Actor } from './actor'

interface OrganisationColumns {
  treasury?: PgColumn
  subscriber?: PgColumn
}

/**
 * The part of a `where` that keeps a query inside the actor's organisation: everything for admins
 * and the system, own rows for a treasury or a subscriber, nothing where a role has no column.
 */
export function ownRows(actor: Actor, columns: OrganisationColumns): SQL | undefined {
  if (actor.kind === 'system') return undefined
  switch (actor.role) {
    case 'admin':
      return undefined
    case 'treasury':
      return columns.treasury ? eq(columns.treasury, actor.organisationId) : sql`false`
    case 'subscriber':
      return columns.subscriber ? eq(columns.subscriber, actor.organisationId) : sql`false`
    default:
      return assertNever(actor.role)
  }
}
