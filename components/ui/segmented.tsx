import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A row of equal choices; the chosen one carries aria-pressed or aria-current. */
export function Segmented({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div data-slot="segmented" role="group" className={cn('segmented', className)} {...props} />
  )
}

export const SEGMENT = 'segment'
