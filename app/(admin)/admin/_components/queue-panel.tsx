'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { formatInteger } from '@/components/shared/format'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import { spanInWords } from '@/lib/core/duration'
import { toMs } from '@/lib/core/time'
import { viewerText } from '@/lib/core/viewer-text'
import type { AdminQueue, AdminQueueName, QueueRow } from '@/lib/flows/admin-queues'

/** Where a row's work is done, as far as that page exists. */
function rowHref(queue: AdminQueueName, { id, leaseId }: QueueRow): string | null {
  if (queue === 'new-requests') return `/admin/matchmaking?ticket=${id}`
  return leaseId === undefined ? null : `/admin/leases/${leaseId}`
}

interface QueuePanelProps {
  /** With the most pressing rows only: what is given here travels to the browser. */
  queue: AdminQueue
  /** How many rows there are in all. */
  waiting: number
  viewer: Viewer
  now: Date
}

/** One queue: how many wait, how long the first has, and the most pressing few. */
export function QueuePanel({ queue, waiting, viewer, now }: QueuePanelProps) {
  const { name, title, rows, timing } = queue
  const [first] = rows
  return (
    <section
      id={name}
      data-queue={name}
      aria-labelledby={`${name}-title`}
      className="min-w-0 rounded-card border border-border bg-surface"
    >
      <div className="flex min-h-10 flex-wrap items-center gap-2 border-border border-b px-4 py-1.5">
        <h2 id={`${name}-title`} className="font-semibold">
          {title}
        </h2>
        <StatusPill tone={waiting > 0 ? 'bad' : 'ok'}>
          {waiting > 0 ? `${formatInteger(waiting)} waiting` : 'Clear'}
        </StatusPill>
        {first === undefined ? null : (
          <span className="text-muted text-xs">{timingText(first.at, timing, now)}</span>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-dense text-muted">Nothing waits here.</p>
      ) : (
        <>
          <ul className="divide-y divide-border">
            {rows.map((row) => (
              <li key={row.id} data-id={row.id} className="px-4 py-1.5 text-dense">
                <p className="flex flex-wrap justify-between gap-x-3">
                  <span className="min-w-0 font-medium">
                    <RowTitle queue={name} row={row} />
                  </span>
                  <span className="text-muted">
                    {isLate(row, timing, now) ? (
                      <span className="font-medium text-bad">Overdue since </span>
                    ) : null}
                    <Timestamp iso={row.at} timeZone={viewer.timeZone} style="date" />
                  </span>
                </p>
                <p className="text-muted">
                  {row.id}: {viewerText(row.detail, viewer)}
                </p>
              </li>
            ))}
          </ul>
          <p className="border-border border-t px-4 py-1.5 text-dense">
            <Link
              href={`/admin/queues/${name}` as Route}
              prefetch={false}
              className="text-muted underline underline-offset-2 hover:text-fg coarse:py-3"
            >
              All {formatInteger(waiting)}
              <span className="sr-only"> of {title}</span>
            </Link>
          </p>
        </>
      )}
    </section>
  )
}

function RowTitle({ queue, row }: { queue: AdminQueueName; row: QueueRow }) {
  const href = rowHref(queue, row)
  if (href === null) return row.title
  return (
    <Link
      href={href as Route}
      prefetch={false}
      className="underline-offset-2 hover:underline coarse:py-3"
    >
      {row.title}
    </Link>
  )
}

function isLate({ at }: QueueRow, timing: AdminQueue['timing'], now: Date): boolean {
  return timing === 'due' && toMs(at) < now.getTime()
}

/** "oldest 3 days", "next in 2 days", or, once its time has passed, "overdue by 88 days". */
export function timingText(at: string, timing: AdminQueue['timing'], now: Date): string {
  const ahead = toMs(at) - now.getTime()
  if (timing === 'since') return `oldest ${spanInWords(Math.max(0, -ahead))}`
  return ahead < 0 ? `overdue by ${spanInWords(-ahead)}` : `next in ${spanInWords(ahead)}`
}
