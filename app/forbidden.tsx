import type { Metadata } from 'next'
import { StatusPage } from '@/components/shell/status-page'

export const metadata: Metadata = { title: 'No access' }

export default function Forbidden() {
  return (
    <StatusPage
      status={403}
      title="This area is not yours"
      description="You are signed in, but your role does not include this page."
    />
  )
}
