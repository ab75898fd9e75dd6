import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** A way to another thing, inside of text. */
export function DetailLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href as Route} prefetch={false} className="underline underline-offset-2">
      {children}
    </Link>
  )
}
