import { AreaShell } from '@/app/_components/area-shell'
import { requireRole } from '@/lib/web/viewer'

export default async function AdminLayout({ children }: LayoutProps<'/admin'>) {
  return <AreaShell ctx={await requireRole('admin')}>{children}</AreaShell>
}
