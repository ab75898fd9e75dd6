'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { useIsOnline } from '@/components/shared/offline-banner'
import type { Role } from '@/types'
import { hearOfChanges } from './live-connection'

/** Changes that come together are shown together. */
const GATHER_MS = 150
/** As long as the animation of the class "flash". */
const FLASH_MS = 1100
const SAID_MS = 3000
const OPEN_FORM = 'dialog[open] form :is(input:not([type=hidden]), select, textarea)'

interface LiveRefreshProps {
  area: Role
  /** The newest change that the page already shows. */
  cursor: number
}

/** Reads the page again when something on it may have changed, and marks what did. */
export function LiveRefresh({ area, cursor }: LiveRefreshProps) {
  const router = useRouter()
  const isOnline = useIsOnline()
  const [isPending, startTransition] = useTransition()
  const [isUpdated, setIsUpdated] = useState(false)
  const [lostSeconds, setLostSeconds] = useState<number | null>(null)
  /** What is being read again, to be marked once it is there. */
  const awaited = useRef<ReadonlySet<string>>(new Set())
  const from = useRef(cursor)

  useEffect(() => {
    let timer = 0
    let changed = new Set<string>()
    function refresh() {
      // What is being typed is about the figures beside it; once signed out the page would be left.
      if (document.querySelector(OPEN_FORM) || document.documentElement.dataset.session) {
        timer = window.setTimeout(refresh, 1000)
        return
      }
      timer = 0
      awaited.current = new Set([...awaited.current, ...changed])
      changed = new Set()
      startTransition(() => router.refresh())
    }
    const { dataset } = document.documentElement
    const stop = hearOfChanges(`/api/events?area=${area}&after=`, from.current, {
      onChange(entityId) {
        if (entityId !== null) changed.add(entityId)
        timer ||= window.setTimeout(refresh, GATHER_MS)
      },
      onLost(since) {
        dataset.live = since === null ? 'on' : 'lost'
        setLostSeconds(since === null ? null : Math.round((performance.now() - since) / 1000))
      },
    })
    return () => {
      stop()
      clearTimeout(timer)
      delete dataset.live
    }
  }, [area, router])

  useEffect(() => {
    if (isPending || awaited.current.size === 0) return
    for (const id of awaited.current) flash(id)
    awaited.current = new Set()
    setIsUpdated(true)
  }, [isPending])

  useEffect(() => {
    if (!isUpdated) return
    const timer = window.setTimeout(() => setIsUpdated(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [isUpdated])

  return (
    <div role="status" data-slot="live">
      <span className="sr-only">{isUpdated ? 'Updated' : null}</span>
      {lostSeconds === null || !isOnline ? null : (
        <p className="pointer-events-none fixed inset-x-0 bottom-4 z-30 mx-auto w-fit rounded-full border border-border bg-warn-soft px-3 py-1 text-warn text-xs shadow-pop">
          Reconnecting
          <span aria-hidden="true"> · data {lostSeconds} s old</span>
        </p>
      )}
    </div>
  )
}

function flash(id: string): void {
  for (const row of document.querySelectorAll<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)) {
    row.classList.remove('flash')
    // Measured, so that a row that was marked before is marked anew.
    if (row.offsetHeight > 0) row.classList.add('flash')
    window.setTimeout(() => row.classList.remove('flash'), FLASH_MS)
  }
}
