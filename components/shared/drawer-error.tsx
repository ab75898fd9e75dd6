'use client'

import { Drawer } from './drawer'
import { type ErrorPageProps, ErrorState } from './error-state'

/** In place of what a drawer was to show; the list below stays as it is. */
export function DrawerError({ error, retry }: ErrorPageProps) {
  return (
    <Drawer title="Details">
      <ErrorState title="These details could not be shown" errorId={error.digest} onRetry={retry} />
    </Drawer>
  )
}
