'use client'

import type { Route } from 'next'
import Link from 'next/link'
import type { CSSProperties, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { ArrowDownIcon, ArrowUpIcon, MinusIcon } from '@/components/ui/icons'
import { Amount } from './amount'
import { GlossaryPopover } from './glossary-popover'
import { exactValue, type Kpi, type KpiDelta, type KpiValue } from './kpi'
import type { Unit } from './preferences'
import { Count, Percent, Points, Ppm } from './rate'
import { Sparkline } from './sparkline'

interface FigureProps {
  value: KpiValue
  unit: Unit
  missingReason?: string | undefined
}

/** A KPI's number in its own unit. */
export function Figure({ value, unit, missingReason }: FigureProps): ReactNode {
  switch (value.kind) {
    case 'sats':
      return <Amount sats={value.sats} unit={unit} />
    case 'percent':
      return <Percent value={value.value} missingReason={missingReason} />
    case 'pp':
      return <Points value={value.value} missingReason={missingReason} />
    case 'ppm':
      return <Ppm value={value.value} missingReason={missingReason} />
    case 'count':
      return <Count value={value.value} />
  }
}

/** The card opens the list behind the number; the "i" tells how the number came about. */
export function StatCard({ kpi, unit }: { kpi: Kpi; unit: Unit }) {
  const labelId = `kpi-${kpi.name}`
  return (
    <li
      data-slot="stat-card"
      data-kpi={kpi.name}
      data-value={exactValue(kpi.value)}
      className={cn(
        'group relative flex min-w-0 flex-col bg-surface px-3 pt-1 xl:px-2.5 pb-1.5 shadow-[0_0_0_1px_var(--border)]',
        kpi.href &&
          'hover:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus',
      )}
    >
      <div className="flex min-h-6 items-center justify-between gap-1">
        <p id={labelId} className="min-w-0 text-muted text-xs">
          {kpi.href ? (
            <Link
              href={kpi.href as Route}
              prefetch={false}
              aria-describedby={`${labelId}-value`}
              className="outline-none after:absolute after:inset-0"
            >
              {kpi.label}
            </Link>
          ) : (
            kpi.label
          )}
        </p>
        <GlossaryPopover
          id={`${labelId}-about`}
          {...kpi.glossary}
          className="relative z-10 -mr-1.5 coarse:-my-2"
        />
      </div>
      <p id={`${labelId}-value`} className="font-semibold text-figure">
        <Figure value={kpi.value} unit={unit} missingReason={kpi.missingReason} />
      </p>
      <Lines kpi={kpi} unit={unit} />
      {kpi.sparkline && kpi.sparkline.length > 1 ? (
        <Sparkline values={kpi.sparkline} className="mt-auto h-3" />
      ) : null}
    </li>
  )
}

function Lines({ kpi, unit }: { kpi: Kpi; unit: Unit }) {
  return (
    <div className="text-[0.6875rem] text-muted leading-[0.9375rem] tracking-tight">
      {kpi.sub?.map((line) => (
        <p key={line.label}>
          {line.label} <Figure value={line.value} unit={unit} />
        </p>
      ))}
      {kpi.delta ? <Delta delta={kpi.delta} unit={unit} /> : null}
      {kpi.note ? <p className="text-faint tracking-tighter">{kpi.note}</p> : null}
    </div>
  )
}

const ARROWS = { up: ArrowUpIcon, down: ArrowDownIcon, flat: MinusIcon } as const
const WORDS = { up: 'Up', down: 'Down', flat: 'Unchanged' } as const
const INKS = { good: 'text-ok', bad: 'text-bad', neutral: 'text-muted' } as const

function Delta({ delta, unit }: { delta: KpiDelta; unit: Unit }) {
  const Arrow = ARROWS[delta.direction]
  return (
    <p data-slot="delta" data-tone={delta.tone} className="flex flex-wrap items-center gap-x-1">
      <span className={cn('inline-flex items-center gap-0.5 font-medium', INKS[delta.tone])}>
        <Arrow className="size-3" />
        <span className="sr-only">{WORDS[delta.direction]}</span>
        <Figure value={delta.value} unit={unit} />
      </span>
      <span className="text-faint">{delta.label}</span>
    </p>
  )
}

/** The KPI row: one segmented block, two columns on a phone. */
export function StatGrid({
  kpis,
  unit,
  label = 'Key figures',
}: {
  kpis: readonly Kpi[]
  unit: Unit
  label?: string
}) {
  return (
    <section aria-label={label} data-slot="stat-grid">
      <ul
        style={{ '--kpis': kpis.length } as CSSProperties}
        className="grid grid-cols-1 gap-px overflow-hidden rounded-card border border-border bg-surface xs:grid-cols-2 lg:grid-cols-4 xl:grid-cols-[repeat(var(--kpis),minmax(0,1fr))]"
      >
        {kpis.map((kpi) => (
          <StatCard key={kpi.name} kpi={kpi} unit={unit} />
        ))}
      </ul>
    </section>
  )
}
