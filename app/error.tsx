'use client'

import { ErrorState } from '@/components/shared/error-state'

export default function PageError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <main id="main" className="mx-auto grid max-w-xl gap-4 px-4 py-16">
      <h1 className="sr-only">Something failed</h1>
      <ErrorState title="This page could not be shown" requestId={error.digest} onRetry={retry} />
    </main>
  )
}
