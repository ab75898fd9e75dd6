import type { Metadata } from 'next'
import Forbidden, { metadata as forbidden } from '@/app/forbidden'
import NotFound, { metadata as notFound } from '@/app/not-found'
import { markReadable } from '@/lib/web/request-scope'
import { type RawSearchParams, readText } from '@/lib/web/search-params'

type Props = PageProps<'/refused'>

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return isForbidden(await searchParams) ? forbidden : notFound
}

/** Shown in place of a page that was refused, whose words would else be left to scripts. */
export default async function RefusedPage({ searchParams }: Props) {
  markReadable()
  return isForbidden(await searchParams) ? <Forbidden /> : <NotFound />
}

function isForbidden(params: RawSearchParams): boolean {
  return readText(params, 'status') === '403'
}
