'use client'

import { useState } from 'react'
import { shortcutsAreOn } from '@/components/shared/keys'
import { PREFERENCE_COOKIES } from '@/components/shared/preferences'
import { Kbd } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { Checkbox } from '@/components/ui/input'
import { rememberCookie } from './cookie'
import type { PageEntry } from './types'

const GENERAL = [
  { keys: ['Ctrl', 'K'], does: 'Search pages and actions (⌘ K on a Mac)' },
  { keys: ['?'], does: 'Show this list' },
  { keys: ['/'], does: 'Go to the table’s search' },
  { keys: ['j'], does: 'Next row' },
  { keys: ['k'], does: 'Previous row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Esc'], does: 'Close what is open' },
]

interface ShortcutsDialogProps {
  pages: readonly PageEntry[]
  onClose: () => void
}

export default function ShortcutsDialog({ pages, onClose }: ShortcutsDialogProps) {
  const [isOn, setOn] = useState(shortcutsAreOn)
  const rows = [
    ...GENERAL,
    ...pages.map((page) => ({ keys: ['g', page.key], does: `Go to ${page.label}` })),
  ]

  function toggle(next: boolean) {
    const value = next ? 'on' : 'off'
    setOn(next)
    document.documentElement.dataset.shortcuts = value
    rememberCookie(PREFERENCE_COOKIES.shortcuts, value)
  }

  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts" id="shortcuts">
      <dl className="grid gap-1.5 text-dense">
        {rows.map((row) => (
          <div key={row.does} className="flex items-center justify-between gap-4">
            <dt className="text-muted">{row.does}</dt>
            <dd className="flex gap-1">
              {row.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex items-center gap-2 border-border border-t pt-3 text-dense">
        <Checkbox checked={isOn} onChange={(event) => toggle(event.target.checked)} />
        Use shortcuts of a single key
      </label>
    </Dialog>
  )
}
