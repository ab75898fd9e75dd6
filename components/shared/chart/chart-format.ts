import {
  formatBtcText,
  formatInteger,
  formatPercent,
  formatSatsText,
} from '@/components/shared/format'
import type { Unit } from '@/components/shared/preferences'
import type { ChartFormat } from './types'

const SATS_PER_BTC = 100_000_000

/** The exact value, as the tooltip and the table say it. */
export function formatValue(value: number | null, format: ChartFormat, unit: Unit): string {
  if (value === null) return '—'
  switch (format) {
    case 'amount':
      return unit === 'btc' ? formatBtcText(value) : formatSatsText(value)
    case 'percent':
      return `${formatPercent(value)} %`
    case 'ppm':
      return `${formatInteger(value)} ppm`
    case 'count':
      return formatInteger(value)
  }
}

/** A round number on an axis; the unit stands once above it. */
export function formatTick(value: number, format: ChartFormat, unit: Unit): string {
  if (format === 'amount' && unit === 'btc') return trimmed(value / SATS_PER_BTC)
  if (format === 'percent') return trimmed(value)
  if (format === 'amount' && Math.abs(value) >= 1e6) return `${trimmed(value / 1e6)}M`
  return formatInteger(value)
}

function trimmed(value: number): string {
  const text = value.toFixed(8).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text.replace('-', '\u2212')
}

export function unitName(format: ChartFormat, unit: Unit): string {
  switch (format) {
    case 'amount':
      return unit === 'btc' ? 'BTC' : 'sats'
    case 'percent':
      return '%'
    case 'ppm':
      return 'ppm'
    case 'count':
      return ''
  }
}
