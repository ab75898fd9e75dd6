export const UNITS = ['btc', 'sats'] as const
export type Unit = (typeof UNITS)[number]

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const DENSITIES = ['compact', 'comfortable'] as const
export type Density = (typeof DENSITIES)[number]

export const CHART_RANGES = [7, 30, 90] as const
export type ChartRange = (typeof CHART_RANGES)[number]

export interface TablePreference {
  hiddenColumns?: readonly string[] | undefined
  density?: Density
  per?: number
}

export interface ViewerPreferences {
  unit: Unit
  theme: Theme
  /** IANA zone; null until it is known, which means UTC. */
  timeZone: string | null
  /** By chart name. */
  ranges: Readonly<Record<string, ChartRange>>
  /** By table name. */
  tables: Readonly<Record<string, TablePreference>>
}

/** What a figure needs to know about who looks at it. */
export interface Viewer {
  unit: Unit
  timeZone: string
}

export type PreferenceChange =
  | { kind: 'unit'; unit: Unit }
  | { kind: 'theme'; theme: Theme }
  | { kind: 'time-zone'; timeZone: string }
  | { kind: 'chart'; chart: string; range: ChartRange }
  | { kind: 'table'; table: string; change: TablePreference }

/** A server action. */
export type PreferenceAction = (change: PreferenceChange) => Promise<void>

/** The same for a form too, whose buttons carry the kind of the change as their name. */
export type PreferenceFormAction = (change: PreferenceChange | FormData) => Promise<void>

export const DEFAULT_PREFERENCES: ViewerPreferences = {
  unit: 'btc',
  theme: 'system',
  timeZone: null,
  ranges: {},
  tables: {},
}

/** Cookies that the server reads to render the right page at once. */
export const PREFERENCE_COOKIES = {
  theme: 'flowrate_theme',
  unit: 'flowrate_unit',
  timeZone: 'flowrate_zone',
  rail: 'flowrate_rail',
  shortcuts: 'flowrate_keys',
} as const

/** The value when it is one of the choices, else the first choice. */
export function choice<const T extends string>(
  choices: readonly [T, ...T[]],
  value: string | undefined,
): T {
  return choices.find((known) => known === value) ?? choices[0]
}

/** Class of `<html>`: an unset or odd cookie follows the system. */
export function themeClass(cookie: string | undefined): Theme {
  return choice(THEMES, cookie)
}
