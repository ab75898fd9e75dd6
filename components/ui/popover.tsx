import type { ComponentProps } from 'react'
import { cn } from './cn'

/**
 * The browser's own popover: opens and closes without JavaScript, by
 * `<button popoverTarget={id}>`, and gives the focus back on Escape.
 */
export function Popover({
  id,
  align = 'start',
  className,
  ...props
}: Omit<ComponentProps<'div'>, 'popover'> & { id: string; align?: 'start' | 'end' }) {
  return (
    <div
      data-slot="popover"
      id={id}
      popover="auto"
      data-align={align}
      className={cn('popover', className)}
      {...props}
    />
  )
}

export function MenuList({ className, ...props }: ComponentProps<'ul'>) {
  return <ul data-slot="menu" className={cn('-m-1.5 grid min-w-44', className)} {...props} />
}

/** Class of a link or button that fills one line of a menu. */
export const MENU_ITEM = 'menu-item'
