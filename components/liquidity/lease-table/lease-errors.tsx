'use client'

import { Drawer } from '@/components/shared/drawer'
import { ErrorState } from '@/components/shared/error-state'

interface LeaseErrorProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** In place of the list or of a lease's own page; the area's menu and header stay. */
export function LeasesError({ error, reset }: LeaseErrorProps) {
  return (
    <div className="space-y-4">
      <h1 className="font-semibold text-xl leading-7 tracking-tight">Leases</h1>
      <ErrorState title="Leases could not be shown" requestId={error.digest} onRetry={reset} />
    </div>
  )
}

/** In place of one lease; the list below stays as it is. */
export function LeaseDrawerError({ error, reset }: LeaseErrorProps) {
  return (
    <Drawer title="Lease">
      <ErrorState title="This lease could not be shown" requestId={error.digest} onRetry={reset} />
    </Drawer>
  )
}
