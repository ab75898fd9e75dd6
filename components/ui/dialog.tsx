'use client'

import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'
import { cn } from './cn'
import { XIcon } from './icons'

interface DialogProps extends Omit<ComponentProps<'dialog'>, 'open' | 'title' | 'onClose'> {
  isOpen: boolean
  onClose: () => void
  title: ReactNode
  shape?: 'dialog' | 'sheet-right'
}

/** The browser's modal dialog: traps the focus, closes on Escape, gives the focus back. */
export function Dialog({
  isOpen,
  onClose,
  title,
  shape = 'dialog',
  className,
  children,
  id = 'dialog',
  ...props
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (isOpen && !dialog.open) dialog.showModal()
    if (!isOpen && dialog.open) dialog.close()
  }, [isOpen])

  // Closed first, so that the focus is back where it was before anything else happens.
  const close = () => {
    ref.current?.close()
    onClose()
  }

  return (
    <dialog
      data-slot="dialog"
      ref={ref}
      id={id}
      aria-labelledby={`${id}-title`}
      closedby="any"
      onCancel={(event) => {
        if (event.target === ref.current) close()
      }}
      onClose={() => {
        // Told late: it may have been opened again in between.
        if (ref.current?.open !== true) onClose()
      }}
      className={cn(shape, className)}
      {...props}
    >
      <div className="sticky top-0 z-10 flex items-center justify-between gap-4 border-border border-b bg-inherit px-4 py-2.5">
        <h2 id={`${id}-title`} className="font-semibold text-base">
          {title}
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={close}
          className="inline-flex size-8 items-center justify-center rounded-control text-muted hover:bg-hover coarse:min-h-11 coarse:min-w-11"
        >
          <XIcon />
        </button>
      </div>
      <div className="p-4">{children}</div>
    </dialog>
  )
}
