import type { ComponentProps } from 'react'
import { cn } from './cn'

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
