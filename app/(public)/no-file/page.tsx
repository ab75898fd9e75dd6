import type { Metadata } from 'next'
import { StatusPage } from '@/components/shell/status-page'
import { safeNextPath } from '@/lib/web/next-path'
import { acceptableRequestId } from '@/lib/web/request-info'
import { markReadable } from '@/lib/web/request-scope'
import { readText } from '@/lib/web/search-params'

export const metadata: Metadata = { title: 'No file' }

interface Words {
  title: string
  description: string
}

const FAILED: Words = {
  title: 'The file could not be made',
  description: 'Something went wrong on our side. Nothing was changed.',
}

const WORDS: Readonly<Record<number, Words>> = {
  403: {
    title: 'This file is not yours',
    description: 'You are signed in, but your role does not include this file.',
  },
  404: {
    title: 'There is no such file',
    description: 'What it should be about does not exist or is not yours to see.',
  },
  429: {
    title: 'Too many files at once',
    description: 'Wait a minute, then ask for it again.',
  },
  503: {
    title: 'The file can’t be made at present',
    description:
      'Flowrate is running, but its store does not answer in time. Try again in a moment.',
  },
}

/** Shown in place of a file that a browser asked for and did not get; asks nothing of the store itself. */
export default async function NoFilePage({ searchParams }: PageProps<'/no-file'>) {
  markReadable()
  const params = await searchParams
  const status = Number(readText(params, 'status')) || 500
  const back = safeNextPath(readText(params, 'back')) ?? '/'
  const request = readText(params, 'request')
  const { title, description } = WORDS[status] ?? FAILED
  const isOurs = WORDS[status] === undefined && acceptableRequestId(request) === request
  return (
    <StatusPage
      status={status}
      title={title}
      description={isOurs ? `${description} Request ${request}.` : description}
      href={back}
      action={back === '/' ? 'Go to your overview' : 'Back to the page'}
    />
  )
}
