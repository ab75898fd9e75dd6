import { StatusPill, type Tone } from '@/components/shared/status-pill'
import type { AllocationStatus, RejectReason, TicketKind, TicketStatus } from '@/types'

const LOOK: Readonly<Record<TicketStatus, { tone: Tone; word: string }>> = {
  pending: { tone: 'info', word: 'Pending' },
  matched: { tone: 'ok', word: 'Matched' },
  rejected: { tone: 'bad', word: 'Rejected' },
  cancelled: { tone: 'neutral', word: 'Cancelled' },
  lapsed: { tone: 'neutral', word: 'Lapsed' },
}

export function TicketStatusPill({ status }: { status: TicketStatus }) {
  const { tone, word } = LOOK[status]
  return <StatusPill tone={tone}>{word}</StatusPill>
}

export function ticketStatusWord(status: TicketStatus): string {
  return LOOK[status].word
}

export const TICKET_KIND_WORDS: Readonly<Record<TicketKind, string>> = {
  new: 'New capacity',
  renewal_fallback: 'After a renewal',
  scale_up: 'Scale',
}

export const REJECT_WORDS: Readonly<Record<RejectReason, string>> = {
  no_capacity: 'No capacity',
  price: 'Price',
  term: 'Term',
  compliance: 'Compliance',
  duplicate: 'Duplicate',
  other: 'Other',
}

const ALLOCATION_LOOK: Readonly<Record<AllocationStatus, { tone: Tone; word: string }>> = {
  reserved: { tone: 'info', word: 'Reserved' },
  confirmed: { tone: 'ok', word: 'Confirmed' },
  released: { tone: 'neutral', word: 'Released' },
}

export function AllocationStatusPill({ status }: { status: AllocationStatus }) {
  const { tone, word } = ALLOCATION_LOOK[status]
  return <StatusPill tone={tone}>{word}</StatusPill>
}
