import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bech32, bech32m, hex } from '@scure/base'
import { z } from 'zod'
import { MAX_SATS, SATS_PER_BTC } from '@/lib/core/money'

/** A BTC number that is a whole number of satoshis, negative allowed. */
export const btcNumber = z
  .number()
  .refine(isWholeSats, { error: 'is not a whole number of satoshis' })

export const wholeNumber = z.number().int()

/** ISO 8601 UTC with milliseconds. */
export const isoInstant = z
  .string()
  .refine(isIsoInstant, { error: 'is not an ISO 8601 UTC instant with milliseconds' })

/** A UTC calendar day that exists. */
export const isoDate = z
  .string()
  .refine((text) => isIsoInstant(`${text}T00:00:00.000Z`), { error: 'is not a calendar day' })

export const nonEmpty = z.string().min(1)

export function isWholeSats(btc: number): boolean {
  const amount = Math.round(btc * SATS_PER_BTC)
  return Math.abs(amount) <= MAX_SATS && amount / SATS_PER_BTC === btc
}

export function isIsoInstant(text: string): boolean {
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text
}

/** 02 or 03 and 64 lower-case hex digits that are a point of secp256k1. Source: BOLT 8; §10 #15. */
export function isNodePubkey(text: string): boolean {
  if (!/^0[23][0-9a-f]{64}$/.test(text)) return false
  try {
    secp256k1.Point.fromBytes(hex.decode(text)).assertValidity()
    return true
  } catch {
    return false
  }
}

const PREFIXES = ['bc', 'tb', 'bcrt']

/** A segwit address with a right checksum: bech32 for version 0, bech32m above. Source: BIP 350. */
export function isSegwitAddress(text: string): boolean {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return false
  const address = text.toLowerCase()
  const decoded = decodeWith(bech32, address) ?? decodeWith(bech32m, address)
  if (decoded === null || !PREFIXES.includes(decoded.prefix)) return false
  const [version] = decoded.words
  if (version === undefined || version > 16) return false
  const coder = version === 0 ? bech32 : bech32m
  if (decodeWith(coder, address) === null) return false
  const program = coder.fromWordsUnsafe(decoded.words.slice(1))
  if (program instanceof Uint8Array === false) return false
  if (version === 0) return program.length === 20 || program.length === 32
  return program.length >= 2 && program.length <= 40
}

function decodeWith(coder: typeof bech32, address: string) {
  return coder.decodeUnsafe(address, 90) ?? null
}
