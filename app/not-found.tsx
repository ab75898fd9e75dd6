import type { Metadata } from 'next'
import { StatusPage } from '@/components/shell/status-page'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <StatusPage
      status={404}
      title="There is nothing here"
      description="The address may be mistyped, or what it named does not exist or is not yours to see."
    />
  )
}
