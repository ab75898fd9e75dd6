import { btcText } from './limits'
import { formatBtc } from './money'
import { MONTHS, toMs } from './time'

const FACT = /\{(sats|size|day|at):(-?\d+|\d{4}-[\dT:.Z-]+)\}/g

/** Facts inside a sentence, which each reader gets in an own unit and zone. */
export const fact = {
  /** An amount with all its decimals. */
  amount: (sats: number) => `{sats:${sats}}`,
  /** An amount with as many decimals as it has, for labels. */
  size: (sats: number) => `{size:${sats}}`,
  day: (iso: string) => `{day:${iso}}`,
  moment: (iso: string) => `{at:${iso}}`,
} as const

export interface FactWriter {
  amount: (sats: number) => string
  size: (sats: number) => string
  day: (iso: string) => string
  moment: (iso: string) => string
}

/** The sentence with its facts written out. */
export function writeFacts(text: string, writer: FactWriter): string {
  return text.replace(FACT, (_, kind: string, value: string) => {
    if (kind === 'sats') return writer.amount(Number(value))
    if (kind === 'size') return writer.size(Number(value))
    return kind === 'day' ? writer.day(value) : writer.moment(value)
  })
}

const PLAIN: FactWriter = {
  amount: (sats) => `${formatBtc(sats)} BTC`,
  size: btcText,
  day: dayText,
  moment: (iso) => `${dayText(iso)}, ${iso.slice(11, 16)} UTC`,
}

/** The sentence for whom nothing is known of: in BTC and UTC, as files and scripts get it. */
export function plainText(text: string): string {
  return writeFacts(text, PLAIN)
}

/** "24 Nov 2026": the UTC day of an instant, as the pages write days. */
export function dayText(at: string): string {
  const date = new Date(toMs(at))
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}
