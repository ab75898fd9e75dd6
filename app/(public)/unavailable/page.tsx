import type { Metadata } from 'next'
import { StatusPage } from '@/components/shell/status-page'
import { safeNextPath } from '@/lib/web/next-path'
import { markReadable } from '@/lib/web/request-scope'
import { readText } from '@/lib/web/search-params'

export const metadata: Metadata = { title: 'Not available' }

interface Words {
  status: number
  title: string
  description: string
}

const AWAY: Words = {
  status: 503,
  title: 'The store can’t be reached',
  description:
    'Flowrate is running, but its database does not answer at present. Nothing is lost. It goes on by itself as soon as the database is back.',
}
const SENT: Words = {
  ...AWAY,
  description:
    'Flowrate is running, but its database does not answer at present. What you just sent may or may not have been carried out: look before you send it again.',
}
const FULL: Words = {
  status: 507,
  title: 'The store’s disk is full',
  description: 'Nothing was changed. Whoever runs Flowrate has to free some space.',
}
const DAMAGED: Words = {
  status: 503,
  title: 'The store is damaged',
  description:
    'What this page shows can’t be read. Whoever runs Flowrate finds in its log what to do. Other pages may still work.',
}

function wordsFor(because: string | null): Words {
  switch (because) {
    case 'sent':
      return SENT
    case 'store_full':
    case 'store_stopped':
      return FULL
    case 'store_damaged':
      return DAMAGED
    default:
      return AWAY
  }
}

/** Shown in place of every page that the store does not answer; asks nothing of the store itself. */
export default async function UnavailablePage({ searchParams }: PageProps<'/unavailable'>) {
  markReadable()
  const params = await searchParams
  const next = safeNextPath(readText(params, 'next')) ?? '/'
  return <StatusPage {...wordsFor(readText(params, 'because'))} href={next} action="Try again" />
}
