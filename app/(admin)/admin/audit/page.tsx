import type { Metadata } from 'next'
import { changePreference } from '@/app/(account)/settings/actions'
import type { TableFilter } from '@/components/shared/data-table/types'
import { PageHeader } from '@/components/shared/page-header'
import { listAuditEvents } from '@/lib/platform/audit/queries'
import { tablePreference } from '@/lib/platform/preference/rules'
import { requireRole } from '@/lib/web/viewer'
import { AuditTable } from './_components/audit-table'
import { AUDIT_TABLE, type AuditView, readAuditView } from './read-filter'

export const metadata: Metadata = { title: 'Audit log' }

export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  const ctx = await requireRole('admin')
  const { request, facets } = await readAuditView(ctx, await searchParams)
  const page = await listAuditEvents(ctx, request)
  const rows = page.rows.map(({ details: _, requestId: __, userAgent: ___, ...row }) => row)
  return (
    <div className="space-y-4">
      <PageHeader
        title="Audit log"
        purpose="Who did what, when and from where. Entries can't be changed or removed."
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
      />
      <AuditTable
        page={{ ...page, rows }}
        state={{ q: request.q, sort: request.sort }}
        filters={filtersOf(facets)}
        viewer={ctx.display}
        preference={tablePreference(ctx.preferences, AUDIT_TABLE)}
        setPreference={changePreference}
      />
    </div>
  )
}

function filtersOf(facets: AuditView['facets']): TableFilter[] {
  return [
    { kind: 'dates', from: 'from', to: 'to', label: 'Date' },
    { kind: 'choice', param: 'actorType', label: 'Actor type', options: facets.actorType },
    { kind: 'text', param: 'actor', label: 'Actor', placeholder: 'Name or id' },
    { kind: 'choice', param: 'action', label: 'Action', options: facets.action },
    { kind: 'choice', param: 'entityType', label: 'Entity', options: facets.entityType },
    { kind: 'text', param: 'entityId', label: 'Entity id', placeholder: 'lease_001' },
    { kind: 'choice', param: 'organisation', label: 'Organisation', options: facets.organisation },
    { kind: 'text', param: 'ip', label: 'IP address', placeholder: '203.0.113' },
  ]
}
