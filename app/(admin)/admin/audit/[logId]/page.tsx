import type { Metadata } from 'next'
import { PageHeader } from '@/components/shared/page-header'
import { LinkButton } from '@/components/ui/link-button'
import { requireRole } from '@/lib/web/viewer'
import { AuditEntry } from '../_components/audit-entry'
import { loadEntry } from '../load-entry'

export const metadata: Metadata = { title: 'Audit entry' }

export default async function AuditEntryPage({ params }: PageProps<'/admin/audit/[logId]'>) {
  const ctx = await requireRole('admin')
  const entry = await loadEntry(ctx, (await params).logId)
  return (
    <div className="space-y-4">
      <PageHeader
        title={entry.action}
        purpose="One entry of the audit log."
        scope={entry.id}
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
        action={<LinkButton href="/admin/audit">Back to the log</LinkButton>}
      />
      <div className="grid gap-4 rounded-card border border-border bg-surface p-4">
        <AuditEntry entry={entry} timeZone={ctx.display.timeZone} />
      </div>
    </div>
  )
}
