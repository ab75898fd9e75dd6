import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A plain count or tag; states are told by `StatusPill`. */
export function Badge({ className, ...props }: ComponentProps<'span'>) {
  return <span data-slot="badge" className={cn('num badge', className)} {...props} />
}
