import { sql } from 'drizzle-orm'
import { bigint, check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import { CURRENCIES, INVOICE_STATUSES, type InvoiceRecord } from '@/types'

export const invoiceTable = pgTable(
  'invoice',
  {
    id: text().primaryKey(),
    number: text().notNull().unique(),
    subscriberId: text()
      .notNull()
      .references(() => organisationTable.id),
    period: text().notNull(),
    amountSats: satsColumn().notNull(),
    paidSats: satsColumn().notNull(),
    currency: text({ enum: CURRENCIES }).notNull(),
    amountCents: bigint({ mode: 'number' }),
    status: text({ enum: INVOICE_STATUSES }).notNull(),
    issuedAt: instantColumn().notNull(),
    dueAt: instantColumn().notNull(),
    paidAt: instantColumn(),
  },
  (t) => [
    index('invoice_subscriber').on(t.subscriberId),
    check('invoice_amounts', sql`${t.amountSats} >= 0 and ${t.paidSats} >= 0`),
  ],
)

export const invoicePinned: Pinned<typeof invoiceTable.$inferSelect, InvoiceRecord> = true
