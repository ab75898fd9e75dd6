import type { Route } from 'next'
import Link from 'next/link'
import { FactList } from '@/components/shared/fact-list'
import { Missing } from '@/components/shared/missing'
import { Timestamp } from '@/components/shared/timestamp'
import type { AuditEventItem } from '@/lib/platform/audit/list'

interface AuditEntryProps {
  entry: AuditEventItem
  timeZone: string
}

/** Every field of one entry, its details as JSON, and the way to all entries of the same thing. */
export function AuditEntry({ entry, timeZone }: AuditEntryProps) {
  return (
    <>
      <FactList
        facts={[
          { label: 'Time', value: <Timestamp iso={entry.at} timeZone={timeZone} style="full" /> },
          { label: 'Actor', value: actorText(entry) },
          { label: 'Organisation', value: entry.organisationName ?? <Missing reason="None" /> },
          { label: 'Entity', value: `${entry.entityType} ${entry.entityId}` },
          { label: 'From', value: entry.fromStatus ?? <Missing reason="No state before" /> },
          { label: 'To', value: entry.toStatus ?? <Missing reason="No state after" /> },
          { label: 'Reason', value: entry.reason ?? <Missing reason="None given" /> },
          { label: 'IP address', value: entry.ip ?? <Missing reason="Not from a request" /> },
          { label: 'Browser', value: entry.userAgent ?? <Missing reason="Not recorded" /> },
          { label: 'Request', value: entry.requestId ?? <Missing reason="Not from a request" /> },
        ]}
      />
      <section aria-label="Details">
        <p className="mb-1 font-medium text-dense">Details</p>
        <pre
          tabIndex={0}
          className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-xs"
        >
          {JSON.stringify(entry.details, null, 2)}
        </pre>
      </section>
      <p className="text-dense">
        <Link
          href={`/admin/audit?entityId=${encodeURIComponent(entry.entityId)}` as Route}
          prefetch={false}
          className="underline underline-offset-2"
        >
          All entries of {entry.entityId}
        </Link>
      </p>
    </>
  )
}

/** "Ada (user, usr_…)"; the system's jobs have their own name. */
function actorText({ actorName, actorType, actorId }: AuditEventItem): string {
  if (actorType === 'user') return `${actorName} (user, ${actorId})`
  return actorName === 'System' ? `System (${actorId})` : `System (${actorName})`
}
