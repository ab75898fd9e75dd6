'use client'

import { type RefObject, useEffect } from 'react'
import { isTyping, shortcutsAreOn } from '@/components/shared/keys'

/** `/` goes to the search, `j` and `k` move over the rows' links; Enter then opens as ever. */
export function useRowKeys(
  root: RefObject<HTMLElement | null>,
  search: RefObject<HTMLInputElement | null>,
): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || isTyping(event) || !shortcutsAreOn()) return
      if (document.querySelector('dialog[open]')) return
      if (event.key === '/' && search.current) {
        event.preventDefault()
        search.current.focus()
        search.current.select()
      }
      if (event.key === 'j' || event.key === 'k') moveFocus(root.current, event.key)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [root, search])
}

function moveFocus(root: HTMLElement | null, key: 'j' | 'k'): void {
  const links = [...(root?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
  const current = document.activeElement?.closest('tr')
  const index = links.findIndex((link) => link.closest('tr') === current)
  const start = key === 'j' ? index + 1 : index - 1
  const next = links[Math.max(0, Math.min(links.length - 1, start))]
  next?.focus()
}
