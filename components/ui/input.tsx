import type { ComponentProps } from 'react'
import { cn } from './cn'
import { ChevronDownIcon } from './icons'

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return (
    <input
      data-slot="input"
      type={type}
      className={cn('control', 'h-8 px-2.5', className)}
      {...props}
    />
  )
}

export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      data-slot="textarea"
      rows={rows}
      className={cn('control', 'px-2.5 py-1.5', className)}
      {...props}
    />
  )
}

export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span data-slot="select" className="relative inline-flex w-full">
      <select className={cn('control', 'h-8 appearance-none pr-7 pl-2.5', className)} {...props}>
        {children}
      </select>
      <ChevronDownIcon className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-muted" />
    </span>
  )
}

export function Checkbox({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <input
      data-slot="checkbox"
      type="checkbox"
      className={cn('size-4 shrink-0 accent-fg coarse:size-6', className)}
      {...props}
    />
  )
}
