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
  /** The treasury that was asked for; empty for the pool's own split. */
  treasuryId: string
  viewer: Viewer
}

/** What somebody else changed while this was typed: the figures now, and as they were. */
export function ConflictNotice(props: ConflictNoticeProps) {
  const { fresh, opened, poolId, treasuryId, viewer } = props
  if (fresh === null) return null
  const pool = opened.pools.find((each) => each.poolId === poolId)
  const treasury = pool?.treasuries.find(({ id }) => id === treasuryId)
  const before = treasury?.availableSats ?? pool?.availableSats
  const available = treasury === undefined ? 'Available' : `Available at ${treasury.name}`
  const lines = [
    { label: 'Still wanted', now: fresh.remainingSats, before: opened.remainingSats },
    { label: available, now: fresh.availableSats, before },
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
