import { cn } from '@/components/ui/cn'
import { UnitText } from './amount'
import { formatInteger, formatPercent } from './format'
import { Missing } from './missing'

interface RateProps {
  value: number | null
  /** Why there is no value. */
  missingReason?: string | undefined
  className?: string
}

export function Percent({ value, missingReason, className }: RateProps) {
  if (value === null) return <Missing reason={missingReason} />
  return (
    <span data-slot="percent" className={cn('num', className)}>
      {formatPercent(value)}
      <UnitText>%</UnitText>
    </span>
  )
}

/** A difference of two percentages, in percentage points. */
export function Points({ value, missingReason, className }: RateProps) {
  if (value === null) return <Missing reason={missingReason} />
  return (
    <span data-slot="points" className={cn('num', className)}>
      {formatPercent(value)}
      <UnitText>pp</UnitText>
    </span>
  )
}

export function Ppm({ value, missingReason, className }: RateProps) {
  if (value === null) return <Missing reason={missingReason} />
  return (
    <span data-slot="ppm" className={cn('num', className)}>
      {formatInteger(value)}
      <UnitText>ppm</UnitText>
    </span>
  )
}

export function Count({ value, className }: { value: number; className?: string }) {
  return (
    <span data-slot="count" className={cn('num', className)}>
      {formatInteger(value)}
    </span>
  )
}
