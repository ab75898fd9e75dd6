import { DASHES, type DrawingProps, PLOT, TONES } from './layout'
import { ChartPatterns } from './patterns'
import type { Band, Scale } from './scale'

const WIDTH = 1000
const HEIGHT = PLOT.height - PLOT.top - PLOT.bottom

/** The picture in the first HTML: right before any script has run, and while there is none. */
export function StaticDrawing(props: DrawingProps) {
  const { points, bands, left, right, id } = props
  const x = (index: number) =>
    points.length < 2 ? WIDTH / 2 : (index * WIDTH) / (points.length - 1)
  const partial = points.findIndex((point) => point.isPartial)
  return (
    <>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute overflow-visible"
        style={{
          left: PLOT.left,
          top: PLOT.top,
          width: `calc(100% - ${PLOT.left + (right ? PLOT.rightAxis : PLOT.right)}px)`,
          height: HEIGHT,
        }}
      >
        <ChartPatterns id={id} series={bands.map((band) => band.series)} />
        {left.ticks.map((tick) => (
          <line
            key={tick}
            x1="0"
            x2={WIDTH}
            y1={yOf(tick, left)}
            y2={yOf(tick, left)}
            stroke="var(--grid)"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {partial > 0 ? (
          <rect
            x={x(partial - 1)}
            width={x(partial) - x(partial - 1)}
            y="0"
            height={HEIGHT}
            fill={`url(#${id}-partial)`}
          />
        ) : null}
        {bands.map((band) => {
          const scale = band.series.axis === 'right' && right ? right : left
          return (
            <g key={band.series.key}>
              {band.series.kind === 'area' ? (
                <path d={areaPath(band, x, scale)} fill={`url(#${id}-${band.series.key})`} />
              ) : null}
              <path
                d={linePath(band, x, scale)}
                fill="none"
                stroke={TONES[band.series.tone]}
                strokeWidth="1.75"
                strokeLinejoin="round"
                strokeLinecap="round"
                strokeDasharray={DASHES[band.series.pattern ?? 'solid']}
                vectorEffect="non-scaling-stroke"
              />
            </g>
          )
        })}
      </svg>
      <AxisLabels {...props} />
    </>
  )
}

function yOf(value: number, scale: Scale): number {
  return Number((HEIGHT - ((value - scale.min) / (scale.max - scale.min)) * HEIGHT).toFixed(2))
}

type X = (index: number) => number

function linePath(band: Band, x: X, scale: Scale): string {
  let isOpen = false
  return band.edges
    .map((edge, index) => {
      if (!edge) {
        isOpen = false
        return ''
      }
      const command = isOpen ? 'L' : 'M'
      isOpen = true
      return `${command}${x(index).toFixed(1)} ${yOf(edge.high, scale)}`
    })
    .join('')
}

function areaPath(band: Band, x: X, scale: Scale): string {
  const runs: number[][] = []
  band.edges.forEach((edge, index) => {
    if (!edge) return
    const run = runs.at(-1)
    if (run && run.at(-1) === index - 1) run.push(index)
    else runs.push([index])
  })
  const at = (index: number, side: 'low' | 'high') =>
    `${x(index).toFixed(1)} ${yOf(band.edges[index]?.[side] ?? 0, scale)}`
  return runs
    .map((run) => {
      const top = run.map((index) => at(index, 'high'))
      const bottom = [...run].reverse().map((index) => at(index, 'low'))
      return `M${[...top, ...bottom].join('L')}Z`
    })
    .join('')
}

function AxisLabels({ points, left, right, leftLabels, rightLabels, days }: DrawingProps) {
  const rightEdge = right ? PLOT.rightAxis : PLOT.right
  const label = 'num absolute text-[0.6875rem] leading-none text-muted'
  const top = (tick: number, scale: Scale) => PLOT.top + yOf(tick, scale) - 5
  return (
    <div aria-hidden="true">
      {left.ticks.map((tick, index) => (
        <span
          key={tick}
          className={`${label} text-end`}
          style={{ top: top(tick, left), left: 0, width: PLOT.left - 8 }}
        >
          {leftLabels[index]}
        </span>
      ))}
      {right?.ticks.map((tick, index) => (
        <span
          key={tick}
          className={label}
          style={{ top: top(tick, right), right: 0, width: PLOT.rightAxis - 8 }}
        >
          {rightLabels[index]}
        </span>
      ))}
      <div>
        {days.map((day) => {
          const share = points.length < 2 ? 0.5 : day.index / (points.length - 1)
          const plot = `100% - ${PLOT.left + rightEdge}px`
          return (
            <span
              key={day.index}
              className={`${label} -translate-x-1/2 max-sm:nth-last-[even]:hidden`}
              style={{ bottom: 4, left: `calc(${PLOT.left}px + (${plot}) * ${share.toFixed(4)})` }}
            >
              {day.label}
            </span>
          )
        })}
      </div>
    </div>
  )
}
