import { btcText, gapText } from './limits'
import { formatBtc } from './money'
import { MONTHS, toMs } from './time'

// Private-use characters, which no name may hold: what a user writes is never read as a fact.
const [OPEN, CLOSE] = ['\ue000', '\ue001']
const FACT = new RegExp(`${OPEN}(sats|size|gap|day|at):([^${OPEN}${CLOSE}]*)${CLOSE}`, 'g')
const MARKS = new RegExp(`[${OPEN}${CLOSE}]`, 'g')
const marked = (kind: string, value: number | string) => `${OPEN}${kind}:${value}${CLOSE}`

/** Facts inside a sentence, which each reader gets in an own unit and zone. */
export const fact = {
  /** An amount with all its decimals. */
  amount: (sats: number) => marked('sats', sats),
  /** An amount with as many decimals as it has, for labels. */
  size: (sats: number) => marked('size', sats),
  /** By how much a limit is missed: satoshis where BTC would be a row of zeros. */
  gap: (sats: number) => marked('gap', sats),
  day: (iso: string) => marked('day', iso),
  moment: (iso: string) => marked('at', iso),
} as const

export interface FactWriter {
  amount: (sats: number) => string
  size: (sats: number) => string
  gap: (sats: number) => string
  day: (iso: string) => string
  moment: (iso: string) => string
}

/** The sentence with its facts written out; one that can't be read stays as its text. */
export function writeFacts(text: string, writer: FactWriter): string {
  return withoutMarks(
    text.replace(FACT, (_, kind: string, value: string) => {
      const write = { sats: writer.amount, size: writer.size, gap: writer.gap }[kind]
      if (write !== undefined) {
        const sats = value === '' ? Number.NaN : Number(value)
        return Number.isSafeInteger(sats) ? write(sats) : value
      }
      if (Number.isNaN(Date.parse(value))) return value
      return kind === 'day' ? writer.day(value) : writer.moment(value)
    }),
  )
}

/** Text from elsewhere, such as the network's, without what would make a fact of it. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, '')
}

const PLAIN: FactWriter = {
  amount: (sats) => `${formatBtc(sats)} BTC`,
  size: btcText,
  gap: gapText,
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
