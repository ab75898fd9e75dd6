import type { Metadata } from 'next'
import { StatusPage } from '@/components/shell/status-page'

export const metadata: Metadata = { title: 'Sign in' }

export default function Unauthorized() {
  return (
    <StatusPage
      status={401}
      title="Sign in first"
      description="This page is for people who are signed in."
      href="/sign-in"
      action="Sign in"
    />
  )
}
