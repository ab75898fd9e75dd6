import type { Sats, Unit } from '@/types'
import { MAX_SATS, sats } from './money'

/** What people put between thousands: comma, apostrophes, underscore and the blanks of other languages. */
const SEPARATOR = "[,'\u2019_ \u00a0\u2009\u202f]"
const PLAIN = /^\d+$/
/** One and the same sign before every three digits. A group after a leading 0 is a decimal comma. */
const GROUPED = new RegExp(`^[1-9]\\d{0,2}(${SEPARATOR})\\d{3}(?:\\1\\d{3})*$`)
const ANY_SEPARATOR = new RegExp(SEPARATOR)

interface NumberParts {
  /** Digits alone. */
  whole: string
  /** Digits after the point; null without a point. */
  decimals: string | null
}

/** A number as typed, in its digits; null where it could be read in two ways or in none. */
function splitNumber(text: string): NumberParts | null {
  const [whole = '', decimals = null, ...rest] = text.trim().split('.')
  if (rest.length > 0 || (decimals !== null && !/^\d*$/.test(decimals))) return null
  if (!PLAIN.test(whole) && !GROUPED.test(whole)) return null
  return { whole: whole.replaceAll(/\D/g, ''), decimals }
}

/**
 * What a person typed as an amount, exact to the satoshi and without floating point: up to eight
 * decimals for BTC, digits alone for sats; thousands may be set apart by one kind of sign.
 * Null for anything else and for more than 21 million bitcoin.
 */
export function parseAmountText(text: string, unit: Unit): Sats | null {
  const parts = splitNumber(text)
  if (parts === null || parts.whole.length > 16) return null
  const { whole, decimals } = parts
  if (unit === 'sats' && decimals !== null) return null
  if (decimals !== null && decimals.length > 8) return null
  const amount = BigInt(unit === 'sats' ? whole : whole + (decimals ?? '').padEnd(8, '0'))
  return amount <= BigInt(MAX_SATS) ? sats(amount) : null
}

/** A whole number of at most nine digits as a person types it, or null. */
export function parseWholeText(text: string): number | null {
  const parts = splitNumber(text)
  if (parts === null || parts.decimals !== null || parts.whole.length > 9) return null
  return Number(parts.whole)
}

/** What is wrong with the text of an amount, in a sentence; null when it can be read. */
export function amountComplaint(text: string, unit: Unit): string | null {
  if (parseAmountText(text, unit) !== null) return null
  if (text.trim() === '') return 'Say how much.'
  if (ANY_SEPARATOR.test(text.trim())) {
    return unit === 'btc'
      ? 'Use a point before decimals, and commas only between thousands, as in 1,234.5.'
      : 'Use whole satoshis, and commas only between thousands, as in 150,000.'
  }
  if (/^\d+(?:\.\d{0,8})?$/.test(text.trim()) && (unit === 'btc' || !text.includes('.'))) {
    return 'No more than 21 million BTC can exist.'
  }
  return unit === 'btc' ? 'Use digits and up to 8 decimals.' : 'Use whole satoshis.'
}

/** The same for a whole number; `limits` is what to say where no sign between digits is at fault. */
export function wholeComplaint(text: string, limits = 'A whole number.'): string | null {
  if (parseWholeText(text) !== null) return null
  return ANY_SEPARATOR.test(text.trim())
    ? 'A whole number, with commas only between thousands, as in 1,000.'
    : limits
}
