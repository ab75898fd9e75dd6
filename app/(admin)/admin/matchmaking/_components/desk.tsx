'use client'

import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useEffect,
  useRef,
  useState,
} from 'react'
import { Button, type ButtonLook } from '@/components/ui/button'
import { OPEN_POPOVER } from '@/components/ui/toast'
import type { DeskDialog, DeskFacts } from './desk-dialogs'

const load = () => import('./desk-dialogs')
const DeskDialogs = lazy(load)

interface DeskContext {
  open: (dialog: DeskDialog) => void
  blockedBy: string | undefined
}

const Desk = createContext<DeskContext>({ open: () => undefined, blockedBy: undefined })

interface MatchDeskProps extends DeskFacts {
  /** Why this viewer can't act. */
  blockedBy: string | undefined
  children: ReactNode
}

/**
 * What an admin works at. Its dialogs belong to it and not to the cards that open them, so that a card
 * may go while its answer arrives; each keeps the facts that it was opened with.
 */
export function MatchDesk({ blockedBy, children, ...facts }: MatchDeskProps) {
  const [opened, setOpened] = useState<{ dialog: DeskDialog; facts: DeskFacts; at: number }>()
  const [isOpen, setOpen] = useState(false)
  const show = (dialog: DeskDialog) => {
    setOpened((before) => ({ dialog, facts, at: (before?.at ?? 0) + 1 }))
    setOpen(true)
  }
  return (
    <Desk value={{ open: show, blockedBy }}>
      {children}
      <Suspense fallback={null}>
        {opened === undefined ? null : (
          <DeskDialogs
            key={opened.at}
            {...opened}
            isOpen={isOpen}
            onClose={() => setOpen(false)}
            onDone={refocus}
          />
        )}
      </Suspense>
    </Desk>
  )
}

/** What opened the dialog may be gone with what was done; the panel is still there. */
function refocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById(PANEL_ID)?.focus()
  })
}

interface DeskButtonProps extends ButtonLook {
  opens: DeskDialog
  /** Names the button where the words alone would not. */
  label?: string
  children: ReactNode
}

/** Opens one of the desk's dialogs; they are fetched when the pointer or the focus arrives. */
export function DeskButton({ opens, label, children, ...look }: DeskButtonProps) {
  const { open, blockedBy } = use(Desk)
  if (blockedBy !== undefined) return null
  return (
    <Button
      {...look}
      aria-haspopup="dialog"
      aria-label={label}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => open(opens)}
    >
      {children}
    </Button>
  )
}

const PANEL_ID = 'suggested-pools'

interface TicketRegionProps {
  ticketId: string | null
  className: string
  children: ReactNode
}

/** The chosen request: gets the focus when another one is chosen, and gives it back on Escape. */
export function TicketRegion({ ticketId, className, children }: TicketRegionProps) {
  const root = useRef<HTMLElement>(null)
  const known = useRef(ticketId)
  useEffect(() => {
    if (known.current === ticketId) return
    known.current = ticketId
    if (ticketId === null || root.current === null) return
    // Beside the table it is in sight already; below it the page goes there.
    root.current.focus({ preventScroll: matchMedia('(min-width: 80rem)').matches })
    root.current.scrollTop = 0
  }, [ticketId])

  useEffect(() => {
    const node = root.current
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (document.querySelector(`dialog[open], ${OPEN_POPOVER}`)) return
      document.querySelector<HTMLElement>('tr[data-current] [data-row-link]')?.focus()
    }
    node?.addEventListener('keydown', onKeyDown)
    return () => node?.removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <section
      ref={root}
      id={PANEL_ID}
      tabIndex={-1}
      aria-labelledby={`${PANEL_ID}-title`}
      className={className}
    >
      {children}
    </section>
  )
}
