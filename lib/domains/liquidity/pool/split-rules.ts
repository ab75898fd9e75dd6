import { ValidationError } from '@/lib/core/errors'
import { splitByLargestRemainder, sumSats } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import type { Sats } from '@/types'

export interface TreasuryPart {
  treasuryId: string
  sizeSats: Sats
}

interface Room {
  treasuryId: string
  availableSats: Sats
}

/** Smaller parts are not worth a channel of their own, unless nobody else has room. */
export const SMALLEST_PART_SATS = 1_000_000

/**
 * Splits a size over treasuries in proportion to what each has free (largest remainder, lowest id first
 * on ties), so that no part exceeds its treasury's room. A treasury whose part would be below 0.01 BTC
 * is left out while the others can carry it.
 * @returns null when they have less free together.
 */
export function splitOverTreasuries(sizeSats: Sats, rooms: readonly Room[]): TreasuryPart[] | null {
  const open = rooms
    .filter(({ availableSats }) => availableSats > 0)
    .sort((a, b) => compareText(a.treasuryId, b.treasuryId))
  if (sumSats(open.map((room) => room.availableSats)) < sizeSats) return null
  const parts = proportional(sizeSats, open)
  const smallest = [...open].sort((a, b) => a.availableSats - b.availableSats)[0]
  if (smallest === undefined || parts.every((part) => part.sizeSats >= SMALLEST_PART_SATS)) {
    return parts
  }
  const others = open.filter((room) => room !== smallest)
  return splitOverTreasuries(sizeSats, others) ?? parts
}

function proportional(sizeSats: Sats, rooms: readonly Room[]): TreasuryPart[] {
  const sizes = splitByLargestRemainder(
    sizeSats,
    rooms.map((room) => room.availableSats),
  )
  return rooms
    .map(({ treasuryId }, index) => ({ treasuryId, sizeSats: sizes[index] ?? sizeSats }))
    .filter((part) => part.sizeSats > 0)
}

/**
 * A split by hand holds each treasury once, and all of the size.
 * @throws ValidationError on `split`.
 */
export function assertSplit(sizeSats: Sats, parts: readonly TreasuryPart[]): void {
  const refuse = (reason: string) => new ValidationError(reason, { split: reason })
  if (new Set(parts.map(({ treasuryId }) => treasuryId)).size < parts.length) {
    throw refuse('Name each treasury once.')
  }
  // Not as satoshis: a client may send more than there are.
  if (parts.reduce((sum, part) => sum + part.sizeSats, 0) !== sizeSats) {
    throw refuse('The parts must add up to the size.')
  }
}

/** A fixed fee over the parts of a split, to the satoshi. */
export function splitFee(feeSats: Sats, parts: readonly TreasuryPart[]): Sats[] {
  return splitByLargestRemainder(
    feeSats,
    parts.map((part) => part.sizeSats),
  )
}
