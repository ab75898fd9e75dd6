import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClass } from './button'
import { cn } from './cn'

/** Looks like a button, is a link. Prefetching is left to the caller: lists would ask for too much. */
export function LinkButton({
  variant = 'secondary',
  size = 'md',
  className,
  prefetch = false,
  ...props
}: ComponentProps<typeof Link> & ButtonLook) {
  return (
    <Link
      data-slot="button"
      prefetch={prefetch}
      className={cn(buttonClass({ variant, size }), className)}
      {...props}
    />
  )
}
