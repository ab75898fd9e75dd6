'use client'

import { Button } from '@/components/ui/button'
import { AlertTriangleIcon } from '@/components/ui/icons'

interface ErrorStateProps {
  title?: string
  /** What failed, and what was not lost. */
  description?: string
  requestId?: string | undefined
  onRetry?: () => void
}

export function ErrorState({
  title = 'This part could not be shown',
  description = 'Nothing was changed or lost. Try again; if it stays, quote the request id to support.',
  requestId,
  onRetry,
}: ErrorStateProps) {
  return (
    <div
      data-slot="error-state"
      role="alert"
      className="flex flex-col items-center gap-1 rounded-card border border-border bg-surface px-4 py-8 text-center"
    >
      <AlertTriangleIcon className="mb-1 size-6 text-bad" />
      <p className="font-medium">{title}</p>
      <p className="max-w-md text-dense text-muted">{description}</p>
      {requestId ? (
        <p className="text-muted text-xs">
          Request id <code className="font-mono">{requestId}</code>
        </p>
      ) : null}
      {onRetry ? (
        <Button onClick={onRetry} className="mt-2">
          Try again
        </Button>
      ) : null}
    </div>
  )
}
