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

export interface ButtonLook {
  variant?: ButtonVariant
  size?: ButtonSize
}

/** The classes alone, for a `<summary>` or another element that acts as a button. */
export function buttonClass({ variant = 'secondary', size = 'md' }: ButtonLook = {}): string {
  return cn('button', VARIANTS[variant], SIZES[size])
}

export function Button({
  variant = 'secondary',
  size = 'md',
  type = 'button',
  className,
  ...props
}: ComponentProps<'button'> & ButtonLook) {
  return (
    <button
      data-slot="button"
      type={type}
      className={cn(buttonClass({ variant, size }), className)}
      {...props}
    />
  )
}
