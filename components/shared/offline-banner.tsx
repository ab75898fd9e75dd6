'use client'

import { useSyncExternalStore } from 'react'
import { WifiOffIcon } from '@/components/ui/icons'

function subscribe(onChange: () => void) {
  window.addEventListener('online', onChange)
  window.addEventListener('offline', onChange)
  return () => {
    window.removeEventListener('online', onChange)
    window.removeEventListener('offline', onChange)
  }
}

export function useIsOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
}

/** Appears while the connection is down; takes no focus. */
export function OfflineBanner() {
  const isOnline = useIsOnline()
  return (
    <div role="status" data-slot="offline-banner">
      {isOnline ? null : (
        <p className="flex items-center gap-2 border-border border-b bg-warn-soft px-5 py-1.5 text-dense text-warn">
          <WifiOffIcon className="size-4 shrink-0" />
          Offline. Figures stay as they were; they refresh when the connection is back.
        </p>
      )}
    </div>
  )
}
