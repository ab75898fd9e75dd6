'use client'

import { Amount } from '@/components/shared/amount'
import type { Viewer } from '@/components/shared/preferences'

interface SizeLimitsProps {
  items: readonly (readonly [label: string, amount: number])[]
  viewer: Viewer
}

/** What the size may not exceed, each with its name. */
export function SizeLimits({ items, viewer }: SizeLimitsProps) {
  return (
    <dl className="-mt-1 grid grid-cols-[repeat(auto-fit,minmax(5.25rem,1fr))] gap-2 rounded-control bg-sunken px-2.5 py-1.5 text-xs">
      {items.map(([label, amount]) => (
        <div key={label} className="min-w-0">
          <dt className="text-muted">{label}</dt>
          <dd>
            <Amount sats={amount} unit={viewer.unit} unitLabel="hidden" />
          </dd>
        </div>
      ))}
    </dl>
  )
}
