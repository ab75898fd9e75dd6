'use client'

import { Drawer } from './drawer'
import { ErrorState } from './error-state'

/** In place of what a drawer was to show; the list below stays as it is. */
export function DrawerError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  /** Asks the server again; a mere reset would draw the failed answer once more. */
  retry: () => void
}) {
  return (
    <Drawer title="Details">
      <ErrorState
        title="These details could not be shown"
        requestId={error.digest}
        onRetry={retry}
      />
    </Drawer>
  )
}
