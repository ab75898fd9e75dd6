import type { Unit } from '@/types'
import { formatBtcText, formatSatsText } from './amount-text'
import { writeFacts } from './fact-text'
import { btcText, gapText } from './limits'
import { formatInstant, zoneName } from './time-format'

/** Who reads a sentence, as far as its facts are written differently for it. */
export interface Reader {
  unit: Unit
  /** IANA zone. */
  timeZone: string
}

/** A sentence with its amounts in the viewer's unit and its instants in the viewer's zone. */
export function viewerText(text: string, { unit, timeZone }: Reader): string {
  return writeFacts(text, {
    amount: unit === 'btc' ? formatBtcText : formatSatsText,
    size: unit === 'btc' ? btcText : formatSatsText,
    gap: unit === 'btc' ? gapText : formatSatsText,
    day: (iso) => formatInstant(iso, timeZone, 'date'),
    moment: (iso) => `${formatInstant(iso, timeZone, 'datetime')} ${zoneName(iso, timeZone)}`,
  })
}
