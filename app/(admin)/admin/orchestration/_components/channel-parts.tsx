import type { Route } from 'next'
import Link from 'next/link'
import { OPERATION_WORDS } from '@/components/liquidity/channel-words'
import { StatusPill } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import type { ChannelOperationKind, ChannelState } from '@/types'

export interface ChannelRow {
  id: string
  treasuryName: string
  nodeAlias: string
  peerAlias: string
  capacitySats: number
  state: ChannelState
  stateSince: string
  isLate: boolean
  /** What the running operation waits for. */
  waitsFor: { text: string; until: string | null } | null
  /** Why it is neither given up nor started anew by hand. */
  boundBy: string | null
  leaseId: string | null
  updatedAt: string
  /** Of the operation that runs or waits; null where none does. */
  step: {
    kind: ChannelOperationKind
    done: number
    total: number
    next: string | null
    isWaiting: boolean
  } | null
  mayAdvance: boolean
  mayRetry: boolean
  mayFail: boolean
}

/** "Confirmation 2 of 3"; a time lock with its end. */
export function WaitsForText({
  waitsFor: { text, until },
  timeZone,
}: {
  waitsFor: NonNullable<ChannelRow['waitsFor']>
  timeZone: string
}) {
  if (until === null) return text
  return (
    <>
      {text}, <Timestamp iso={until} timeZone={timeZone} style="full" />
    </>
  )
}

/** "2 of 6", and whether it waits for somebody. */
export function StepText({ step }: { step: ChannelRow['step'] }) {
  if (step === null) return '—'
  const { kind, done, total, next, isWaiting } = step
  const course = next === null ? OPERATION_WORDS[kind] : `${OPERATION_WORDS[kind]}, next: ${next}`
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span title={course} className="num">
        {done} of {total}
      </span>
      {isWaiting ? <StatusPill tone="warn">Waits</StatusPill> : null}
    </span>
  )
}

/** A name on one line, cut where the column ends. */
export function NameText({ name }: { name: string }) {
  return (
    <span title={name} className="block truncate md:max-w-22">
      <UserText>{name}</UserText>
    </span>
  )
}

export function Since({
  row,
  timeZone,
}: {
  row: Pick<ChannelRow, 'stateSince' | 'isLate'>
  timeZone: string
}) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 md:flex-nowrap md:whitespace-nowrap">
      <Timestamp iso={row.stateSince} timeZone={timeZone} />
      {row.isLate ? <StatusPill tone="warn">Late</StatusPill> : null}
    </span>
  )
}

export function LeaseLink({ leaseId }: { leaseId: string | null }) {
  if (leaseId === null) return '—'
  return (
    <Link
      href={`/admin/leases/${leaseId}` as Route}
      prefetch={false}
      className="underline underline-offset-2"
    >
      {leaseId}
    </Link>
  )
}
