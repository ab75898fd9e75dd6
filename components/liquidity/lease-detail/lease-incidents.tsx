import { Amount } from '@/components/shared/amount'
import { formatPercent } from '@/components/shared/format'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill, type Tone } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import type { IncidentView } from '@/lib/flows/lease-view/detail-rules'

interface LeaseIncidentsProps {
  leaseId: string
  incidents: readonly IncidentView[]
  viewer: Viewer
}

const LOOK: Readonly<Record<IncidentView['status'], { tone: Tone; word: string }>> = {
  open: { tone: 'bad', word: 'Open' },
  acknowledged: { tone: 'warn', word: 'Acknowledged' },
  resolved: { tone: 'ok', word: 'Resolved' },
}

/** What went wrong, what was promised and measured, and what was credited for it. */
export function LeaseIncidents({ leaseId, incidents, viewer }: LeaseIncidentsProps) {
  return (
    <Panel title="Incidents and credits" count={incidents.length} id={`${leaseId}-incidents`}>
      {incidents.length === 0 ? (
        <p className="text-dense text-muted">Nothing has gone wrong with this lease.</p>
      ) : (
        <ul className="grid gap-3 text-dense">
          {incidents.map((incident) => (
            <li key={incident.id} data-id={incident.id}>
              <Incident incident={incident} viewer={viewer} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Incident({ incident, viewer }: { incident: IncidentView; viewer: Viewer }) {
  const { tone, word } = LOOK[incident.status]
  const { timeZone, unit } = viewer
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">{incident.title}</span>
        <StatusPill tone={tone}>{word}</StatusPill>
      </p>
      <p className="text-muted">
        {incident.id}, <Timestamp iso={incident.openedAt} timeZone={timeZone} />
        {incident.resolvedAt === null ? null : (
          <>
            {' '}
            to <Timestamp iso={incident.resolvedAt} timeZone={timeZone} />
          </>
        )}
      </p>
      {incident.breaches.map((breach) => (
        <p key={breach.id}>
          {METRICS[breach.metric]}: {formatPercent(breach.measuredPct)} % measured,{' '}
          {formatPercent(breach.targetPct)} % promised. Credit{' '}
          <Amount sats={breach.creditSats} unit={unit} />.
        </p>
      ))}
    </>
  )
}

const METRICS: Readonly<Record<IncidentView['breaches'][number]['metric'], string>> = {
  uptime: 'Uptime',
  delivered: 'Delivered capacity',
}
