import { cn } from '@/components/ui/cn'

const WIDTH = 100
const HEIGHT = 20

/** The line's points in a box of 100 × 20; a flat series runs through the middle. */
export function sparklinePath(values: readonly number[]): string {
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const step = WIDTH / Math.max(1, values.length - 1)
  return values
    .map((value, index) => {
      const level = span === 0 ? 0.5 : (value - low) / span
      const x = (index * step).toFixed(1)
      const y = (HEIGHT - 1 - level * (HEIGHT - 2)).toFixed(1)
      return `${index === 0 ? 'M' : 'L'}${x} ${y}`
    })
    .join('')
}

/** Shape only; the figures are in the list that the card opens. */
export function Sparkline({
  values,
  className,
}: {
  values: readonly number[]
  className?: string
}) {
  if (values.length < 2) return null
  return (
    <svg
      data-slot="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={cn('block w-full overflow-visible text-series-4', className)}
    >
      <path
        d={sparklinePath(values)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
