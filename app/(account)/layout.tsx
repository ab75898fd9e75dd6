import type { ReactNode } from 'react'
import { AreaShell } from '@/app/_components/area-shell'
import { requireUser } from '@/lib/web/viewer'

export default async function AccountLayout({ children }: { children: ReactNode }) {
  return <AreaShell ctx={await requireUser()}>{children}</AreaShell>
}
