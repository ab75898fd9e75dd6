import { and, ilike, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type {
  AmountRange,
  DayRange,
  FilterName,
  ListRequest,
  ListWords,
} from '@/lib/core/list-words'
import { addDays, isCalendarDay } from '@/lib/core/time'
import { startOfDayIn } from '@/lib/core/zone-days'

export type Value = PgColumn | SQL

/** What stands behind a filter, by its kind. */
export interface FilterSql {
  /** What the choice is made by; `label` where a value is no word for people. */
  choice: { value: Value; label?: Value }
  text: (text: string) => SQL | undefined
  /** An instant. */
  days: Value
  /** Satoshis. */
  amount: Value
}

const NUMBER = /^\d{1,15}$/
const INSTANT = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/** What an address was kept to; null where it is nothing that the column could hold. */
export function knownArrival(arrival: PgColumn | null, upTo: string | null): string | null {
  if (arrival === null || upTo === null) return null
  const isInstant = INSTANT.test(upTo) && isCalendarDay(upTo.slice(0, 10))
  const isKnown = arrival.dataType === 'number' ? NUMBER.test(upTo) : isInstant
  return isKnown ? upTo : null
}

/** Rows that had arrived by then; all where that is not known. */
export function arrivedBy(arrival: PgColumn | null, upTo: string | null): SQL | undefined {
  const known = knownArrival(arrival, upTo)
  return arrival === null || known === null ? undefined : lte(arrival, known)
}

/** What one filter of a request keeps; undefined where it asks for nothing. */
export function filterSql<Words extends ListWords>(
  words: Words,
  asked: FilterSql[keyof FilterSql],
  name: FilterName<Words>,
  request: ListRequest<Words>,
): SQL | undefined {
  const filter = words.filters[name]
  const value: unknown = request.filters[name]
  switch (filter?.kind) {
    case 'choice': {
      const chosen = value as readonly string[]
      return chosen.length === 0
        ? undefined
        : inArray(sql`${(asked as FilterSql['choice']).value}`, [...chosen])
    }
    case 'text':
      return value === '' ? undefined : (asked as FilterSql['text'])(value as string)
    case 'days':
      return inDays(asked as Value, value as DayRange, request.timeZone)
    case 'amount':
      return between(asked as Value, value as AmountRange)
    case undefined:
      throw new RangeError(`No filter is called ${name}`)
  }
}

function inDays(at: Value, { from, to }: DayRange, timeZone: string): SQL | undefined {
  return and(
    from === null ? undefined : sql`${at} >= ${startOfDayIn(from, timeZone)}`,
    to === null ? undefined : sql`${at} < ${startOfDayIn(addDays(to, 1), timeZone)}`,
  )
}

function between(amount: Value, { min, max }: AmountRange): SQL | undefined {
  return and(
    min === null ? undefined : sql`${amount} >= ${min}`,
    max === null ? undefined : sql`${amount} <= ${max}`,
  )
}

/** Has the text in one of the columns. */
export function matchesText(columns: readonly Value[], q: string): SQL | undefined {
  return q === '' ? undefined : or(...columns.map((column) => contains(column, q)))
}

/** Has the text in it, in whatever case; `%`, `_` and `\` are letters to whoever searches. */
export function contains(column: Value, text: string): SQL {
  return ilike(sql`${column}`, `%${escaped(text)}%`)
}

/** Begins with the text. */
export function startsWith(column: Value, text: string): SQL {
  return ilike(sql`${column}`, `${escaped(text)}%`)
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
