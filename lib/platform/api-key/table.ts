import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { ApiKeyRecord, ApiKeyScope } from '@/types'

export const apiKeyTable = pgTable(
  'api_key',
  {
    id: text().primaryKey(),
    subscriberId: text()
      .notNull()
      .references(() => organisationTable.id),
    label: text().notNull(),
    prefix: text().notNull(),
    /** SHA-256 of the whole key, hex; the key itself is never stored. */
    keyHash: text().notNull().unique(),
    scopes: text().array().$type<ApiKeyScope[]>().notNull(),
    createdAt: instantColumn().notNull(),
    expiresAt: instantColumn(),
    lastUsedAt: instantColumn(),
    lastIp: text(),
    revokedAt: instantColumn(),
  },
  (t) => [index('api_key_subscriber').on(t.subscriberId)],
)

export const apiKeyPinned: Pinned<
  Omit<typeof apiKeyTable.$inferSelect, 'keyHash'>,
  ApiKeyRecord
> = true
