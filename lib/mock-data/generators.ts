import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hex } from '@scure/base'
import { sats, toBtc } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import { hash32, type RandomStream, randomStream } from '@/lib/lightning/random'
import type { IsoInstant } from '@/types'
import { DEFAULT_SEED, REFERENCE_INSTANT } from './reference'

export interface Generators {
  /** BTC in [min, max], exact to the satoshi. */
  randomBTC(min: number, max: number): number
  /** Whole number in [min, max]. */
  randomInt(min: number, max: number): number
  randomItem<T>(array: readonly T[]): T
  /** A compressed secp256k1 public key, 66 hex digits, from a drawn private key. */
  generatePubkey(): string
  /** "lease", 7 → "lease_007". */
  generateId(prefix: string, index: number): string
  dateNDaysAgo(days: number): IsoInstant
  /** An instant between the two ages in days, both included. */
  randomDate(startDaysAgo: number, endDaysAgo: number): IsoInstant
}

/** The seed document's helpers over a reproducible stream and a given "now". */
export function createGenerators(seed: number, now: Date, label = 'generators'): Generators {
  const stream = randomStream(seed, label)
  const dateNDaysAgo = (days: number) => addMs(now, -days * DAY_MS)
  return {
    randomBTC: (min, max) =>
      toBtc(sats(stream.int(Math.ceil(min * 100_000_000), Math.floor(max * 100_000_000)))),
    randomInt: (min, max) => stream.int(min, max),
    randomItem: (array) => pick(stream, array),
    generatePubkey: () => pubkeyOf(String(stream.int(0, Number.MAX_SAFE_INTEGER)), seed),
    generateId: (prefix, index) => `${prefix}_${String(index).padStart(3, '0')}`,
    dateNDaysAgo,
    randomDate: (startDaysAgo, endDaysAgo) => dateNDaysAgo(stream.int(endDaysAgo, startDaysAgo)),
  }
}

/** One of the items, uniformly. @throws RangeError for an empty list. */
export function pick<T>(stream: RandomStream, items: readonly T[]): T {
  const item = items[items.length === 0 ? 0 : stream.int(0, items.length - 1)]
  if (item === undefined) throw new RangeError('Nothing to pick from')
  return item
}

/** Hex digits that depend on nothing but the parts; for ids that a chain or a log would have. */
export function hexDigits(length: number, ...parts: readonly (string | number)[]): string {
  let text = ''
  for (let block = 0; text.length < length; block += 1) {
    text += hash32(...parts, block)
      .toString(16)
      .padStart(8, '0')
  }
  return text.slice(0, length)
}

const knownPubkeys = new Map<string, string>()

/** The public key whose private key is drawn from the label; a point on the curve, kept once made. */
export function pubkeyOf(label: string, seed: number): string {
  const privateKey = `0${hexDigits(63, seed, 'key', label)}`
  const known = knownPubkeys.get(privateKey)
  if (known !== undefined) return known
  const pubkey = hex.encode(secp256k1.getPublicKey(hex.decode(privateKey), true))
  knownPubkeys.set(privateKey, pubkey)
  return pubkey
}

export const {
  randomBTC,
  randomInt,
  randomItem,
  generatePubkey,
  generateId,
  dateNDaysAgo,
  randomDate,
} = createGenerators(DEFAULT_SEED, new Date(REFERENCE_INSTANT))
