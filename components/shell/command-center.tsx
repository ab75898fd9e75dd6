'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { isTyping, shortcutsAreOn } from '@/components/shared/keys'
import type { PreferenceAction, Unit } from '@/components/shared/preferences'
import { Kbd } from '@/components/ui/card'
import { SearchIcon } from '@/components/ui/icons'
import { adoptInvokers } from './invokers'
import type { PageEntry } from './types'

const CommandPalette = lazy(() => import('./command-palette'))
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog'))

interface CommandCenterProps {
  pages: readonly PageEntry[]
  unit: Unit
  setPreference: PreferenceAction
  signOut: () => Promise<void>
}

type Open = 'palette' | 'shortcuts' | null

const CHORD_MS = 1200

/** The palette's button and the page-wide keys; what they open is loaded when first wanted. */
export function CommandCenter({ pages, unit, setPreference, signOut }: CommandCenterProps) {
  const router = useRouter()
  const [open, setOpen] = useState<Open>(null)
  const chordAt = useRef(0)

  useEffect(adoptInvokers, [])

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setOpen((now) => (now === 'palette' ? null : 'palette'))
        return
      }
      if (event.defaultPrevented || isTyping(event) || !shortcutsAreOn()) return
      if (document.querySelector('dialog[open]')) return
      const isChord = event.timeStamp - chordAt.current < CHORD_MS
      chordAt.current = event.key === 'g' ? event.timeStamp : 0
      if (event.key === '?') setOpen('shortcuts')
      const page = isChord ? pages.find((entry) => entry.key === event.key) : undefined
      if (page) {
        event.preventDefault()
        router.push(page.href as Route)
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [pages, router])

  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen('palette')}
        className="inline-flex h-8 items-center gap-2 rounded-control px-2 text-dense text-muted hover:bg-hover hover:text-fg lg:border lg:border-border coarse:min-h-11 coarse:min-w-11 coarse:justify-center"
      >
        <SearchIcon className="size-4 lg:size-3.5" />
        <span className="sr-only lg:not-sr-only">Search</span>
        <span className="sr-only"> pages and actions</span>
        <Kbd aria-hidden="true" className="hidden lg:inline">
          Ctrl K
        </Kbd>
      </button>
      <Suspense fallback={null}>
        {open === 'palette' ? (
          <CommandPalette
            pages={pages}
            unit={unit}
            setPreference={setPreference}
            signOut={signOut}
            onShortcuts={() => setOpen('shortcuts')}
            onClose={() => setOpen((now) => (now === 'palette' ? null : now))}
          />
        ) : null}
        {open === 'shortcuts' ? (
          <ShortcutsDialog pages={pages} onClose={() => setOpen(null)} />
        ) : null}
      </Suspense>
    </>
  )
}
