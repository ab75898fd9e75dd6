import type { Route } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import type { Breakdown } from '@/lib/core/breakdown'
import { BreakdownTable } from './breakdown-table'
import { PageHeader } from './page-header'
import type { Viewer } from './preferences'

interface BreakdownPageProps {
  breakdown: Breakdown
  viewer: Viewer
  scope: string
  asOf: string
  backHref: Route
  exportHref: string
}

/** Where a KPI card leads: the list behind the number, with the number as its total. */
export function BreakdownPage({
  breakdown,
  viewer,
  scope,
  asOf,
  backHref,
  exportHref,
}: BreakdownPageProps) {
  return (
    <div className="space-y-4">
      <PageHeader
        title={breakdown.title}
        purpose={breakdown.explanation}
        scope={scope}
        asOf={asOf}
        timeZone={viewer.timeZone}
        action={
          <div className="flex gap-2">
            <LinkButton href={backHref}>Back to overview</LinkButton>
            <a
              href={exportHref}
              className="inline-flex h-8 items-center rounded-control border border-border bg-surface px-3 font-medium text-dense hover:bg-hover coarse:min-h-11"
            >
              Export CSV
            </a>
          </div>
        }
      />
      <div className="overflow-hidden rounded-card border border-border bg-surface">
        <BreakdownTable breakdown={breakdown} viewer={viewer} />
      </div>
    </div>
  )
}
