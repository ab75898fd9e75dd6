'use client'

import { PREFERENCE_COOKIES } from '@/components/shared/preferences'
import { cn } from '@/components/ui/cn'
import { PanelLeftIcon } from '@/components/ui/icons'
import { rememberCookie } from './cookie'

/** Wide or icons: changes the page at once, and the cookie for the next one. */
export function RailToggle({ className }: { className?: string }) {
  function toggle() {
    const shell = document.querySelector<HTMLElement>('[data-slot="app-shell"]')
    if (!shell) return
    const next = shell.dataset.rail === 'icons' ? 'wide' : 'icons'
    shell.dataset.rail = next
    rememberCookie(PREFERENCE_COOKIES.rail, next)
  }
  return (
    <button
      type="button"
      onClick={toggle}
      title="Collapse or expand the menu"
      className={cn(
        'h-8 items-center gap-2.5 rounded-control px-2 text-dense text-muted hover:bg-hover hover:text-fg',
        className,
      )}
    >
      <PanelLeftIcon />
      <span className="rail:sr-only">Collapse</span>
      <span className="sr-only">or expand the menu</span>
    </button>
  )
}
