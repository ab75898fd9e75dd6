import { AreaShell } from '@/app/_components/area-shell'
import { requireRole } from '@/lib/web/viewer'

export default async function SubscriberLayout({ children }: LayoutProps<'/subscriber'>) {
  return <AreaShell ctx={await requireRole('subscriber')}>{children}</AreaShell>
}
