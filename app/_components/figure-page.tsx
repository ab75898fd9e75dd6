import { notFound } from 'next/navigation'
import { BreakdownPage } from '@/components/shared/breakdown-page'
import type { Breakdown } from '@/lib/core/breakdown'
import { requireRole, type ViewerCtx } from '@/lib/web/viewer'
import type { Role } from '@/types'

interface FigurePageOptions<Kpi extends string> {
  role: Role
  /** The figures of the area. */
  kpis: readonly Kpi[]
  wanted: string
  read: (ctx: ViewerCtx, kpi: Kpi) => Promise<Breakdown | null>
}

/** The rows behind one figure of an area; 403 and 404 are decided before anything is drawn. */
export async function figurePage<Kpi extends string>({
  role,
  kpis,
  wanted,
  read,
}: FigurePageOptions<Kpi>) {
  const ctx = await requireRole(role)
  const kpi = kpis.find((name) => name === wanted)
  if (kpi === undefined) notFound()
  const breakdown = await read(ctx, kpi)
  if (breakdown === null) notFound()
  return (
    <BreakdownPage
      breakdown={breakdown}
      viewer={ctx.display}
      scope={ctx.actor.organisationName}
      asOf={ctx.clock.now().toISOString()}
      backHref={`/${role}`}
      exportHref={`/${role}/kpi/${kpi}/export.csv`}
    />
  )
}
