'use client'

import { Command } from 'cmdk'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { PreferenceAction, PreferenceChange, Unit } from '@/components/shared/preferences'
import { Kbd } from '@/components/ui/card'
import { applyTheme } from './preference-switch'
import type { PageEntry } from './types'

interface CommandPaletteProps {
  pages: readonly PageEntry[]
  unit: Unit
  setPreference: PreferenceAction
  signOut: () => Promise<void>
  onShortcuts: () => void
  onClose: () => void
}

const ITEM =
  'flex min-h-9 cursor-pointer items-center gap-2 rounded-control px-2 text-dense data-[selected=true]:bg-selected coarse:min-h-11'
const GROUP =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted'

export default function CommandPalette({
  pages,
  unit,
  setPreference,
  signOut,
  onShortcuts,
  onClose,
}: CommandPaletteProps) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // The browser would pick the list around it, which can be focused too.
    field.current?.focus()
  }, [])

  function run(act: () => void) {
    dialog.current?.close()
    act()
  }
  function prefer(change: PreferenceChange) {
    if (change.kind === 'theme') applyTheme(change.theme)
    void setPreference(change)
  }
  const other: Unit = unit === 'btc' ? 'sats' : 'btc'

  return (
    <dialog
      ref={dialog}
      aria-label="Search pages and actions"
      closedby="any"
      onClose={onClose}
      className="dialog mt-[12vh] overflow-hidden"
    >
      <Command label="Search pages and actions" loop>
        <Command.Input
          ref={field}
          placeholder="Go to a page or do something…"
          className="h-11 w-full border-border border-b bg-transparent px-3 text-base outline-none"
        />
        <Command.List className="max-h-80 overflow-y-auto p-1.5">
          <Command.Empty className="px-2 py-6 text-center text-dense text-muted">
            Nothing by that name.
          </Command.Empty>
          <Command.Group heading="Pages" className={GROUP}>
            {pages.map((page) => (
              <Command.Item
                key={page.href}
                className={ITEM}
                onSelect={() => run(() => router.push(page.href as Route))}
              >
                {page.label}
                <span className="ml-auto flex gap-1">
                  <Kbd>g</Kbd>
                  <Kbd>{page.key}</Kbd>
                </span>
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading="Actions" className={GROUP}>
            <Command.Item
              className={ITEM}
              onSelect={() => run(() => prefer({ kind: 'unit', unit: other }))}
            >
              Show amounts in {other === 'btc' ? 'BTC' : 'sats'}
            </Command.Item>
            {(['light', 'dark', 'system'] as const).map((theme) => (
              <Command.Item
                key={theme}
                className={ITEM}
                onSelect={() => run(() => prefer({ kind: 'theme', theme }))}
              >
                {theme === 'system' ? 'Theme of the system' : `Use the ${theme} theme`}
              </Command.Item>
            ))}
            <Command.Item className={ITEM} onSelect={() => run(onShortcuts)}>
              Keyboard shortcuts
              <Kbd className="ml-auto">?</Kbd>
            </Command.Item>
            <Command.Item className={ITEM} onSelect={() => run(() => void signOut())}>
              Sign out
            </Command.Item>
          </Command.Group>
        </Command.List>
      </Command>
    </dialog>
  )
}
