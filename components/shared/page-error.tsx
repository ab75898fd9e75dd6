'use client'

import { ErrorState } from './error-state'

/** In place of a page that failed; the shell around it stays, so that the others can be reached. */
export function PageError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <>
      <h1 className="sr-only">Something failed</h1>
      <ErrorState title="This page could not be shown" requestId={error.digest} onRetry={retry} />
    </>
  )
}
