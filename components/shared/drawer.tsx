'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { XIcon } from '@/components/ui/icons'
import { asUserText } from './user-text'

interface DrawerProps {
  /** Becomes the heading. */
  title: ReactNode
  /** Under the heading. */
  subtitle?: ReactNode
  children: ReactNode
}

/**
 * Side sheet of an intercepted route: it has its own address, and closing it goes back to the
 * list as it was. A direct visit renders the same content as a page of its own.
 */
export function Drawer({ title, subtitle, children }: DrawerProps) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const isLeaving = useRef(false)
  const openerHref = useRef<string | null>(null)

  useEffect(() => {
    const node = dialog.current
    openerHref.current = document.activeElement?.getAttribute('href') ?? null
    if (node && !node.open) node.showModal()
    return () => node?.close()
  }, [])

  const leave = useCallback(() => {
    if (isLeaving.current) return
    isLeaving.current = true
    router.back()
    if (openerHref.current) refocus(openerHref.current)
  }, [router])

  return (
    <dialog
      ref={dialog}
      data-slot="drawer"
      aria-labelledby="drawer-title"
      closedby="any"
      onClose={({ target }) => {
        // React hands on the end of a dialog inside as well.
        if (target === dialog.current) leave()
      }}
      className="sheet-right"
    >
      <div className="sticky top-0 z-10 flex items-start justify-between gap-4 border-border border-b bg-surface px-4 py-3">
        <div className="min-w-0">
          <h2 id="drawer-title" className="font-semibold text-base">
            {title}
          </h2>
          {subtitle ? <div className="text-dense text-muted">{asUserText(subtitle)}</div> : null}
        </div>
        <button
          type="button"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover coarse:size-11"
        >
          <XIcon />
        </button>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">{children}</div>
    </dialog>
  )
}

const REFOCUS_MS = 250

/** The list may have been drawn anew meanwhile, and with it the link that had the focus. */
function refocus(href: string): void {
  window.setTimeout(() => {
    if (document.activeElement !== document.body) return
    document.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)?.focus()
  }, REFOCUS_MS)
}
