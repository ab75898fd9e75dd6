'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { cn } from '@/components/ui/cn'
import { AlertTriangleIcon, RefreshIcon } from '@/components/ui/icons'
import { OPEN_POPOVER } from '@/components/ui/toast'

const INTERVAL_MS = 60_000
const STALE_MS = 5 * 60_000
const TICK_MS = 5000

/** Reads the page again every minute while it is looked at, and warns when it could not. */
export function RefreshTimer({ asOf }: { asOf: string }) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const [age, setAge] = useState(0)
  const [known, setKnown] = useState(asOf)
  const readAt = useRef(0)
  const triedAt = useRef(0)

  if (known !== asOf) {
    setKnown(asOf)
    setAge(0)
  }

  useEffect(() => {
    readAt.current = performance.now()
    triedAt.current = readAt.current
  }, [asOf])

  useEffect(() => {
    function refreshWhenDue() {
      const now = performance.now()
      setAge(now - readAt.current)
      if (document.visibilityState !== 'visible' || !navigator.onLine) return
      // Whoever lost the connection reads the page once there is one.
      const { live, session } = document.documentElement.dataset
      if (live === 'lost' || session !== undefined) return
      if (document.querySelector(`dialog[open], ${OPEN_POPOVER}`)) return
      if (now - triedAt.current < INTERVAL_MS) return
      triedAt.current = now
      startTransition(() => router.refresh())
    }
    const timer = window.setInterval(refreshWhenDue, TICK_MS)
    document.addEventListener('visibilitychange', refreshWhenDue)
    window.addEventListener('focus', refreshWhenDue)
    return () => {
      window.clearInterval(timer)
      document.removeEventListener('visibilitychange', refreshWhenDue)
      window.removeEventListener('focus', refreshWhenDue)
    }
  }, [router])

  const minutes = Math.floor(age / 60_000)
  const isStale = age >= STALE_MS
  return (
    <span className={cn('inline-flex items-center gap-1', isStale && 'text-warn')}>
      <span role="status">
        {isStale ? (
          <span className="inline-flex items-center gap-1">
            <AlertTriangleIcon className="size-3.5" />
            {minutes} min old
          </span>
        ) : null}
      </span>
      <button
        type="button"
        aria-label="Refresh"
        title="Refresh"
        aria-busy={isPending}
        onClick={() => startTransition(() => router.refresh())}
        className="inline-flex size-6 items-center justify-center rounded-control hover:bg-hover hover:text-fg coarse:size-11"
      >
        <RefreshIcon className={cn('size-3.5', isPending && 'motion-safe:animate-spin')} />
      </button>
    </span>
  )
}
