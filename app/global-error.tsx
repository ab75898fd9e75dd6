'use client'

import { type ErrorPageProps, ErrorState } from '@/components/shared/error-state'
import './globals.css'

export default function GlobalError({ error, retry }: ErrorPageProps) {
  return (
    <html lang="en">
      <body>
        <title>Something failed · Flowrate</title>
        <main id="main" className="mx-auto grid max-w-xl gap-4 px-4 py-16">
          <h1 className="sr-only">Something failed</h1>
          <ErrorState title="Flowrate could not be shown" errorId={error.digest} onRetry={retry} />
        </main>
      </body>
    </html>
  )
}
