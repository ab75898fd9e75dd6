import { formatInteger, group, signOf } from '@/lib/core/amount-text'
import { roundPercent } from '@/lib/core/ratio'

export {
  type BtcParts,
  btcParts,
  formatBtcText,
  formatInteger,
  formatSatsText,
} from '@/lib/core/amount-text'

/** Percent with 2 decimals and grouped thousands, without the sign "%". */
export function formatPercent(value: number): string {
  const rounded = roundPercent(value)
  const [whole = '0', decimals = '00'] = Math.abs(rounded).toFixed(2).split('.')
  return `${signOf(rounded)}${group(whole)}.${decimals}`
}

export function plural(count: number, one: string, many: string): string {
  return `${formatInteger(count)} ${count === 1 ? one : many}`
}
