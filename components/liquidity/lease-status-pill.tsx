import { StatusPill, type Tone } from '@/components/shared/status-pill'
import type { LeaseStatus } from '@/types'

const LOOK: Readonly<Record<LeaseStatus, { tone: Tone; word: string }>> = {
  pending: { tone: 'info', word: 'Pending' },
  active: { tone: 'ok', word: 'Active' },
  paused: { tone: 'warn', word: 'Paused' },
  expired: { tone: 'neutral', word: 'Expired' },
  completed: { tone: 'neutral', word: 'Completed' },
  cancelled: { tone: 'neutral', word: 'Cancelled' },
  terminated: { tone: 'warn', word: 'Terminated' },
  defaulted: { tone: 'bad', word: 'Defaulted' },
}

export function LeaseStatusPill({ status }: { status: LeaseStatus }) {
  const { tone, word } = LOOK[status]
  return <StatusPill tone={tone}>{word}</StatusPill>
}
