import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { ZERO_SATS } from '@/lib/core/money'
import { instantColumn, satsColumn, withinFeeLimit } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { FEE_MODELS, LEASE_STATUSES, type LeaseBackingRecord, type LeaseRecord } from '@/types'
import { channelTable } from '../channel/table'
import { poolTable } from '../pool/table'
import { subscriberTable } from '../subscriber/table'
import { ticketTable } from '../ticket/table'
import { treasuryTable } from '../treasury/table'

export const leaseTable = pgTable(
  'lease',
  {
    id: text().primaryKey(),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    subscriberId: text()
      .notNull()
      .references(() => subscriberTable.id),
    poolId: text().references(() => poolTable.id),
    ticketId: text().references(() => ticketTable.id),
    sizeSats: satsColumn().notNull(),
    startAt: instantColumn().notNull(),
    endAt: instantColumn().notNull(),
    feeModel: text({ enum: FEE_MODELS }).notNull(),
    feeSats: satsColumn(),
    feePpm: integer(),
    status: text({ enum: LEASE_STATUSES }).notNull(),
    isCancelAtTerm: boolean().notNull(),
    renewsLeaseId: text().references((): AnyPgColumn => leaseTable.id),
    extendsLeaseId: text().references((): AnyPgColumn => leaseTable.id),
    deliveredAt: instantColumn(),
    endedAt: instantColumn(),
    endFeeSats: satsColumn().notNull().default(ZERO_SATS),
    /** Stored before there was a limit on fees; the audit log names it. */
    isFeeExempt: boolean().notNull().default(false),
    createdAt: instantColumn().notNull(),
    version: integer().notNull(),
  },
  (t) => [
    index('lease_treasury').on(t.treasuryId),
    index('lease_subscriber').on(t.subscriberId),
    index('lease_status_end').on(t.status, t.endAt),
    index('lease_ticket').on(t.ticketId),
    uniqueIndex('lease_renewed_once').on(t.renewsLeaseId).where(sql`${t.status} <> 'cancelled'`),
    check('lease_size', sql`${t.sizeSats} > 0`),
    check('lease_fee_limit', withinFeeLimit(t)),
    check('lease_term', sql`${t.endAt} > ${t.startAt}`),
    check(
      'lease_end_fee',
      sql`${t.endFeeSats} = 0 or (${t.status} = 'terminated' and ${t.endedAt} is not null)`,
    ),
    check(
      'lease_fee_model',
      sql`(${t.feeModel} = 'fixed' and ${t.feeSats} is not null and ${t.feePpm} is null) or (${t.feeModel} = 'ppm' and ${t.feePpm} is not null and ${t.feeSats} is null)`,
    ),
  ],
)

export const leaseBackingTable = pgTable(
  'lease_backing',
  {
    id: text().primaryKey(),
    leaseId: text()
      .notNull()
      .references(() => leaseTable.id),
    channelId: text()
      .notNull()
      .references(() => channelTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    subscriberId: text()
      .notNull()
      .references(() => subscriberTable.id),
    shareSats: satsColumn().notNull(),
    fromAt: instantColumn().notNull(),
    toAt: instantColumn(),
    replacesId: text().references((): AnyPgColumn => leaseBackingTable.id),
  },
  (t) => [
    index('lease_backing_lease').on(t.leaseId),
    index('lease_backing_channel').on(t.channelId),
    index('lease_backing_subscriber').on(t.subscriberId),
    check('lease_backing_share', sql`${t.shareSats} > 0`),
  ],
)

export const leasePinned: Pinned<
  Omit<typeof leaseTable.$inferSelect, 'isFeeExempt'>,
  LeaseRecord
> = true
export const leaseBackingPinned: Pinned<typeof leaseBackingTable.$inferSelect, LeaseBackingRecord> =
  true
