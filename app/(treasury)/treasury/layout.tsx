import { AreaShell } from '@/app/_components/area-shell'
import { requireRole } from '@/lib/web/viewer'

export default async function TreasuryLayout({ children }: LayoutProps<'/treasury'>) {
  return <AreaShell ctx={await requireRole('treasury')}>{children}</AreaShell>
}
