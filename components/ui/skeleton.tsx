import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Give it the final size of what it stands for. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="skeleton"
      aria-hidden="true"
      className={cn('rounded-control bg-neutral-soft motion-safe:animate-pulse', className)}
      {...props}
    />
  )
}

export function Spinner({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      data-slot="spinner"
      aria-hidden="true"
      className={cn(
        'inline-block size-3.5 rounded-full border-2 border-current border-r-transparent motion-safe:animate-spin',
        className,
      )}
      {...props}
    />
  )
}
