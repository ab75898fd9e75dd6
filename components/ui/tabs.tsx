import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

export interface TabLink {
  href: ComponentProps<typeof Link>['href']
  label: ReactNode
  count?: number
  isCurrent: boolean
}

/** Tabs that are links: each view has its own address. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} data-slot="tabs" className="overflow-x-auto border-border border-b">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={String(tab.href)}>
            <Link
              href={tab.href}
              prefetch={false}
              scroll={false}
              aria-current={tab.isCurrent ? 'page' : undefined}
              className={cn(
                'flex h-9 items-center gap-1.5 border-b-2 px-2.5 text-dense whitespace-nowrap focus-visible:outline-offset-[-2px] coarse:min-h-11',
                tab.isCurrent
                  ? 'border-fg font-semibold'
                  : 'border-transparent text-muted hover:text-fg',
              )}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="num text-muted text-xs">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
