import { z } from 'zod'
import { PAGE_SIZES } from '@/lib/core/pagination'
import { CHART_RANGES, DENSITIES, START_PAGES, THEMES, UNITS } from '@/types'

const MAX_COLUMNS = 60
const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Not the name of a chart or table.')
const column = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/, 'Not the name of a column.')
const range = z.literal(CHART_RANGES)
const pageSize = z.literal(PAGE_SIZES)
const timeZone = z.string().max(60).refine(isTimeZone, 'Choose a time zone from the list.')

/** One change of a preference. */
export const preferenceChangeInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unit'), unit: z.enum(UNITS) }),
  z.strictObject({ kind: z.literal('theme'), theme: z.enum(THEMES) }),
  z.strictObject({ kind: z.literal('time-zone'), timeZone: timeZone.nullable() }),
  z.strictObject({ kind: z.literal('density'), density: z.enum(DENSITIES) }),
  z.strictObject({ kind: z.literal('page-size'), pageSize }),
  z.strictObject({ kind: z.literal('start-page'), startPage: z.enum(START_PAGES) }),
  z.strictObject({ kind: z.literal('default-range'), range }),
  z.strictObject({ kind: z.literal('chart'), chart: key, range }),
  z.strictObject({
    kind: z.literal('table'),
    table: key,
    change: z.strictObject({
      hiddenColumns: z.array(column).max(MAX_COLUMNS).optional(),
      density: z.enum(DENSITIES).optional(),
      per: pageSize.optional(),
    }),
  }),
])

/** The settings page as one form; an empty time zone follows the browser. */
export const settingsInput = z.strictObject({
  unit: z.enum(UNITS, 'Choose BTC or sats.'),
  theme: z.enum(THEMES, 'Choose a theme.'),
  timeZone: z.union([z.literal(''), timeZone], 'Choose a time zone from the list.'),
  density: z.enum(DENSITIES, 'Choose a density.'),
  pageSize: z.enum(PAGE_SIZES.map(String), 'Choose one of the page sizes.'),
  startPage: z.enum(START_PAGES, 'Choose a start page.'),
  defaultRange: z.enum(CHART_RANGES.map(String), 'Choose one of the ranges.'),
})

export type SettingsInput = z.output<typeof settingsInput>

/** True for the zones that this runtime knows, by their IANA names. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
