import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, toInstant } from '@/lib/core/time'
import { type RandomStream, randomStream } from '@/lib/lightning/random'
import type { IsoInstant, Sats } from '@/types'

/** What every step of building a world draws from: the seed, the first midnight, and the scale. */
export interface Build {
  seed: number
  /** 00:00 UTC of the world's first day. */
  now: Date
  nowIso: IsoInstant
  scale: number
  stream(label: string): RandomStream
  /** An instant before now (after it for negative amounts). */
  ago(days: number, hours?: number, minutes?: number): IsoInstant
}

export function createBuild(seed: number, now: Date, scale: number): Build {
  return {
    seed,
    now,
    nowIso: toInstant(now),
    scale,
    stream: (label) => randomStream(seed, 'world', label),
    ago: (days, hours = 0, minutes = 0) =>
      addMs(now, -(days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS)),
  }
}

export function btcToSats(btc: number): Sats {
  return sats(Math.round(btc * 100_000_000))
}

/** The n-th of a list, 1-based. @throws RangeError when there is none. */
export function nth<T>(items: readonly T[], position: number): T {
  const item = items[position - 1]
  if (item === undefined) throw new RangeError(`No item ${position} of ${items.length}`)
  return item
}

/** The value under a key. @throws RangeError when there is none. */
export function must<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key)
  if (value === undefined) throw new RangeError(`Nothing under ${String(key)}`)
  return value
}

export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}
