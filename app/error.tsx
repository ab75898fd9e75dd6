'use client'

import type { ComponentProps } from 'react'
import { PageError } from '@/components/shared/page-error'

/** For a failure outside of the areas or in the shell itself. */
export default function RootError(props: ComponentProps<typeof PageError>) {
  return (
    <main id="main" className="mx-auto grid max-w-xl gap-4 px-4 py-16">
      <PageError {...props} />
    </main>
  )
}
