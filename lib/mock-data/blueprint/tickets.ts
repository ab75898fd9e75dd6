import type { RejectReason, TicketKind, TicketStatus } from '@/types'

export interface TicketPlan {
  key: string
  subscriber: number
  status: Extract<TicketStatus, 'pending' | 'matched' | 'rejected'>
  btc: number
  termDays: number
  /** Cheapest and dearest effective cost of the term, ppm. */
  band: readonly [number, number]
  hoursAgo: number
  kind?: TicketKind
  reasonCode?: RejectReason
  reason?: string
  comment?: string
}

function plan(
  status: TicketPlan['status'],
  key: string,
  subscriber: number,
  [btc, termDays]: readonly [number, number],
  band: readonly [number, number],
  hoursAgo: number,
  rest: Partial<TicketPlan> = {},
): TicketPlan {
  return { status, key, subscriber, btc, termDays, band, hoursAgo, ...rest }
}

/**
 * 7 matched (their sizes are those of the leases allocated to them), 15 pending and 3 rejected. Among
 * the pending ones P6 fails on term, P7 on exposure, P8 on jurisdiction, P9 on price, P10 on size.
 */
export const TICKET_PLANS: readonly TicketPlan[] = [
  plan('matched', 'T1', 5, [0.9, 90], [7000, 16000], 60),
  plan('matched', 'T2', 4, [0.35, 60], [4500, 11000], 70),
  plan('matched', 'T3', 2, [0.3, 60], [4500, 11000], 40),
  plan('matched', 'T4', 5, [0.25, 30], [2000, 6000], 75),
  plan('matched', 'T5', 1, [0.3, 60], [4500, 11000], 90),
  plan('matched', 'T6', 7, [0.5, 90], [7000, 16000], 50),
  plan('matched', 'T7', 3, [0.4, 90], [7000, 16000], 30),
  plan('pending', 'P1', 3, [3, 90], [7000, 16000], 64, { comment: 'Split delivery is fine' }),
  plan('pending', 'P2', 2, [0.5, 60], [4200, 6300], 26, {
    kind: 'renewal_fallback',
    comment: 'Opened because a renewal was declined',
  }),
  plan('pending', 'P3', 1, [0.4, 60], [4500, 11000], 320),
  plan('pending', 'P4', 4, [0.6, 60], [4000, 9000], 400),
  plan('pending', 'P5', 2, [1, 90], [6000, 12000], 560),
  plan('pending', 'P6', 5, [0.4, 21], [1500, 4000], 120, { comment: 'Needed for a campaign only' }),
  plan('pending', 'P7', 7, [12, 90], [7000, 15000], 210),
  plan('pending', 'P8', 10, [0.5, 60], [4500, 9000], 180),
  plan('pending', 'P9', 9, [1, 90], [100, 300], 260),
  plan('pending', 'P10', 8, [45, 180], [15000, 30000], 150, {
    comment: 'Consolidating from three providers',
  }),
  plan('pending', 'P11', 1, [0.8, 30], [2500, 6000], 8),
  plan('pending', 'P12', 4, [0.25, 30], [2500, 6000], 97),
  plan('pending', 'P13', 6, [0.9, 60], [5000, 10000], 140),
  plan('pending', 'P14', 2, [1.5, 90], [7000, 14000], 46, { kind: 'scale_up' }),
  plan('pending', 'P15', 5, [0.15, 30], [2200, 5500], 19),
  plan('rejected', 'J1', 7, [0.2, 30], [2500, 6000], 300, {
    reasonCode: 'other',
    reason: 'Contract was not signed within 72 hours',
  }),
  plan('rejected', 'J2', 9, [0.3, 30], [2000, 5000], 470, {
    reasonCode: 'compliance',
    reason: 'Compliance review is not passed',
  }),
  plan('rejected', 'J3', 8, [0.25, 30], [2000, 5000], 660, {
    reasonCode: 'duplicate',
    reason: 'Duplicate of an earlier request',
  }),
]
