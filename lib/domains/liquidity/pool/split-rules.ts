import { ValidationError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { belowLimit } from '@/lib/core/limits'
import { sats, splitByLargestRemainder, sumSats } from '@/lib/core/money'
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

/**
 * Splits a size over treasuries in proportion to what each has free (largest remainder, lowest id first
 * on ties), so that no part exceeds its treasury's room or is smaller than the least lease; a size below
 * that is one part. The smallest rooms are left out while the others can carry it.
 * @returns null when there is no such split.
 */
export function splitOverTreasuries(
  sizeSats: Sats,
  rooms: readonly Room[],
  leastSats: Sats,
): TreasuryPart[] | null {
  const least = sats(Math.min(leastSats, sizeSats))
  const open = rooms
    .filter(({ availableSats }) => availableSats > 0 && availableSats >= least)
    .sort((a, b) => compareText(a.treasuryId, b.treasuryId))
  if (sumSats(open.map((room) => room.availableSats)) < sizeSats) return null
  const parts = proportional(sizeSats, open)
  const smallest = [...open].sort((a, b) => a.availableSats - b.availableSats)[0]
  if (smallest === undefined || parts.every((part) => part.sizeSats >= least)) return parts
  const others = open.filter((room) => room !== smallest)
  return splitOverTreasuries(sizeSats, others, leastSats) ?? leastEach(sizeSats, open, least)
}

/**
 * The largest size, up to a cap, that can be split: the cap itself, or all of the largest rooms.
 * @returns 0 when nothing can.
 */
export function largestSplit(capSats: Sats, rooms: readonly Room[], leastSats: Sats): Sats {
  const sizes = rooms.map(({ availableSats }) => availableSats).sort((a, b) => b - a)
  const sums = sizes.map((_, index) => sumSats(sizes.slice(0, index + 1)))
  const candidates = [capSats, ...sums.filter((sum) => sum < capSats).sort((a, b) => b - a)]
  const fits = (size: Sats) => splitOverTreasuries(size, rooms, leastSats) !== null
  return candidates.find((size) => size > 0 && fits(size)) ?? sats(0)
}

/** The least lease from each, and the rest in proportion to what they have beyond it. */
function leastEach(sizeSats: Sats, rooms: readonly Room[], least: Sats): TreasuryPart[] | null {
  const rest = sizeSats - rooms.length * least
  if (rest < 0) return null
  const more = splitByLargestRemainder(
    sats(rest),
    rooms.map(({ availableSats }) => availableSats - least),
  )
  return rooms.map(({ treasuryId }, index) => ({
    treasuryId,
    sizeSats: sumSats([least, more[index] ?? sats(0)]),
  }))
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
  if (new Set(parts.map(({ treasuryId }) => treasuryId)).size < parts.length) {
    throw refusal('Name each treasury once.')
  }
  // Not as satoshis: a client may send more than there are.
  if (parts.reduce((sum, part) => sum + part.sizeSats, 0) !== sizeSats) {
    throw refusal('The parts must add up to the size.')
  }
}

/** @throws ValidationError on `split` for a part below the least lease. */
export function assertPartsOfLeast(parts: readonly TreasuryPart[], leastSats: Sats): void {
  const small = parts.find((part) => part.sizeSats < leastSats)
  if (small === undefined) return
  const detail = belowLimit(small.sizeSats, leastSats, fact.size, fact.gap)
  throw refusal(`${small.treasuryId}: ${detail}`)
}

function refusal(reason: string): ValidationError {
  return new ValidationError(reason, { split: reason })
}

/** A fixed fee over the parts of a split, to the satoshi. */
export function splitFee(feeSats: Sats, parts: readonly TreasuryPart[]): Sats[] {
  return splitByLargestRemainder(
    feeSats,
    parts.map((part) => part.sizeSats),
  )
}
