'use client'

import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { cn } from './cn'
import { DiscardQuestion } from './dialog-parts/discard-question'
import { Entries, focusFirstField } from './dialog-parts/entries'
import { XIcon } from './icons'
import { OPEN_POPOVER } from './toast'

interface DialogProps extends Omit<ComponentProps<'dialog'>, 'open' | 'title' | 'onClose'> {
  isOpen: boolean
  onClose: () => void
  title: ReactNode
  shape?: 'dialog' | 'sheet-right'
}

const DialogWayOut = createContext<() => void>(() => undefined)

/** Closes the dialog around it, after a question when something was typed. */
export function useDialogWayOut(): () => void {
  return use(DialogWayOut)
}

/**
 * The browser's modal dialog: traps the focus, which begins in its first field, closes on Escape, and
 * gives the focus back. Escape, Close and a click outside ask first when something was typed.
 */
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
  const [entries] = useState(() => new Entries())
  const [isAsking, setAsking] = useState(false)
  // What was sent successfully while it was asked leaves nothing to discard.
  if (!isOpen && isAsking) setAsking(false)
  const told = useRef(onClose)
  useEffect(() => {
    told.current = onClose
  })

  // Closed first, so that the focus is back where it was before anything else happens.
  const close = useCallback(() => {
    setAsking(false)
    ref.current?.close()
    told.current()
  }, [])
  const leave = useCallback(() => {
    if (entries.isEmpty()) close()
    else setAsking(true)
  }, [entries, close])

  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return undefined
    if (!isOpen) {
      if (dialog.open) dialog.close()
      return undefined
    }
    entries.forget()
    dialog.setAttribute('closedby', 'any')
    if (!dialog.open) dialog.showModal()
    const stopWaiting = focusFirstField(dialog)
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !isHeld(dialog)) return
      if (document.querySelector(`${OPEN_POPOVER}, dialog[role=alertdialog][open]`)) return
      event.preventDefault()
      leave()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      stopWaiting()
      document.removeEventListener('keydown', onKey)
    }
  }, [isOpen, entries, leave])

  const pressedOutside = useRef(false)

  return (
    <dialog
      data-slot="dialog"
      ref={ref}
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      closedby="any"
      onFocus={({ target }) => entries.remember(target)}
      onPointerDown={(event) => {
        entries.remember(event.target)
        pressedOutside.current = isOutside(event)
      }}
      onClick={(event) => {
        const { currentTarget: dialog } = event
        if (isHeld(dialog) && pressedOutside.current && isOutside(event)) leave()
      }}
      onInput={({ target, currentTarget: dialog }) => {
        entries.note(target)
        dialog.setAttribute('closedby', entries.isEmpty() ? 'any' : 'none')
      }}
      onCancel={(event) => {
        if (event.target !== ref.current) return
        if (!entries.isEmpty()) event.preventDefault()
        leave()
      }}
      onClose={(event) => {
        if (event.target !== ref.current) return
        // Told late: it may have been opened again in between.
        if (ref.current.open !== true) onClose()
      }}
      className={cn(shape, 'outline-none', className)}
      {...props}
    >
      <div className="sticky top-0 z-10 flex items-center justify-between gap-4 border-border border-b bg-inherit px-4 py-2.5">
        <h2 id={`${id}-title`} className="font-semibold text-base">
          {title}
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={leave}
          className="inline-flex size-8 items-center justify-center rounded-control text-muted hover:bg-hover coarse:min-h-11 coarse:min-w-11"
        >
          <XIcon />
        </button>
      </div>
      <div className="p-4">
        <DialogWayOut value={leave}>{children}</DialogWayOut>
      </div>
      {isAsking ? (
        <DiscardQuestion id={id} onKeep={() => setAsking(false)} onDiscard={close} />
      ) : null}
    </dialog>
  )
}

/**
 * Whether the browser leaves the closing to us, because something was typed: it lets a page hold back
 * Escape and clicks outside once, and closes the dialog at the second.
 */
function isHeld(dialog: HTMLDialogElement): boolean {
  return dialog.getAttribute('closedby') === 'none'
}

/** On the backdrop, which belongs to the dialog. */
function isOutside({ target, currentTarget, clientX, clientY }: MouseEvent<HTMLDialogElement>) {
  if (target !== currentTarget) return false
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}
