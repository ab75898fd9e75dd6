import { RemainingDays } from '@/components/liquidity/lease-table/lease-cells'
import { FactList } from '@/components/shared/fact-list'
import { formatPercent } from '@/components/shared/format'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { percentOf } from '@/lib/core/ratio'
import { DAY_MS, toMs } from '@/lib/core/time'
import type { LeaseView } from '@/lib/flows/lease-view/view'
import type { IsoInstant } from '@/types'
import { ProgressBar } from './progress-bar'

interface LeaseTermProps {
  lease: LeaseView
  viewer: Viewer
  now: IsoInstant
}

/** How much of the term has passed, as a bar and in words. */
export function LeaseTerm({ lease, viewer, now }: LeaseTermProps) {
  const { timeZone } = viewer
  const { passedDays, passedPct } = passedOf(lease, now)
  return (
    <Panel title="Term" id={`${lease.id}-term`}>
      <ProgressBar
        label="Term passed"
        percent={passedPct}
        text={`${passedDays} of ${lease.termDays} days have passed`}
      />
      <p className="mt-1 mb-3 text-dense">
        {passedDays} of {lease.termDays} days have passed{' '}
        <span className="num text-muted">({formatPercent(passedPct)} %)</span>
      </p>
      <FactList
        facts={[
          {
            label: lease.status === 'pending' ? 'Planned start' : 'Start',
            value: <Timestamp iso={lease.startAt} timeZone={timeZone} />,
          },
          {
            label: lease.status === 'pending' ? 'Planned end' : 'End',
            value: <Timestamp iso={lease.endAt} timeZone={timeZone} />,
          },
          ...(lease.endedAt === null || lease.endedAt === lease.endAt
            ? []
            : [{ label: 'Ended', value: <Timestamp iso={lease.endedAt} timeZone={timeZone} /> }]),
          {
            label: 'Days left',
            value: <RemainingDays lease={lease} timeZone={timeZone} />,
          },
          ...(lease.reservedUntil === null
            ? []
            : [
                {
                  label: 'Reserved until',
                  value: <Timestamp iso={lease.reservedUntil} timeZone={timeZone} />,
                },
              ]),
          ...(lease.earlyEnd === null
            ? []
            : [
                {
                  label:
                    lease.earlyEnd.status === 'approved' ? 'Ends early' : 'Early end asked for',
                  value: <Timestamp iso={lease.earlyEnd.effectiveAt} timeZone={timeZone} />,
                },
              ]),
        ]}
      />
    </Panel>
  )
}

type Span = Pick<LeaseView, 'status' | 'startAt' | 'endAt' | 'endedAt' | 'termDays'>

/** Whole days of the term until now or its end, and their share of it; none for what never began. */
export function passedOf(
  { status, startAt, endAt, endedAt, termDays }: Span,
  now: IsoInstant,
): { passedDays: number; passedPct: number } {
  if (status === 'pending' || status === 'cancelled') return { passedDays: 0, passedPct: 0 }
  const until = Math.min(toMs(now), toMs(endedAt ?? endAt), toMs(endAt))
  const passedDays = Math.floor(Math.max(0, until - toMs(startAt)) / DAY_MS)
  return { passedDays, passedPct: percentOf(passedDays, termDays) ?? 0 }
}
