import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { userTable } from '@/lib/auth/table'
import { instantColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import {
  MEMBER_ROLES,
  type MembershipRecord,
  ORGANISATION_KINDS,
  type OrganisationRecord,
} from '@/types'

export const organisationTable = pgTable('organisation', {
  id: text().primaryKey(),
  kind: text({ enum: ORGANISATION_KINDS }).notNull(),
  name: text().notNull(),
  jurisdiction: text().notNull(),
  createdAt: instantColumn().notNull(),
})

export const membershipTable = pgTable(
  'membership',
  {
    userId: text()
      .notNull()
      .references(() => userTable.id, { onDelete: 'cascade' }),
    organisationId: text()
      .notNull()
      .references(() => organisationTable.id),
    role: text({ enum: MEMBER_ROLES }).notNull(),
    createdAt: instantColumn().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.organisationId] }),
    index('membership_organisation').on(t.organisationId),
  ],
)

export const organisationPinned: Pinned<typeof organisationTable.$inferSelect, OrganisationRecord> =
  true
export const membershipPinned: Pinned<typeof membershipTable.$inferSelect, MembershipRecord> = true
