'use client'

import { Amount } from '@/components/shared/amount'
import type { Viewer } from '@/components/shared/preferences'
import type { Suggestions } from '@/lib/flows/market/list-suggestions'
import type { FreshFigures } from './use-market'

interface ConflictNoticeProps {
  fresh: FreshFigures | null
  /** As it was when the dialog was opened. */
  opened: Suggestions
  poolId: string
  viewer: Viewer
}

/** What somebody else changed while this was typed: the figures now, and as they were. */
export function ConflictNotice({ fresh, opened, poolId, viewer }: ConflictNoticeProps) {
  if (fresh === null) return null
  const pool = opened.pools.find((each) => each.poolId === poolId)
  const lines = [
    { label: 'Still wanted', now: fresh.remainingSats, before: opened.remainingSats },
    { label: 'Free', now: fresh.availableSats, before: pool?.availableSats },
    { label: 'Headroom', now: fresh.headroomSats, before: pool?.headroomSats },
  ]
  return (
    <section
      aria-label="Fresh figures"
      data-slot="fresh-figures"
      className="grid gap-1 rounded-control bg-warn-soft px-2.5 py-2 text-dense text-warn"
    >
      <p className="font-medium">
        As it is now. What you typed is kept; check it and send it again.
      </p>
      <dl className="grid gap-0.5">
        {lines.map(({ label, now, before }) => (
          <div key={label} className="flex flex-wrap justify-between gap-x-3">
            <dt>{label}</dt>
            <dd className="[&_.text-faint]:text-inherit [&_.text-muted]:text-inherit">
              <Amount sats={now} unit={viewer.unit} />
              {before === undefined || before === now ? null : (
                <>
                  {' '}
                  (was <Amount sats={before} unit={viewer.unit} unitLabel="hidden" />)
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
