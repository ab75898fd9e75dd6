import { boolean, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

export const userTable = pgTable('user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: moment().notNull().defaultNow(),
  updatedAt: moment().notNull().defaultNow(),
  /** Set: no sign-in, and every open session of this person is dead. */
  disabledAt: moment(),
})

export const sessionTable = pgTable(
  'session',
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text()
      .notNull()
      .references(() => userTable.id, { onDelete: 'cascade' }),
    /** Absolute end; never moved. */
    expiresAt: moment().notNull(),
    /** Last request seen; the idle limit counts from here, by the clock of this server and not the store's. */
    lastActiveAt: moment()
      .notNull()
      .defaultNow()
      .$defaultFn(() => new Date()),
    /** Chosen organisation; checked against the memberships on every request. */
    activeOrganisationId: text(),
    /** When the person last proved who they are; null: when they signed in. */
    provedAt: moment(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [index('session_user').on(t.userId)],
)

export const accountTable = pgTable(
  'account',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => userTable.id, { onDelete: 'cascade' }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: moment(),
    refreshTokenExpiresAt: moment(),
    scope: text(),
    password: text(),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [index('account_user').on(t.userId)],
)

export const verificationTable = pgTable(
  'verification',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: moment().notNull(),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [index('verification_identifier').on(t.identifier)],
)

/** Counters of failed sign-ins, shared by all processes on one store. */
export const rateLimitTable = pgTable('rate_limit', {
  key: text().primaryKey(),
  points: integer().notNull(),
  expire: moment(),
})
