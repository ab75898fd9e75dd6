import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A row of equal choices; the chosen one carries aria-pressed or aria-current. */
export function Segmented({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="segmented"
      role="group"
      className={cn(
        'inline-flex shrink-0 rounded-control border border-border bg-sunken p-0.5',
        className,
      )}
      {...props}
    />
  )
}

export const SEGMENT =
  'inline-flex h-6.5 min-w-8 items-center justify-center rounded px-2 text-xs font-medium text-muted hover:text-fg coarse:min-h-11 coarse:min-w-11 aria-pressed:bg-segment aria-pressed:text-fg aria-pressed:shadow-xs aria-[current=true]:bg-segment aria-[current=true]:text-fg aria-[current=true]:shadow-xs'
