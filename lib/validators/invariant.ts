import { type ArrayName, ENTITY_OF, type Lookup, type RowOf, rowId, type WorldView } from './view'

/** A field and what is wrong with it. */
export type Fault = readonly [field: string, message: string]

export interface Finding {
  id: string
  field: string
  message: string
}

/** One named rule over one entity. */
export interface Invariant {
  rule: string
  entity: string
  description: string
  check(world: WorldView, lookup: Lookup): Finding[]
}

type RowCheck<Name extends ArrayName> = (
  row: RowOf<Name>,
  lookup: Lookup,
) => Fault | readonly Fault[] | null

/** A rule that each row keeps by itself or together with what it refers to. */
export function rowInvariant<Name extends ArrayName>(
  array: Name,
  rule: string,
  description: string,
  check: RowCheck<Name>,
): Invariant {
  return {
    rule,
    entity: ENTITY_OF[array],
    description,
    check: (world, lookup) =>
      (world[array] as readonly RowOf<Name>[]).flatMap((row) =>
        faultsOf(check(row, lookup)).map(([field, message]) => ({
          id: rowId(row),
          field,
          message,
        })),
      ),
  }
}

/** A rule over all rows of an array at once. */
export function arrayInvariant<Name extends ArrayName>(
  array: Name,
  rule: string,
  description: string,
  check: (rows: readonly RowOf<Name>[], lookup: Lookup) => Finding[],
): Invariant {
  return {
    rule,
    entity: ENTITY_OF[array],
    description,
    check: (world, lookup) => check(world[array] as readonly RowOf<Name>[], lookup),
  }
}

function faultsOf(result: Fault | readonly Fault[] | null): readonly Fault[] {
  if (result === null) return []
  return isFault(result) ? [result] : result
}

function isFault(result: Fault | readonly Fault[]): result is Fault {
  return typeof result[0] === 'string'
}

/** The ids of an entity match their pattern. */
export function idPatternInvariant(array: Exclude<ArrayName, 'yieldDataPoints'>, pattern: RegExp) {
  return rowInvariant(array, 'id-pattern', `The id matches ${pattern.source}`, (row) =>
    pattern.test(row.id) ? null : ['id', `"${row.id}" does not match ${pattern.source}`],
  )
}

/** A key is used once; the second user of it is named. */
export function uniqueInvariant<Name extends ArrayName>(
  array: Name,
  rule: string,
  field: string,
  description: string,
  key: (row: RowOf<Name>) => string,
): Invariant {
  return arrayInvariant(array, rule, description, (rows) => {
    const seen = new Set<string>()
    return rows.flatMap((row) => {
      const value = key(row)
      if (seen.has(value)) return [{ id: rowId(row), field, message: `"${value}" occurs twice` }]
      seen.add(value)
      return []
    })
  })
}

/** Fields that name another record: each resolves. */
export function referenceFault(
  field: string,
  id: string,
  targets: ReadonlyMap<string, unknown>,
): Fault[] {
  return targets.has(id) ? [] : [[field, `"${id}" does not exist`]]
}

/** Instants that can't lie ahead of the world's now. */
export function pastFaults(
  fields: Readonly<Record<string, string | undefined>>,
  { nowIso }: Lookup,
): Fault[] {
  return Object.entries(fields).flatMap(([field, at]): Fault[] =>
    at === undefined || at <= nowIso ? [] : [[field, `${at} lies in the future of ${nowIso}`]],
  )
}

/** Percentages from 0 to 100. */
export function percentFaults(fields: Readonly<Record<string, number>>): Fault[] {
  return Object.entries(fields).flatMap(([field, value]): Fault[] =>
    value >= 0 && value <= 100 ? [] : [[field, `${value} is not between 0 and 100`]],
  )
}

/** Amounts that are not negative. */
export function amountFaults(fields: Readonly<Record<string, number>>): Fault[] {
  return Object.entries(fields).flatMap(([field, value]): Fault[] =>
    value >= 0 ? [] : [[field, `${value} is negative`]],
  )
}

/** A derived field equals what its inputs give. */
export function equalFault(field: string, actual: unknown, expected: unknown): Fault[] {
  return actual === expected ? [] : [[field, `is ${String(actual)}, expected ${String(expected)}`]]
}
