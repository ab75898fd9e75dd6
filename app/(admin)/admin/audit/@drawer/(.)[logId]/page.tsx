import { Drawer } from '@/components/shared/drawer'
import { requireRole } from '@/lib/web/viewer'
import { AuditEntry } from '../../_components/audit-entry'
import { loadEntry } from '../../load-entry'

export default async function AuditDrawer({ params }: { params: Promise<{ logId: string }> }) {
  const ctx = await requireRole('admin')
  const entry = await loadEntry(ctx, (await params).logId)
  return (
    <Drawer title={entry.action} subtitle={entry.id}>
      <AuditEntry entry={entry} timeZone={ctx.display.timeZone} />
    </Drawer>
  )
}
