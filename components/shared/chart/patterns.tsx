import { TONES } from './layout'
import type { ChartSeries } from './types'

/** Fill of an area: a tint, with stripes when the series asks for them. */
export function ChartPatterns({ id, series }: { id: string; series: readonly ChartSeries[] }) {
  return (
    <defs>
      <Stripes id={`${id}-partial`} color="var(--faint)" />
      {series
        .filter((one) => one.kind === 'area')
        .map((one) => (
          <Stripes
            key={one.key}
            id={`${id}-${one.key}`}
            color={TONES[one.tone]}
            tint={one.pattern === 'hatched' ? 0.12 : 0.3}
            isPlain={one.pattern !== 'hatched'}
          />
        ))}
    </defs>
  )
}

interface StripesProps {
  id: string
  color: string
  tint?: number
  isPlain?: boolean
}

function Stripes({ id, color, tint = 0, isPlain = false }: StripesProps) {
  return (
    <pattern
      id={id}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="6" height="6" fill={color} fillOpacity={tint} />
      {isPlain ? null : <rect width="1.5" height="6" fill={color} fillOpacity={0.55} />}
    </pattern>
  )
}
