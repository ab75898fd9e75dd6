'use client'

import { Drawer } from '@/components/shared/drawer'
import { ErrorState } from '@/components/shared/error-state'

interface LeaseErrorProps {
  error: Error & { digest?: string }
  /** Asks the server again; a mere reset would draw the failed answer once more. */
  retry: () => void
}

/** In place of the list or of a lease's own page; the area's menu and header stay. */
export function LeasesError({ error, retry }: LeaseErrorProps) {
  return (
    <div className="space-y-4">
      <h1 className="font-semibold text-xl leading-7 tracking-tight">Leases</h1>
      <ErrorState title="Leases could not be shown" requestId={error.digest} onRetry={retry} />
    </div>
  )
}

/** In place of one lease; the list below stays as it is. */
export function LeaseDrawerError({ error, retry }: LeaseErrorProps) {
  return (
    <Drawer title="Lease">
      <ErrorState title="This lease could not be shown" requestId={error.digest} onRetry={retry} />
    </Drawer>
  )
}
