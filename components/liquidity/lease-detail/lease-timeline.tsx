import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import type { TimelineEntry } from '@/lib/flows/lease-view/detail-rules'
import type { Role } from '@/types'
import { DetailLink } from './detail-link'
import { actionWords } from './timeline-words'

interface LeaseTimelineProps {
  leaseId: string
  timeline: readonly TimelineEntry[]
  role: Role
  viewer: Viewer
}

/** Everything that happened to the lease, the last on top. */
export function LeaseTimeline({ leaseId, timeline, role, viewer }: LeaseTimelineProps) {
  return (
    <Panel
      title="Timeline"
      id={`${leaseId}-timeline`}
      className="lg:col-span-full"
      action={
        role === 'admin' ? (
          <span className="text-dense">
            <DetailLink href={`/admin/audit?entityId=${leaseId}`}>Audit entries</DetailLink>
          </span>
        ) : null
      }
    >
      {timeline.length === 0 ? (
        <p className="text-dense text-muted">
          Nothing is recorded: the lease is older than the log.
        </p>
      ) : (
        <ol className="grid gap-2 text-dense">
          {timeline.map((entry) => (
            <li
              key={entry.id}
              data-id={entry.id}
              className="grid gap-x-3 sm:grid-cols-[9.5rem_1fr]"
            >
              <Timestamp iso={entry.at} timeZone={viewer.timeZone} className="text-muted" />
              <span className="min-w-0 break-words">
                <Entry entry={entry} leaseId={leaseId} timeZone={viewer.timeZone} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Entry({
  entry,
  leaseId,
  timeZone,
}: {
  entry: TimelineEntry
  leaseId: string
  timeZone: string
}) {
  return (
    <>
      {actionWords(entry.action)}{' '}
      <span className="text-muted">
        {entry.entityId === leaseId ? '' : `${entry.entityId} `}
        by <UserText>{entry.by}</UserText>
        {entry.reason === null ? null : (
          <>
            : <UserText>{entry.reason}</UserText>
          </>
        )}
        {entry.until === null ? null : (
          <>
            , held until <Timestamp iso={entry.until} timeZone={timeZone} />
          </>
        )}
      </span>
    </>
  )
}
