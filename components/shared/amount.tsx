import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { btcParts, formatBtcText, formatInteger, formatSatsText } from './format'
import type { Unit } from './preferences'

interface AmountProps {
  /** Whole satoshis. */
  sats: number
  unit: Unit
  /** Tables name the unit in their header instead. */
  unitLabel?: 'shown' | 'hidden'
  /** A change says "+" as well. */
  sign?: 'negative' | 'always'
  className?: string | undefined
}

/** The only way to show money: 8 decimals in BTC, or grouped satoshis; hovering tells the other. */
export function Amount({
  sats,
  unit,
  unitLabel = 'shown',
  sign = 'negative',
  className,
}: AmountProps) {
  const plus = sign === 'always' && sats > 0 ? '+' : ''
  const other = unit === 'btc' ? formatSatsText(sats) : formatBtcText(sats)
  return (
    <data value={sats} title={other} data-slot="amount" className={cn('num', className)}>
      {plus}
      {unit === 'btc' ? <Bitcoin sats={sats} /> : formatInteger(sats)}
      {unitLabel === 'shown' ? <UnitText>{unit === 'btc' ? 'BTC' : 'sats'}</UnitText> : null}
    </data>
  )
}

function Bitcoin({ sats }: { sats: number }) {
  const { lead, zeros } = btcParts(sats)
  return (
    <>
      {lead}
      {zeros ? <span className="text-faint">{zeros}</span> : null}
    </>
  )
}

/** A unit after a figure: lighter and smaller than the figure. */
export function UnitText({ children }: { children: ReactNode }) {
  return <span className="font-normal text-[0.8em] text-muted"> {children}</span>
}
