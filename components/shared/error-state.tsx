'use client'

import { Button } from '@/components/ui/button'

interface ErrorStateProps {
  title?: string
  /** What failed, and what was not lost. */
  description?: string
  /** By which the log knows the failure. */
  errorId?: string | undefined
  onRetry?: () => void
}

/** What Next gives to the page that stands in for a failed one. */
export interface ErrorPageProps {
  error: Error & { digest?: string }
  /** Asks the server again; a mere reset would draw the failed answer once more. */
  retry: () => void
}

/** Its mark is a character: a page that fails is loaded with every page, and icons would come along. */
export function ErrorState({
  title = 'This part could not be shown',
  description = 'Nothing was changed or lost. Try again; if it stays, quote the error id to support.',
  errorId,
  onRetry,
}: ErrorStateProps) {
  return (
    <div
      data-slot="error-state"
      role="alert"
      className="flex flex-col items-center gap-1 rounded-card border border-border bg-surface px-4 py-8 text-center"
    >
      <span
        aria-hidden="true"
        className="mb-1 grid size-7 place-items-center rounded-full bg-bad-soft font-semibold text-bad"
      >
        !
      </span>
      <p className="font-medium">{title}</p>
      <p className="max-w-md text-dense text-muted">{description}</p>
      {errorId ? (
        <p className="text-muted text-xs">
          Error id <code className="font-mono">{errorId}</code>
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
