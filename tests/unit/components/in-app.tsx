import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime'
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import type { ReactNode } from 'react'

export interface Visit {
  method: 'push' | 'replace' | 'refresh' | 'back'
  href: string
}

/** A page of the app at an address, with a router that notes where it was sent. */
export function InApp({
  pathname,
  query = '',
  visits = [],
  children,
}: {
  pathname: string
  query?: string
  visits?: Visit[]
  children: ReactNode
}) {
  const router = {
    push: (href: string) => visits.push({ method: 'push', href }),
    replace: (href: string) => visits.push({ method: 'replace', href }),
    refresh: () => visits.push({ method: 'refresh', href: '' }),
    back: () => visits.push({ method: 'back', href: '' }),
    forward: () => undefined,
    prefetch: () => undefined,
  } as unknown as AppRouterInstance
  return (
    <AppRouterContext.Provider value={router}>
      <PathnameContext.Provider value={pathname}>
        <SearchParamsContext.Provider value={new URLSearchParams(query)}>
          {children}
        </SearchParamsContext.Provider>
      </PathnameContext.Provider>
    </AppRouterContext.Provider>
  )
}
