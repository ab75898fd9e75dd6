import { LeaseStatusPill } from '@/components/liquidity/lease-status-pill'
import { Amount } from '@/components/shared/amount'
import { Missing } from '@/components/shared/missing'
import type { Viewer } from '@/components/shared/preferences'
import { Percent, Ppm } from '@/components/shared/rate'
import { DaysLeft, Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { Badge } from '@/components/ui/badge'
import { ShieldCheckIcon } from '@/components/ui/icons'
import { formatInstant } from '@/lib/core/time-format'
import type { LeaseActionName } from '@/lib/domains/liquidity/lease/policy'
import type { FeeModel, IsoInstant, LeaseStatus } from '@/types'
import type { LeaseRow } from './lease-row'

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
      <span className="whitespace-nowrap">
        <UserText>{name}</UserText>
        {badge === 'kyb_verified' ? <VerifiedMark /> : null}
      </span>
      {isAnonymised ? <Badge>Anonymised</Badge> : null}
      {badge === null || badge === 'kyb_verified' ? null : <Badge>{BADGES[badge]}</Badge>}
    </span>
  )
}

/** The usual case as a mark alone; what differs from it is said in words. */
function VerifiedMark() {
  return (
    <span title={BADGES.kyb_verified} className="text-muted">
      <ShieldCheckIcon className="ml-1 inline size-3.5 align-[-0.15em]" />
      <span className="sr-only">{BADGES.kyb_verified}</span>
    </span>
  )
}

interface TermProps {
  lease: { startAt: IsoInstant; endAt: IsoInstant }
  timeZone: string
}

/** "5 Sep – 4 Dec 2026"; the year twice only where it changes. */
export function TermDates({ lease, timeZone }: TermProps) {
  const yearOf = (iso: IsoInstant) => formatInstant(iso, timeZone, 'date').slice(-4)
  const isOneYear = yearOf(lease.startAt) === yearOf(lease.endAt)
  return (
    <>
      <span className="whitespace-nowrap">
        <Timestamp iso={lease.startAt} timeZone={timeZone} style={isOneYear ? 'day' : 'date'} /> –
      </span>{' '}
      <Timestamp iso={lease.endAt} timeZone={timeZone} style="date" className="whitespace-nowrap" />
    </>
  )
}

interface FeeProps {
  fee: { feeModel: FeeModel; feeSats: number | null; feePpm: number | null }
  unit: Viewer['unit']
  /** Tables name the unit in a header. */
  unitLabel?: 'shown' | 'hidden'
}

/** "Fixed 0.00500000 BTC" or "12,000 ppm". */
export function FeeTerms({ fee, unit, unitLabel = 'shown' }: FeeProps) {
  if (fee.feeModel === 'ppm') return <Ppm value={fee.feePpm} />
  return (
    <span className={unitLabel === 'hidden' ? 'whitespace-nowrap' : undefined}>
      Fixed <Amount sats={fee.feeSats ?? 0} unit={unit} unitLabel={unitLabel} />
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

/** The state, and what somebody still has to do or has said about the end. */
export function LeaseState({ lease }: { lease: LeaseRow }) {
  const note = noteOf(lease)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      <LeaseStatusPill status={lease.status} />
      {note === null ? null : <Badge>{note}</Badge>}
    </span>
  )
}

function noteOf(lease: LeaseRow): string | null {
  const has = (name: LeaseActionName) => lease.actions.some((action) => action.name === name)
  if (has('sign')) return 'To sign'
  if (has('accept_renewal')) return 'To answer'
  if (lease.status !== 'active' && lease.status !== 'paused') return null
  if (lease.renewedByLeaseId !== null) return 'Renewed'
  if (lease.renewalBy !== null) return 'In renewal'
  return lease.isCancelAtTerm ? 'Ends at term' : null
}

/** Below this part of the size the promise is broken. Source: functional specification §9 #1. */
const PROMISED_PCT = 95

/** What usable channels give now, of the size. */
export function DeliveredShare({ lease }: { lease: Pick<LeaseRow, 'deliveredPct'> }) {
  const { deliveredPct } = lease
  const isShort = deliveredPct !== null && deliveredPct < PROMISED_PCT
  return (
    <span className={isShort ? 'font-medium text-warn' : undefined}>
      <Percent value={deliveredPct} missingReason="Nothing is to be delivered now" />
    </span>
  )
}
