import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** FNV-1a over the parts, 32 bits: the same text gives the same number on every machine. */
export function hash32(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  const text = parts.join('\u0000')
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** A reproducible stream of whole numbers. */
export interface RandomStream {
  /** Uniform in [min, max], both whole. */
  int(min: number, max: number): number
}

/** The stream that belongs to the parts; streams of different parts are unrelated. */
export function randomStream(...parts: readonly (string | number)[]): RandomStream {
  const generator = xoroshiro128plus(hash32(...parts) | 0)
  return { int: (min, max) => uniformInt(generator, min, max) }
}
