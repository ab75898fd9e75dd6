import {
  formatBtcText,
  formatInteger,
  formatPercent,
  formatSatsText,
} from '@/components/shared/format'
import { GLOSSARY, type GlossaryKey } from '@/components/shared/glossary'
import type { GlossaryText, KpiDelta, KpiValue } from '@/components/shared/kpi'
import type { Unit } from '@/components/shared/preferences'
import type { Metric } from '@/lib/core/metric'
import { subtractPercent } from '@/lib/core/ratio'

export type KpiKind = KpiValue['kind']

/** A metric's number in the kind that its card shows. */
export function kpiValue(kind: KpiKind, value: number | null): KpiValue {
  switch (kind) {
    case 'sats':
      return { kind, sats: value ?? 0 }
    case 'count':
      return { kind, value: value ?? 0 }
    case 'percent':
    case 'pp':
    case 'ppm':
      return { kind, value }
  }
}

/** Which direction of a change is welcome. */
export type GoodDirection = 'up' | 'down' | 'neither'

/** The change against the previous equal window; null when either side lacks data. */
export function kpiDelta(
  kind: KpiKind,
  { value, previous }: Metric,
  good: GoodDirection,
  label: string,
): KpiDelta | null {
  if (value === null || previous === null) return null
  const change = kind === 'percent' ? subtractPercent(value, previous) : value - previous
  const direction = directionOf(change)
  return {
    value: kpiValue(kind === 'percent' ? 'pp' : kind, Math.abs(change)),
    direction,
    tone: toneOf(direction, good),
    label,
  }
}

function directionOf(change: number): KpiDelta['direction'] {
  if (change === 0) return 'flat'
  return change > 0 ? 'up' : 'down'
}

function toneOf(direction: KpiDelta['direction'], good: GoodDirection): KpiDelta['tone'] {
  if (direction === 'flat' || good === 'neither') return 'neutral'
  return direction === good ? 'good' : 'bad'
}

/** An amount inside a formula. */
export function amountText(sats: number | null | undefined, unit: Unit): string {
  return unit === 'btc' ? formatBtcText(sats ?? 0) : formatSatsText(sats ?? 0)
}

export function percentText(value: number | null): string {
  return value === null ? 'no data' : `${formatPercent(value)} %`
}

export function countText(value: number | null | undefined): string {
  return formatInteger(value ?? 0)
}

export function explain(key: GlossaryKey, formula: string): GlossaryText {
  const { term, meaning } = GLOSSARY[key]
  return { term, meaning, formula }
}
