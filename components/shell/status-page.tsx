import type { Route } from 'next'
import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/link-button'
import { BrandMark } from './brand'

interface StatusPageProps {
  status: number
  title: string
  description: ReactNode
  /** Where the button leads. */
  href?: string
  action?: string
}

/** A whole page for 401, 403 and 404. */
export function StatusPage({
  status,
  title,
  description,
  href = '/',
  action = 'Go to your overview',
}: StatusPageProps) {
  return (
    <main
      id="main"
      className="mx-auto flex min-h-[70dvh] max-w-md flex-col items-start justify-center gap-2 px-4 py-16"
    >
      <BrandMark className="mb-2" />
      <p className="num text-dense text-muted">{status}</p>
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="text-muted">{description}</p>
      <LinkButton href={href as Route} variant="primary" className="mt-3">
        {action}
      </LinkButton>
    </main>
  )
}
