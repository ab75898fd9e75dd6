/**
 * A number is given out before its row is committed, so a lower one may appear after a higher one.
 * For this long it is waited for; then its transaction is taken to have been rolled back.
 */
export const LATE_MS = 60_000
/** Gaps beyond this many are too old to be waited for one by one. */
const MOST_MISSING = 1000

/** What one process has seen of the numbered events. */
export interface Seen {
  highest: number
  /** Numbers below the highest that were not there yet → since when, in real milliseconds. */
  missing: ReadonlyMap<number, number>
}

/** What is seen when `numbers` (ascending) are read at `at`: gaps open, late ones fill, old ones close. */
export function seenWith(seen: Seen, numbers: readonly number[], at: number): Seen {
  const missing = new Map([...seen.missing].filter(([, since]) => at - since < LATE_MS))
  const highest = Math.max(seen.highest, numbers.at(-1) ?? 0)
  const present = new Set(numbers)
  const from = Math.max(seen.highest + 1, highest - MOST_MISSING)
  for (let number = from; number < highest; number += 1) missing.set(number, at)
  for (const number of present) missing.delete(number)
  return { highest, missing }
}

/** At the start the newest numbers are known; gaps among them may still be filled. */
export function firstSeen(numbers: readonly number[], at: number): Seen {
  const before = (numbers[0] ?? 1) - 1
  return seenWith({ highest: before, missing: new Map() }, numbers, at)
}

/** Up to here nothing will appear any more: who has all of it misses nothing by asking from here on. */
export function settledUpTo({ highest, missing }: Seen): number {
  return missing.size === 0 ? highest : Math.min(...missing.keys()) - 1
}

/** A resume point of a client: decimal, and small enough to be one of ours. */
export function parseCursor(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}
