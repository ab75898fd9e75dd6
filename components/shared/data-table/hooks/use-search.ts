'use client'

import type { Route } from 'next'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { changeQuery } from '@/components/shared/data-table/table-url'

const DEBOUNCE_MS = 120

/** The search text, ahead of the URL by one short pause of typing. */
export function useSearch(q: string) {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const [text, setText] = useState(q)
  const [known, setKnown] = useState(q)
  const [awaited, setAwaited] = useState<readonly string[]>([])
  const [isPending, startTransition] = useTransition()
  const timer = useRef<number | undefined>(undefined)
  const sent = useRef(q)

  // A change that did not come from typing (Back, "Clear filters") wins over the field; the late answer
  // to what was typed some letters ago does not.
  if (q !== known) {
    const place = awaited.indexOf(q)
    setKnown(q)
    setAwaited(awaited.slice(place + 1))
    if (place === -1 && q !== text.trim()) setText(q)
  }

  useEffect(() => () => window.clearTimeout(timer.current), [])

  function search(next: string) {
    setText(next)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => {
      if (next.trim() === sent.current && next.trim() === q) return
      sent.current = next.trim()
      setAwaited((waiting) => [...waiting, next.trim()])
      const query = changeQuery(params.toString(), { q: next.trim() })
      startTransition(() => router.replace(`${pathname}${query}` as Route, { scroll: false }))
    }, DEBOUNCE_MS)
  }

  return { text, search, isPending }
}
