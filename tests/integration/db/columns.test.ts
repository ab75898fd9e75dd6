import { sql } from 'drizzle-orm'
import { pgTable } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { MAX_SATS, sats } from '@/lib/core/money'
import { dateColumn, instantColumn, msatColumn, satsColumn } from '@/lib/db/columns'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')

const sampleTable = pgTable('column_sample', {
  amount: satsColumn().notNull(),
  feeMsat: msatColumn().notNull(),
  seenAt: instantColumn().notNull(),
  day: dateColumn().notNull(),
})

const create = sql`create temporary table column_sample
  (amount bigint, fee_msat bigint, seen_at timestamp (3) with time zone, day date)`

describe('columns', () => {
  it.each([
    { amount: 0, feeMsat: 0n, seenAt: '2026-11-20T00:00:00.000Z', day: '2026-11-20' },
    { amount: 1, feeMsat: 1n, seenAt: '2028-02-29T23:59:59.999Z', day: '2028-02-29' },
    { amount: -5, feeMsat: -7n, seenAt: '1999-12-31T12:00:00.001Z', day: '1999-12-31' },
    {
      amount: MAX_SATS,
      feeMsat: 9_223_372_036_854_775_807n,
      seenAt: '2026-03-29T01:30:00.500Z',
      day: '2026-03-29',
    },
  ])('give back what they were given: $seenAt', (sample) =>
    store.inRollback(async ({ db }) => {
      await db.execute(create)
      await db.insert(sampleTable).values({ ...sample, amount: sats(sample.amount) })
      expect(await db.select().from(sampleTable)).toEqual([sample])
    }),
  )

  it.each([
    ['2026-01-02 03:04:05+00', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05.6+00:00', '2026-01-02T03:04:05.600Z'],
    ['2026-01-02T03:04:05.678+00:00', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02 03:04:05.67+05:30', '2026-01-01T21:34:05.670Z'],
    [new Date('2026-01-02T03:04:05.678Z'), '2026-01-02T03:04:05.678Z'],
  ])('read the instant %s as text and as JSON write it', (written, instant) => {
    expect(sampleTable.seenAt.mapFromDriverValue(written)).toBe(instant)
  })

  it('map sums to satoshis', () =>
    store.inRollback(async ({ db }) => {
      await db.execute(create)
      const rest = { feeMsat: 0n, seenAt: '2026-11-20T00:00:00.000Z', day: '2026-11-20' }
      await db.insert(sampleTable).values([
        { ...rest, amount: sats(4_000_000_000) },
        { ...rest, amount: sats(5_000_000_000) },
      ])
      const [row] = await db
        .select({ total: sql`sum(${sampleTable.amount})`.mapWith(sampleTable.amount) })
        .from(sampleTable)
      expect(row?.total).toBe(9_000_000_000)
    }))

  it('keep milliseconds and speak UTC whatever zone the text was in', () =>
    store.inRollback(async ({ db }) => {
      await db.execute(create)
      await db.insert(sampleTable).values({
        amount: sats(1),
        feeMsat: 1n,
        seenAt: '2026-11-20T01:30:00.250+02:00',
        day: '2026-11-20',
      })
      const [row] = await db.select().from(sampleTable)
      expect(row?.seenAt).toBe('2026-11-19T23:30:00.250Z')
    }))
})
