import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A plain count or tag; states are told by `StatusPill`. */
export function Badge({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      data-slot="badge"
      className={cn(
        'num inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-neutral-soft px-1.5 font-medium text-muted text-xs',
        className,
      )}
      {...props}
    />
  )
}
