import { Amount } from '@/components/shared/amount'
import { Missing } from '@/components/shared/missing'
import type { Viewer } from '@/components/shared/preferences'
import { Ppm } from '@/components/shared/rate'
import { DaysLeft, Timestamp } from '@/components/shared/timestamp'
import { Badge } from '@/components/ui/badge'
import type { FeeModel, IsoInstant, LeaseStatus } from '@/types'
import type { LeaseRow } from './lease-row'
import { LeaseStatusPill } from './lease-status-pill'

/** From so many days on, the end of a lease is a warning. */
const WARNING_DAYS = 14

const BADGES: Readonly<Record<NonNullable<LeaseRow['providerBadge']>, string>> = {
  kyb_verified: 'KYB verified',
  kyb_pending: 'KYB pending',
  enhanced_due_diligence: 'Enhanced due diligence',
}

interface ProviderProps {
  name: string
  isAnonymised: boolean
  badge: LeaseRow['providerBadge']
}

/** A provider as its lessee may know it, with what Flowrate has verified. */
export function ProviderName({ name, isAnonymised, badge }: ProviderProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      {name}
      {isAnonymised ? <Badge>Anonymised</Badge> : null}
      {badge === null ? null : <Badge>{BADGES[badge]}</Badge>}
    </span>
  )
}

interface TermProps {
  lease: { startAt: IsoInstant; endAt: IsoInstant }
  timeZone: string
}

export function TermDates({ lease, timeZone }: TermProps) {
  return (
    <span className="whitespace-nowrap">
      <Timestamp iso={lease.startAt} timeZone={timeZone} style="date" /> –{' '}
      <Timestamp iso={lease.endAt} timeZone={timeZone} style="date" />
    </span>
  )
}

interface FeeProps {
  fee: { feeModel: FeeModel; feeSats: number | null; feePpm: number | null }
  unit: Viewer['unit']
}

/** "Fixed 0.00500000 BTC" or "12,000 ppm". */
export function FeeTerms({ fee, unit }: FeeProps) {
  if (fee.feeModel === 'ppm') return <Ppm value={fee.feePpm} />
  return (
    <span className="whitespace-nowrap">
      Fixed <Amount sats={fee.feeSats ?? 0} unit={unit} />
    </span>
  )
}

const NO_DAYS: Readonly<Partial<Record<LeaseStatus, string>>> = {
  pending: 'It begins once both have signed and its capacity is delivered',
  cancelled: 'It never began',
  terminated: 'It ended early',
}

interface RemainingProps {
  lease: Pick<LeaseRow, 'daysLeft' | 'endAt' | 'status'>
  timeZone: string
}

/** Amber from two weeks before the end, grey afterwards. */
export function RemainingDays({ lease, timeZone }: RemainingProps) {
  const { daysLeft, endAt, status } = lease
  if (daysLeft === null) return <Missing reason={NO_DAYS[status]} />
  const isNear = daysLeft > 0 && daysLeft <= WARNING_DAYS
  return (
    <span className={isNear ? 'font-medium text-warn' : undefined}>
      <DaysLeft days={daysLeft} end={endAt} timeZone={timeZone} />
    </span>
  )
}

/** The state, and what is agreed or asked about its end. */
export function LeaseState({ lease }: { lease: LeaseRow }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      <LeaseStatusPill status={lease.status} />
      <EndNote lease={lease} />
    </span>
  )
}

function EndNote({ lease }: { lease: LeaseRow }) {
  if (lease.renewedByLeaseId !== null) return <Badge>Renewed</Badge>
  if (lease.renewalBy !== null) return <Badge>Renewal asked</Badge>
  return lease.isCancelAtTerm ? <Badge>Ends at term</Badge> : null
}
