import { TZDateMini } from '@date-fns/tz'
import type { IsoDate, IsoInstant } from '@/types'
import { startOfDay, toInstant } from './time'

/** The first instant of a day in a zone; 01:00 where summer time leaves its first hour out. */
export function startOfDayIn(day: IsoDate, timeZone: string): IsoInstant {
  if (timeZone === 'UTC') return startOfDay(day)
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return toInstant(new TZDateMini(year, month - 1, date, timeZone).getTime())
}
