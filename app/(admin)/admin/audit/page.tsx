import type { Metadata } from 'next'
import { changePreference } from '@/app/(account)/settings/actions'
import { filtersOf } from '@/components/shared/data-table/from-words'
import { PageHeader } from '@/components/shared/page-header'
import { AUDIT_TABLE } from '@/lib/platform/audit/columns'
import { auditList } from '@/lib/platform/audit/list'
import { tablePreference } from '@/lib/platform/preference/rules'
import { loadListView } from '@/lib/web/list-view'
import { requireRole } from '@/lib/web/viewer'
import { AuditTable } from './_components/audit-table'

export const metadata: Metadata = { title: 'Audit log' }

export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  const ctx = await requireRole('admin')
  const view = await loadListView(ctx, auditList, AUDIT_TABLE, await searchParams)
  const rows = view.page.rows.map(({ details: _, requestId: __, userAgent: ___, ...row }) => row)
  return (
    <div className="space-y-4">
      <PageHeader
        title="Audit log"
        purpose="Who did what, when and from where. Entries can't be changed or removed."
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
      />
      <AuditTable
        page={{ ...view.page, rows }}
        state={view.request}
        filters={filtersOf(auditList.words, view.facets, ctx.display.timeZone)}
        viewer={ctx.display}
        preference={tablePreference(ctx.preferences, AUDIT_TABLE)}
        setPreference={changePreference}
      />
    </div>
  )
}
