import 'server-only'
import { createHash } from 'node:crypto'
import { ID_PREFIXES } from '@/lib/core/ids'

const DIGITS = 12

/**
 * The id of what follows from other rows by itself, such as "chan_3f9a01c2b4d5": whoever makes it,
 * and however often it is tried, it is the same thing.
 */
export function derivedId(
  kind: keyof typeof ID_PREFIXES,
  ...parts: readonly (string | number)[]
): string {
  const digest = createHash('sha256')
    .update([kind, ...parts].join('\u0000'))
    .digest('hex')
  return `${ID_PREFIXES[kind]}_${digest.slice(0, DIGITS)}`
}
