'use client'

import { useEffect, useRef, useState } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import {
  type AskSession,
  type SessionClock,
  type SessionLeft,
  type SessionState,
  startSessionClock,
} from './session-clock'

interface SessionWatchProps {
  userId: string
  left: SessionLeft
}

const ADDRESS = '/api/v1/me/session'
const CHANNEL = 'flowrate-session'
const INPUT = ['pointerdown', 'pointermove', 'wheel', 'touchstart', 'keydown', 'input'] as const
/** They lead to the button of the warning or press it: by themselves they are no answer to it. */
const WANDERING = ['pointermove', 'wheel', 'touchstart']
const WANDERING_KEYS = ['Tab', 'Shift', 'Enter', ' ']

/**
 * Tells the server of input, warns before the session ends for want of it, and covers the page when it
 * has ended: nothing of it is lost, and after signing in it goes on.
 */
export function SessionWatch({ userId, left }: SessionWatchProps) {
  const [state, setState] = useState<SessionState>({ kind: 'quiet' })
  const clock = useRef<SessionClock | null>(null)
  const kind = useRef<SessionState['kind']>('quiet')
  const first = useRef(left)

  useEffect(() => {
    const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : null
    let isLeft = false
    const ask: AskSession = async (how) => {
      const response = await fetch(ADDRESS, { method: how === 'touch' ? 'POST' : 'GET' })
      if (response.status === 401) return null
      if (!response.ok) throw new Error(`The session could not be read: ${response.status}`)
      const answer = (await response.json()) as SessionLeft & { userId: string }
      // Somebody else has signed in meanwhile: this page is not theirs.
      if (answer.userId !== userId && !isLeft) window.location.reload()
      return answer
    }
    const show = (next: SessionState) => {
      kind.current = next.kind
      // Whoever reads the page again by itself leaves it alone meanwhile: it would lead to sign-in.
      if (next.kind === 'quiet') delete document.documentElement.dataset.session
      else document.documentElement.dataset.session = next.kind
      setState(next)
    }
    const own = startSessionClock(first.current, ask, show, (told) =>
      channel?.postMessage({ userId, ...told }),
    )
    clock.current = own
    if (channel) {
      channel.onmessage = ({ data }: MessageEvent<SessionLeft & { userId: string }>) => {
        if (data.userId === userId) own.hear(data)
      }
    }
    const onInput = (event: Event) => {
      const isWandering =
        WANDERING.includes(event.type) ||
        (event instanceof KeyboardEvent && WANDERING_KEYS.includes(event.key))
      if (kind.current === 'quiet' || (kind.current === 'warning' && !isWandering)) own.noteInput()
    }
    const onReturn = () => {
      // A machine that slept has missed its timers.
      if (document.visibilityState === 'visible') own.check('look')
    }
    const options = { capture: true, passive: true }
    for (const name of INPUT) window.addEventListener(name, onInput, options)
    window.addEventListener('focus', onReturn)
    document.addEventListener('visibilitychange', onReturn)
    return () => {
      isLeft = true
      own.stop()
      channel?.close()
      for (const name of INPUT) window.removeEventListener(name, onInput, options)
      window.removeEventListener('focus', onReturn)
      document.removeEventListener('visibilitychange', onReturn)
      delete document.documentElement.dataset.session
    }
  }, [userId])

  if (state.kind === 'quiet') return null
  if (state.kind === 'over') return <SignedOut />
  return <Warning {...state} onStay={() => clock.current?.check('touch')} />
}

/** Modal, so that it can be seen and reached above a dialog; closing it gives the focus back. */
function useModal() {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
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

function Warning({ secondsLeft, isFinal, onStay }: WarningProps) {
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

const TYPED = ':is(input:not([type=hidden], [type=checkbox], [type=radio]), textarea)'

/** An open dialog with a form counts: its fields may follow what is typed. */
function isSomethingTyped(): boolean {
  if (document.querySelector('dialog[open] form')) return true
  return [...document.querySelectorAll<HTMLInputElement>(`main form ${TYPED}`)].some(
    ({ value, defaultValue }) => value !== defaultValue,
  )
}

/** Covers the page, whose figures are nobody's to see now, and keeps it as it is. */
function SignedOut() {
  const dialog = useModal()
  const [isTyped] = useState(isSomethingTyped)
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
      className="dialog backdrop:bg-bg"
    >
      <div className="grid gap-3 p-4">
        <h2 id="session-over-title" className="font-semibold text-base">
          You are signed out
        </h2>
        <p id="session-over-text" className="text-dense text-muted">
          {isTyped
            ? 'Your session is over. What you typed is still here: sign in in a new tab, then come back to this one.'
            : 'Your session is over. Sign in to come back to this page.'}
        </p>
        <div className="flex flex-wrap justify-end">
          <a
            href={`/sign-in?next=${encodeURIComponent(address)}`}
            className={buttonClass({ variant: 'primary' })}
            {...(isTyped ? { target: '_blank', rel: 'noopener' } : {})}
          >
            {isTyped ? 'Sign in in a new tab' : 'Sign in'}
          </a>
        </div>
      </div>
    </dialog>
  )
}
