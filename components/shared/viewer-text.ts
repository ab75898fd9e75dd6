import { writeFacts } from '@/lib/core/fact-text'
import { btcText } from '@/lib/core/limits'
import { formatBtcText, formatSatsText } from './format'
import type { Viewer } from './preferences'
import { formatInstant, zoneName } from './time-format'

/** A sentence with its amounts in the viewer's unit and its instants in the viewer's zone. */
export function viewerText(text: string, { unit, timeZone }: Viewer): string {
  return writeFacts(text, {
    amount: unit === 'btc' ? formatBtcText : formatSatsText,
    size: unit === 'btc' ? btcText : formatSatsText,
    day: (iso) => formatInstant(iso, timeZone, 'date'),
    moment: (iso) => `${formatInstant(iso, timeZone, 'datetime')} ${zoneName(iso, timeZone)}`,
  })
}
