'use client'

import { useEffect, useRef, useState } from 'react'
import { CheckCircleIcon, XCircleIcon, XIcon } from './icons'

export interface Toast {
  tone: 'ok' | 'bad'
  message: string
  href?: string
  hrefLabel?: string
}

const EVENT = 'flowrate:toast'
const LIFE_MS = 8000

/** What is open above the page and waits for somebody, unlike a message. */
export const OPEN_POPOVER = ':popover-open:not([data-slot=toaster])'

/** Shows a message in the page's toaster; safe to call from any client code. */
export function toast(message: Toast): void {
  window.dispatchEvent(new CustomEvent<Toast>(EVENT, { detail: message }))
}

/** One per page. The live region is there from the start, so that the first message is heard. */
export function Toaster() {
  const [shown, setShown] = useState<(Toast & { key: number }) | null>(null)
  const region = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let key = 0
    function onToast(event: Event) {
      key += 1
      setShown({ ...(event as CustomEvent<Toast>).detail, key })
    }
    window.addEventListener(EVENT, onToast)
    return () => window.removeEventListener(EVENT, onToast)
  }, [])

  useEffect(() => {
    const node = region.current
    // Hidden before it is shown again too: the newest message lies above what has opened since.
    node?.hidePopover?.()
    if (!shown) return
    node?.showPopover?.()
    const timer = window.setTimeout(() => setShown(null), LIFE_MS)
    return () => window.clearTimeout(timer)
  }, [shown])

  return (
    <>
      <div role="status" aria-live="polite" className="sr-only">
        {shown?.message}
      </div>
      <div
        ref={region}
        popover="manual"
        role="region"
        aria-label="Messages"
        data-slot="toaster"
        className="fixed inset-auto right-4 bottom-4 m-0 max-w-[calc(100vw-2rem)] bg-transparent"
      >
        {shown ? (
          <div className="flex items-center gap-2 rounded-card border border-border bg-raised px-3 py-2 text-dense text-fg shadow-pop">
            {shown.tone === 'ok' ? (
              <CheckCircleIcon className="text-ok" />
            ) : (
              <XCircleIcon className="text-bad" />
            )}
            <span>{shown.message}</span>
            {shown.href ? (
              <a href={shown.href} className="font-medium underline">
                {shown.hrefLabel ?? 'View'}
              </a>
            ) : null}
            <button
              type="button"
              aria-label="Dismiss message"
              onClick={() => setShown(null)}
              className="inline-flex size-7 items-center justify-center rounded-control hover:bg-hover"
            >
              <XIcon className="size-3.5" />
            </button>
          </div>
        ) : null}
      </div>
    </>
  )
}
