import { type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, customType } from 'drizzle-orm/pg-core'
import { MOST_PPM } from '@/lib/core/limits'
import { sats } from '@/lib/core/money'
import type { IsoDate, IsoInstant, Msat, Sats } from '@/types'

/** Whole satoshis. Drivers give bigint columns as number, string or bigint. */
export const satsColumn = customType<{ data: Sats; driverData: string | number | bigint }>({
  dataType: () => 'bigint',
  toDriver: (value) => String(value),
  fromDriver: (value) => sats(typeof value === 'string' ? BigInt(value) : value),
})

/** Millisatoshis. */
export const msatColumn = customType<{ data: Msat; driverData: string | number | bigint }>({
  dataType: () => 'bigint',
  toDriver: (value) => String(value),
  fromDriver: (value) => BigInt(value),
})

/** How a store in UTC writes an instant; read without a Date, since a page reads thousands. */
const UTC_INSTANT = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00(?::00)?$/

function readInstant(value: string | Date): IsoInstant {
  const found = typeof value === 'string' ? UTC_INSTANT.exec(value) : null
  if (found === null) return new Date(value).toISOString()
  const [, date, time, fraction = ''] = found
  return `${date}T${time}.${fraction.padEnd(3, '0')}Z`
}

/** An instant with milliseconds, in and out as ISO text in UTC. */
export const instantColumn = customType<{ data: IsoInstant; driverData: string | Date }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (value) => value,
  fromDriver: readInstant,
})

/** A calendar day, in and out as "YYYY-MM-DD". */
export const dateColumn = customType<{ data: IsoDate; driverData: string | Date }>({
  dataType: () => 'date',
  toDriver: (value) => value,
  fromDriver: (value) =>
    typeof value === 'string' ? value.slice(0, 10) : value.toISOString().slice(0, 10),
})

/**
 * A name as `foldName` folds it, as far as any PostgreSQL can: compatible forms, hidden characters, case
 * and blanks. What it misses (case of letters beyond ASCII in a database of locale C) the rule finds.
 */
export function foldedName(column: AnyPgColumn): SQL {
  return sql`lower(upper(btrim(regexp_replace(translate(normalize(${column}, NFKC), U&'\\00AD\\061C\\180E\\200B\\200C\\200D\\200E\\200F\\2060\\FE0E\\FE0F\\FEFF', ''), '\\s+', ' ', 'g'))))`
}

/** True while the text holds no control, no line end and nothing that turns the direction of text. */
export function onOneLine(column: AnyPgColumn): SQL {
  return sql`${column} !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]'`
}

/** True while a rate is none above the dearest; an exempt row may have any. */
export function withinMostPpm(isExempt: AnyPgColumn, ppm: AnyPgColumn): SQL {
  return sql`${isExempt} or ${ppm} <= ${sql.raw(String(MOST_PPM))}`
}

interface FeeColumns {
  isFeeExempt: AnyPgColumn
  feePpm: AnyPgColumn
  feeSats: AnyPgColumn
  sizeSats: AnyPgColumn
}

/** True while a fee is within its limits, as `feeExcess` has them; an exempt row may have any. */
export function withinFeeLimit({ isFeeExempt, feePpm, feeSats, sizeSats }: FeeColumns): SQL {
  const most = sql.raw(String(MOST_PPM))
  return sql`${isFeeExempt} or (coalesce(${feePpm}, 0) <= ${most} and coalesce(${feeSats}, 0) <= ${sizeSats})`
}
