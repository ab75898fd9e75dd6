'use client'

import { type ComponentType, type RefObject, useEffect, useState } from 'react'
import type { DrawingProps } from './layout'

type Drawing = ComponentType<DrawingProps>

const load = () => import('./recharts-drawing').then((module) => module.default)

/**
 * Fetches the chart library once the chart is in view and the browser has nothing else to do, or
 * at the first touch. Until then, and if it cannot be had, the drawing of the server stands.
 */
export function useDrawing(frame: RefObject<HTMLElement | null>): Drawing | null {
  const [drawing, setDrawing] = useState<{ component: Drawing } | null>(null)

  useEffect(() => {
    const node = frame.current
    if (!node || drawing) return undefined
    let isWanted = true
    const fetchIt = () => {
      if (!isWanted) return
      isWanted = false
      load().then(
        (component) => setDrawing({ component }),
        () => undefined,
      )
    }
    const idle = window.requestIdleCallback ?? ((act: () => void) => window.setTimeout(act, 300))
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) idle(() => idle(fetchIt))
    })
    observer.observe(node)
    node.addEventListener('pointerenter', fetchIt, { once: true })
    node.addEventListener('focusin', fetchIt, { once: true })
    return () => {
      observer.disconnect()
      node.removeEventListener('pointerenter', fetchIt)
      node.removeEventListener('focusin', fetchIt)
    }
  }, [frame, drawing])

  return drawing?.component ?? null
}
