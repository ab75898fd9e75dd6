'use client'

import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Entries } from '@/components/ui/dialog-parts/entries'
import type { Role } from '@/types'
import {
  type AskSession,
  type SessionClock,
  type SessionLeft,
  type SessionState,
  startSessionClock,
} from './session-clock'
import { COVER, Cover, Warning } from './session-dialogs'

interface SessionWatchProps {
  userId: string
  /** Whose page it is. */
  organisationId: string
  area: Role
  left: SessionLeft
}

interface SessionAnswer extends SessionLeft {
  userId: string
  organisationByArea: Partial<Record<Role, string>>
}

const ADDRESS = '/api/v1/me/session'
const CHANNEL = 'flowrate-session'
const INPUT = ['pointerdown', 'pointermove', 'wheel', 'touchstart', 'keydown', 'input'] as const
/** They lead to the button of the warning or press it: by themselves they are no answer to it. */
const WANDERING = ['pointermove', 'wheel', 'touchstart']
const WANDERING_KEYS = ['Tab', 'Shift', 'Enter', ' ']
/** What does something with the page: held back while it is nobody's to use. */
const ACTS = ['click', 'auxclick', 'submit', 'keydown', 'beforeinput', 'drop'] as const
/** Tell what is typed, from what stood there before. */
const ENTRY = ['focusin', 'pointerdown', 'input'] as const
/** What was searched for stands in the address, and a choice is made again at once. */
const TYPED = ':is(input:not([type=search], [type=checkbox], [type=radio]), textarea)'
/** From another window, or out of the browser's memory of pages. */
const RETURN = ['focus', 'pageshow'] as const

/**
 * Tells the server of input, warns before the session ends for want of it, and covers the page when it
 * has ended, or may have while the machine slept: nothing of it is lost, and after signing in it goes on,
 * unless it is another organisation's then.
 */
export function SessionWatch({ userId, organisationId, area, left }: SessionWatchProps) {
  const [state, setState] = useState<SessionState>({ kind: 'quiet' })
  const clock = useRef<SessionClock | null>(null)
  const kind = useRef<SessionState['kind']>('quiet')
  const first = useRef(left)
  const [entries] = useState(() => new Entries())
  const [isTyped, setTyped] = useState(false)

  useEffect(() => {
    const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : null
    let isLeft = false
    const ask: AskSession = async (how) => {
      const response = await fetch(ADDRESS, { method: how === 'touch' ? 'POST' : 'GET' })
      if (response.status === 401) return null
      if (!response.ok) throw new Error(`The session could not be read: ${response.status}`)
      const answer = (await response.json()) as SessionAnswer
      const isOurs = answer.userId === userId && answer.organisationByArea[area] === organisationId
      if (isOurs || isLeft) return answer
      // This page is not theirs who have signed in meanwhile, and stays as it is until theirs comes.
      window.location.reload()
      return new Promise(() => undefined)
    }
    const show = (next: SessionState) => {
      kind.current = next.kind
      // Whoever reads the page again by itself leaves it alone meanwhile: it would lead to sign-in.
      if (next.kind === 'quiet') delete document.documentElement.dataset.session
      else document.documentElement.dataset.session = next.kind
      if (next.kind === 'unsure' || next.kind === 'over') setTyped(isSomethingTyped(entries))
      // Nothing of the page may be painted or pressed before it is covered.
      if (next.kind === 'unsure') flushSync(() => setState(next))
      else setState(next)
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
    const onAct = (event: Event) => {
      const isOnCover = event.target instanceof Element && event.target.closest(COVER) !== null
      if (isOnCover || !own.isClosed()) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    const onReturn = (event: Event) => {
      if (event instanceof PageTransitionEvent && !event.persisted) return
      // A machine that slept has missed its timers.
      if (document.visibilityState === 'visible') own.check('look')
    }
    const onEntry = ({ type, target }: Event) => {
      if (!(target instanceof Element && target.matches(TYPED))) return
      if (type === 'input') entries.note(target)
      else entries.remember(target)
    }
    const options = { capture: true, passive: true }
    for (const name of ENTRY) window.addEventListener(name, onEntry, options)
    for (const name of ACTS) window.addEventListener(name, onAct, true)
    for (const name of INPUT) window.addEventListener(name, onInput, options)
    for (const name of RETURN) window.addEventListener(name, onReturn)
    document.addEventListener('visibilitychange', onReturn)
    document.addEventListener('resume', onReturn)
    return () => {
      isLeft = true
      own.stop()
      channel?.close()
      for (const name of ENTRY) window.removeEventListener(name, onEntry, options)
      for (const name of ACTS) window.removeEventListener(name, onAct, true)
      for (const name of INPUT) window.removeEventListener(name, onInput, options)
      for (const name of RETURN) window.removeEventListener(name, onReturn)
      document.removeEventListener('visibilitychange', onReturn)
      document.removeEventListener('resume', onReturn)
      delete document.documentElement.dataset.session
    }
  }, [userId, organisationId, area, entries])

  if (state.kind === 'quiet') return null
  if (state.kind === 'warning') {
    const stay = () => {
      // A warning that is taken away closes as well, and nobody has said a word.
      if (kind.current === 'warning') clock.current?.check('touch')
    }
    return <Warning {...state} onStay={stay} />
  }
  return <Cover isUnsure={state.kind === 'unsure'} isTyped={isTyped} />
}

/** An open dialog with a form counts: its fields may follow what is chosen in it. */
function isSomethingTyped(entries: Entries): boolean {
  return document.querySelector('dialog[open] form') !== null || !entries.isEmpty()
}
