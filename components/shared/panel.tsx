import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { formatInteger } from './format'

interface PanelProps {
  title: string
  /** Words under the title. */
  description?: ReactNode
  count?: number
  /** A link or button at the right of the title. */
  action?: ReactNode
  className?: string
  /** Space around the content; tables and lists go to the edge. */
  inset?: 'padded' | 'flush'
  id?: string
  children: ReactNode
}

/** A titled part of a page. */
export function Panel({
  title,
  description,
  count,
  action,
  className,
  inset = 'padded',
  id,
  children,
}: PanelProps) {
  const headingId = `${id ?? title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-title`
  return (
    <section
      data-slot="panel"
      id={id}
      aria-labelledby={headingId}
      className={cn('min-w-0 rounded-card border border-border bg-surface', className)}
    >
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-1.5">
        <div>
          <h2 id={headingId} className="flex items-center gap-2 font-semibold">
            {title}
            {count === undefined ? null : <Badge>{formatInteger(count)}</Badge>}
          </h2>
          {description ? <p className="text-dense text-muted">{description}</p> : null}
        </div>
        {action}
      </div>
      <div className={cn('border-border border-t', inset === 'padded' && 'px-4 py-3')}>
        {children}
      </div>
    </section>
  )
}
