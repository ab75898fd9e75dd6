import 'server-only'
import { randomBytes } from 'node:crypto'
import { ID_PREFIXES } from '@/lib/core/ids'

/** Crockford's base 32: no letter that looks like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const LENGTH = 10

/** A fresh opaque id such as "lease_7k2m9qx4tf": 50 random bits behind the prefix of its kind. */
export function newId(kind: keyof typeof ID_PREFIXES): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return `${ID_PREFIXES[kind]}_${letters.join('')}`
}
