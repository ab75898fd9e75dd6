'use client'

import { type ComponentType, type RefObject, useEffect, useState } from 'react'
import type { DrawingProps } from './layout'

type Drawing = ComponentType<DrawingProps>

const load = () => import('./recharts-drawing').then((module) => module.default)

/**
 * Fetches the chart library at the first touch of the chart. Until then, and if it cannot be had,
 * the drawing of the server stands: evaluating the library would block a slow phone while loading.
 */
export function useDrawing(section: RefObject<HTMLElement | null>): Drawing | null {
  const [drawing, setDrawing] = useState<{ component: Drawing } | null>(null)

  useEffect(() => {
    const node = section.current
    if (!node) return undefined
    let isAsked = false
    function fetchIt() {
      if (isAsked) return
      isAsked = true
      load().then(
        (component) => setDrawing({ component }),
        () => undefined,
      )
    }
    node.addEventListener('pointerover', fetchIt)
    node.addEventListener('focusin', fetchIt)
    return () => {
      node.removeEventListener('pointerover', fetchIt)
      node.removeEventListener('focusin', fetchIt)
    }
  }, [section])

  return drawing?.component ?? null
}
