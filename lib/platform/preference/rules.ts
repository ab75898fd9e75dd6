import { DEFAULT_PAGE_SIZE } from '@/lib/core/pagination'
import type { ChartRange, Density, PreferenceRecord, StartPage, Theme, Unit } from '@/types'

/** How one person wants to see things. */
export type Preferences = Omit<PreferenceRecord, 'userId' | 'updatedAt'>

export const DEFAULT_PREFERENCES: Preferences = {
  unit: 'btc',
  theme: 'system',
  timeZone: null,
  density: 'compact',
  pageSize: DEFAULT_PAGE_SIZE,
  startPage: 'overview',
  defaultRange: 7,
  ranges: {},
  tables: {},
}

export interface TableChange {
  hiddenColumns?: readonly string[] | undefined
  density?: Density | undefined
  per?: number | undefined
}

export type PreferenceChange =
  | { kind: 'unit'; unit: Unit }
  | { kind: 'theme'; theme: Theme }
  | { kind: 'time-zone'; timeZone: string | null }
  | { kind: 'density'; density: Density }
  | { kind: 'page-size'; pageSize: number }
  | { kind: 'start-page'; startPage: StartPage }
  | { kind: 'default-range'; range: ChartRange }
  | { kind: 'chart'; chart: string; range: ChartRange }
  | { kind: 'table'; table: string; change: TableChange }

/** The preferences after one change; the given ones stay as they are. */
export function applyChange(preferences: Preferences, change: PreferenceChange): Preferences {
  switch (change.kind) {
    case 'unit':
      return { ...preferences, unit: change.unit }
    case 'theme':
      return { ...preferences, theme: change.theme }
    case 'time-zone':
      return { ...preferences, timeZone: change.timeZone }
    case 'density':
      return { ...preferences, density: change.density }
    case 'page-size':
      return { ...preferences, pageSize: change.pageSize }
    case 'start-page':
      return { ...preferences, startPage: change.startPage }
    case 'default-range':
      return { ...preferences, defaultRange: change.range }
    case 'chart':
      return { ...preferences, ranges: { ...preferences.ranges, [change.chart]: change.range } }
    case 'table':
      return { ...preferences, tables: withTable(preferences, change.table, change.change) }
  }
}

/** Range that a chart opens with. */
export function chartRange(preferences: Preferences, chart: string): ChartRange {
  return preferences.ranges[chart] ?? preferences.defaultRange
}

/** What a table starts from; without own columns the table's own start holds. */
export function tablePreference(
  preferences: Preferences,
  table: string,
): { hiddenColumns?: string[]; density: Density; per: number } {
  const own = preferences.tables[table]
  return {
    ...(own?.hiddenColumns !== undefined && { hiddenColumns: own.hiddenColumns }),
    density: own?.density ?? preferences.density,
    per: own?.per ?? preferences.pageSize,
  }
}

function withTable(
  { tables }: Preferences,
  table: string,
  change: TableChange,
): Preferences['tables'] {
  const { hiddenColumns, density, per } = change
  return {
    ...tables,
    [table]: {
      ...tables[table],
      ...(hiddenColumns !== undefined && { hiddenColumns: [...hiddenColumns] }),
      ...(density !== undefined && { density }),
      ...(per !== undefined && { per }),
    },
  }
}
