import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { dateColumn, instantColumn, msatColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import {
  CHANNEL_OPERATION_KINDS,
  CHANNEL_OPERATION_STATUSES,
  CHANNEL_STATES,
  type ChannelDayRecord,
  type ChannelOperationRecord,
  type ChannelProfile,
  type ChannelRecord,
  type ChannelStepRecord,
  CLOSE_MODES,
  LIGHTNING_FAULTS,
  type LightningFaultRecord,
  STEP_STATUSES,
} from '@/types'
import { nodeTable } from '../node/table'
import { subscriberTable } from '../subscriber/table'
import { treasuryTable } from '../treasury/table'

export const channelTable = pgTable(
  'channel',
  {
    id: text().primaryKey(),
    nodeId: text()
      .notNull()
      .references(() => nodeTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    peerAlias: text().notNull(),
    peerPubkey: text().notNull(),
    capacitySats: satsColumn().notNull(),
    localSats: satsColumn().notNull(),
    remoteSats: satsColumn().notNull(),
    baseFeeMsat: integer().notNull(),
    feePpm: integer().notNull(),
    state: text({ enum: CHANNEL_STATES }).notNull(),
    stateSince: instantColumn().notNull(),
    isPeerOnline: boolean().notNull(),
    openedAt: instantColumn(),
    closedAt: instantColumn(),
    fundingOutpoint: text(),
    updatedAt: instantColumn().notNull(),
    profile: jsonb().$type<ChannelProfile>().notNull(),
  },
  (t) => [
    index('channel_treasury').on(t.treasuryId),
    index('channel_node').on(t.nodeId),
    check('channel_balances_sum', sql`${t.capacitySats} = ${t.localSats} + ${t.remoteSats}`),
    check('channel_balances_range', sql`${t.localSats} >= 0 and ${t.remoteSats} >= 0`),
  ],
)

export const channelStepTable = pgTable(
  'channel_step',
  {
    channelId: text()
      .notNull()
      .references(() => channelTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    seq: integer().notNull(),
    step: text().notNull(),
    status: text({ enum: STEP_STATUSES }).notNull(),
    txid: text(),
    message: text().notNull(),
    at: instantColumn().notNull(),
  },
  (t) => [primaryKey({ columns: [t.channelId, t.seq] })],
)

export const channelOperationTable = pgTable(
  'channel_operation',
  {
    id: text().primaryKey(),
    channelId: text()
      .notNull()
      .references(() => channelTable.id),
    nodeId: text()
      .notNull()
      .references(() => nodeTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    kind: text({ enum: CHANNEL_OPERATION_KINDS }).notNull(),
    status: text({ enum: CHANNEL_OPERATION_STATUSES }).notNull(),
    amountSats: satsColumn().notNull(),
    mode: text({ enum: CLOSE_MODES }),
    fault: text({ enum: LIGHTNING_FAULTS }),
    attempt: integer().notNull(),
    stepsDone: integer().notNull(),
    startedAt: instantColumn().notNull(),
    dueAt: instantColumn(),
    endedAt: instantColumn(),
    txid: text(),
    lockedUntil: instantColumn(),
  },
  (t) => [
    index('channel_operation_channel').on(t.channelId),
    index('channel_operation_due').on(t.status, t.dueAt),
    uniqueIndex('channel_operation_open')
      .on(t.channelId)
      .where(sql`${t.status} in ('running', 'waiting')`),
    check('channel_operation_amount', sql`${t.amountSats} >= 0`),
    check(
      'channel_operation_bound',
      sql`${t.txid} is null or ${t.status} not in ('failed', 'cancelled')`,
    ),
  ],
)

export const lightningFaultTable = pgTable(
  'lightning_fault',
  {
    id: text().primaryKey(),
    nodeId: text()
      .notNull()
      .references(() => nodeTable.id),
    fault: text({ enum: LIGHTNING_FAULTS }).notNull(),
    remaining: integer().notNull(),
    createdAt: instantColumn().notNull(),
  },
  (t) => [
    index('lightning_fault_node').on(t.nodeId),
    check('lightning_fault_remaining', sql`${t.remaining} >= 0`),
  ],
)

export const channelDayTable = pgTable(
  'channel_day',
  {
    channelId: text()
      .notNull()
      .references(() => channelTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    subscriberId: text().references(() => subscriberTable.id),
    date: dateColumn().notNull(),
    routedSats: satsColumn().notNull(),
    feeMsat: msatColumn().notNull(),
    htlcAttempts: integer().notNull(),
    htlcSettled: integer().notNull(),
    onlineSeconds: integer().notNull(),
    observedSeconds: integer().notNull(),
    minInboundSats: satsColumn().notNull(),
    meanInboundSats: satsColumn().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.date] }),
    index('channel_day_date').on(t.date),
    index('channel_day_treasury_date').on(t.treasuryId, t.date),
    index('channel_day_subscriber_date').on(t.subscriberId, t.date),
    check('channel_day_htlcs', sql`${t.htlcSettled} between 0 and ${t.htlcAttempts}`),
    check('channel_day_volume', sql`${t.routedSats} >= 0 and ${t.feeMsat} >= 0`),
  ],
)

export const channelPinned: Pinned<typeof channelTable.$inferSelect, ChannelRecord> = true
export const channelOperationPinned: Pinned<
  typeof channelOperationTable.$inferSelect,
  ChannelOperationRecord
> = true
export const lightningFaultPinned: Pinned<
  typeof lightningFaultTable.$inferSelect,
  LightningFaultRecord
> = true
export const channelStepPinned: Pinned<typeof channelStepTable.$inferSelect, ChannelStepRecord> =
  true
export const channelDayPinned: Pinned<typeof channelDayTable.$inferSelect, ChannelDayRecord> = true
