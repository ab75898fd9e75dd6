import { SATS_PER_BTC } from './money'

const MINUS = '\u2212'

/** "1234567" → "1,234,567". Written out, so that server and browser always agree. */
export function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

export function signOf(value: number): string {
  return value < 0 ? MINUS : ''
}

export function formatInteger(value: number): string {
  return signOf(value) + group(String(Math.abs(Math.round(value))))
}

export interface BtcParts {
  /** Sign, grouped whole bitcoin, point and decimals up to the last that is not 0. */
  lead: string
  /** The zeros that follow, to be dimmed. */
  zeros: string
}

/** Satoshis as bitcoin with 8 decimals, split where the trailing zeros begin. */
export function btcParts(sats: number): BtcParts {
  const absolute = Math.abs(sats)
  const whole = group(String(Math.floor(absolute / SATS_PER_BTC)))
  const decimals = String(absolute % SATS_PER_BTC).padStart(8, '0')
  const significant = decimals.replace(/0+$/, '')
  const lead = `${signOf(sats)}${whole}${significant ? `.${significant}` : ''}`
  const zeros = significant ? decimals.slice(significant.length) : `.${decimals}`
  return { lead, zeros }
}

export function formatBtcText(sats: number): string {
  const { lead, zeros } = btcParts(sats)
  return `${lead}${zeros} BTC`
}

export function formatSatsText(sats: number): string {
  return `${formatInteger(sats)} ${Math.abs(sats) === 1 ? 'sat' : 'sats'}`
}
