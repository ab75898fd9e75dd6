import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { InboxIcon } from '@/components/ui/icons'

interface EmptyStateProps {
  title: string
  /** Why it is empty. */
  description: ReactNode
  /** The next step. */
  action?: ReactNode
  icon?: ReactNode
  className?: string
}

export function EmptyState({ title, description, action, icon, className }: EmptyStateProps) {
  return (
    <div
      data-slot="empty-state"
      className={cn('flex flex-col items-center gap-1 px-4 py-8 text-center', className)}
    >
      <span className="mb-1 text-faint [&>svg]:size-6">{icon ?? <InboxIcon />}</span>
      <p className="font-medium">{title}</p>
      <div className="max-w-md text-dense text-muted">{description}</div>
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  )
}
