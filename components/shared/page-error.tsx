'use client'

import { type ErrorPageProps, ErrorState } from './error-state'

/** In place of a page that failed; the shell around it stays, so that the others can be reached. */
export function PageError({ error, retry }: ErrorPageProps) {
  return (
    <>
      <h1 className="sr-only">Something failed</h1>
      <ErrorState title="This page could not be shown" errorId={error.digest} onRetry={retry} />
    </>
  )
}
