import type { ComponentProps } from 'react'
import { cn } from './cn'

interface TableLook {
  /** Names the box of a wide table, which the keyboard can reach and scroll. */
  scrollLabel?: string
}

/** Plain table for short lists that need no toolbar; scrolls inside its own box. */
export function Table({ scrollLabel, className, ...props }: ComponentProps<'table'> & TableLook) {
  const name = scrollLabel ?? 'Table, may scroll sideways'
  const box = { role: 'group', tabIndex: 0, 'aria-label': name } as const
  return (
    <div className="relative overflow-x-auto focus-visible:-outline-offset-2" {...box}>
      <table data-slot="table" className={cn('plain-table', className)} {...props} />
    </div>
  )
}

export type CellAlign = 'start' | 'end'

interface CellLook {
  align?: CellAlign
}

export function Th({
  align = 'start',
  scope = 'col',
  className,
  ...props
}: Omit<ComponentProps<'th'>, 'align'> & CellLook) {
  return <th data-slot="th" scope={scope} data-align={align} className={className} {...props} />
}

export function Td({
  align = 'start',
  className,
  ...props
}: Omit<ComponentProps<'td'>, 'align'> & CellLook) {
  return <td data-slot="td" data-align={align} className={className} {...props} />
}
