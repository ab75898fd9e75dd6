import { utcDate } from '@/lib/core/time'
import type { IsoInstant } from '@/types'
import type { DueKind } from './next-due'

/** One of it, several of it. What only moves on by itself goes without saying. */
const WORDS: readonly (readonly [DueKind, string, string])[] = [
  ['lease_end', 'lease ends', 'leases end'],
  ['lease_start', 'lease starts', 'leases start'],
  ['renewal_start', 'renewal starts', 'renewals start'],
  ['early_end', 'early end takes effect', 'early ends take effect'],
  ['renewal_lapse', 'renewal request lapses', 'renewal requests lapse'],
  ['reservation_lapse', 'reservation lapses', 'reservations lapse'],
  ['ticket_lapse', 'request lapses', 'requests lapse'],
]

/** "3 leases end", "1 month is closed": what comes due by itself between two instants. */
export function dueWords(
  counts: ReadonlyMap<DueKind, number>,
  from: IsoInstant,
  to: IsoInstant,
): string[] {
  const lines = WORDS.flatMap(([kind, one, several]) => {
    const count = counts.get(kind) ?? 0
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`]
  })
  const months = monthOf(to) - monthOf(from)
  if (months === 0) return lines
  return [...lines, months === 1 ? '1 month is closed' : `${months} months are closed`]
}

function monthOf(at: IsoInstant): number {
  const [year = 0, month = 0] = utcDate(at).split('-').map(Number)
  return year * 12 + month
}
