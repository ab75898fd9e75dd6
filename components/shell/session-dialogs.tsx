import { useLayoutEffect, useRef, useState } from 'react'
import { Button, buttonClass } from '@/components/ui/button'

/** Modal, so that it can be seen and reached above a dialog; closing it gives the focus back. */
function useModal() {
  const ref = useRef<HTMLDialogElement>(null)
  // Before the page is painted, and again before it is gone.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return ref
}

interface WarningProps {
  secondsLeft: number
  isFinal: boolean
  onStay: () => void
}

export function Warning({ secondsLeft, isFinal, onStay }: WarningProps) {
  const dialog = useModal()
  const [isRead, setRead] = useState(false)
  const minutes = Math.max(1, Math.ceil(secondsLeft / 60))
  const soon = `in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  if (isRead) return null
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      data-slot="session-warning"
      closedby="closerequest"
      aria-labelledby="session-warning-title"
      aria-describedby="session-warning-text"
      onClose={isFinal ? () => setRead(true) : onStay}
      className="dialog"
    >
      <div className="grid gap-3 p-4">
        <h2 id="session-warning-title" className="font-semibold text-base">
          {isFinal ? `Your session ends ${soon}` : `You will be signed out ${soon}`}
        </h2>
        <p id="session-warning-text" className="text-dense text-muted">
          {isFinal
            ? 'A session lasts twelve hours. Finish what you are doing, or sign in again afterwards: what you typed stays.'
            : 'Nothing was done here for a while.'}
        </p>
        <div className="flex flex-wrap justify-end">
          <Button variant="primary" onClick={() => dialog.current?.close()}>
            {isFinal ? 'Close' : 'Stay signed in'}
          </Button>
        </div>
      </div>
    </dialog>
  )
}

/** Where the cover is found by the page's own listeners. */
export const COVER = '[data-slot=session-over]'

interface CoverProps {
  /** The server is being asked; by what was known the session is over. */
  isUnsure: boolean
  isTyped: boolean
}

/** Covers the page, whose figures are nobody's to see now, and keeps it as it is. */
export function Cover({ isUnsure, isTyped }: CoverProps) {
  const dialog = useModal()
  const [address] = useState(() => `${window.location.pathname}${window.location.search}`)
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      data-slot="session-over"
      closedby="none"
      aria-labelledby="session-over-title"
      aria-describedby="session-over-text"
      onCancel={(event) => event.preventDefault()}
      className="dialog outline-none backdrop:bg-bg"
    >
      <div className="grid gap-3 p-4">
        <h2 id="session-over-title" className="font-semibold text-base">
          {isUnsure ? 'Are you still signed in?' : 'You are signed out'}
        </h2>
        <p id="session-over-text" role="status" className="text-dense text-muted">
          {isUnsure
            ? 'Nothing was done here for long. The server is being asked; this page comes back if your session lasts.'
            : endText(isTyped)}
        </p>
        {isUnsure ? null : (
          <div className="flex flex-wrap justify-end">
            <a
              href={`/sign-in?next=${encodeURIComponent(address)}`}
              className={buttonClass({ variant: 'primary' })}
              {...(isTyped ? { target: '_blank', rel: 'noopener' } : {})}
            >
              {isTyped ? 'Sign in in a new tab' : 'Sign in'}
            </a>
          </div>
        )}
      </div>
    </dialog>
  )
}

function endText(isTyped: boolean): string {
  return isTyped
    ? 'Your session is over. What you typed is still here: sign in in a new tab, then come back to this one.'
    : 'Your session is over. Sign in to come back to this page.'
}
