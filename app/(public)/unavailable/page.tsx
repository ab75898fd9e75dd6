import type { Metadata } from 'next'
import { StatusPage } from '@/components/shell/status-page'
import { safeNextPath } from '@/lib/web/next-path'
import { readText } from '@/lib/web/search-params'

export const metadata: Metadata = { title: 'Not available' }

/** Shown in place of every page while the store can't be reached; asks nothing of the store itself. */
export default async function UnavailablePage({ searchParams }: PageProps<'/unavailable'>) {
  const next = safeNextPath(readText(await searchParams, 'next')) ?? '/'
  return (
    <StatusPage
      status={503}
      title="The store can’t be reached"
      description="Flowrate is running, but its database does not answer at present. Nothing is lost. It goes on by itself as soon as the database is back."
      href={next}
      action="Try again"
    />
  )
}
