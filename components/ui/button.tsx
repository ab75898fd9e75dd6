import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'icon'

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-brand text-brand-fg font-semibold hover:bg-brand-hover',
  secondary: 'bg-surface text-fg border border-border hover:bg-hover',
  ghost: 'text-muted hover:bg-hover hover:text-fg',
  danger: 'bg-bad-solid text-white font-semibold hover:opacity-90',
}

const SIZES: Record<ButtonSize, string> = {
  sm: 'h-7 px-2 gap-1 text-dense coarse:min-h-11 coarse:px-3',
  md: 'h-8 px-3 gap-1.5 text-dense coarse:min-h-11 coarse:px-4',
  icon: 'size-8 justify-center coarse:min-h-11 coarse:min-w-11',
}

interface Look {
  variant?: ButtonVariant
  size?: ButtonSize
}

/** The classes alone, for a `<summary>` or another element that acts as a button. */
export function buttonClass({ variant = 'secondary', size = 'md' }: Look = {}): string {
  return cn(
    'inline-flex shrink-0 items-center justify-center rounded-control whitespace-nowrap font-medium transition-colors',
    'disabled:opacity-55 aria-disabled:opacity-55',
    VARIANTS[variant],
    SIZES[size],
  )
}

export function Button({
  variant = 'secondary',
  size = 'md',
  type = 'button',
  className,
  ...props
}: ComponentProps<'button'> & Look) {
  return (
    <button
      data-slot="button"
      type={type}
      className={cn(buttonClass({ variant, size }), className)}
      {...props}
    />
  )
}

/** Looks like a button, is a link. Prefetching is left to the caller: lists would ask for too much. */
export function LinkButton({
  variant = 'secondary',
  size = 'md',
  className,
  prefetch = false,
  ...props
}: ComponentProps<typeof Link> & Look) {
  return (
    <Link
      data-slot="button"
      prefetch={prefetch}
      className={cn(buttonClass({ variant, size }), className)}
      {...props}
    />
  )
}
