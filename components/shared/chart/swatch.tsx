import { DASHES, TONES } from './layout'
import type { ChartSeries } from './types'

/** The series' colour and pattern in small. */
export function Swatch({ series }: { series: ChartSeries }) {
  const color = TONES[series.tone]
  return (
    <svg viewBox="0 0 16 10" width="16" height="10" aria-hidden="true" className="shrink-0">
      {series.kind === 'area' ? (
        <>
          <rect width="16" height="10" rx="2" fill={color} fillOpacity="0.3" />
          {series.pattern === 'hatched' ? (
            <path d="M1 10L7 0M7 10L13 0M12 10L16 3" stroke={color} strokeWidth="1.25" />
          ) : null}
          <path d="M0 1H16" stroke={color} strokeWidth="2" />
        </>
      ) : (
        <path
          d="M0 5H16"
          stroke={color}
          strokeWidth="2"
          strokeDasharray={DASHES[series.pattern ?? 'solid'] ? '4 2' : undefined}
        />
      )}
    </svg>
  )
}
