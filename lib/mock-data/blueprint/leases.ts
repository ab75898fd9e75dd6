import type { FeeModel } from '@/types'

export type LeasePlanKind =
  | 'active'
  | 'paused'
  | 'expired'
  | 'completed'
  | 'terminated'
  | 'opening'
  | 'draft'
  | 'reserved'
  | 'void'
  | 'released'

export interface LeasePlan {
  key: string
  kind: LeasePlanKind
  treasury: number
  subscriber: number
  btc: number
  /** Start in days before the world's first day; negative starts lie ahead. */
  startDaysAgo: number
  termDays: number
  model: FeeModel
  /** Node that carries it; 0 while it is not placed. */
  node: number
  channels: number
  /** Created this many hours before now; by default two days before the start. */
  createdHoursAgo?: number
  renews?: string
  ticket?: string
  /** Keep the size as it is written. */
  isExact?: true
}

type Rest = Partial<LeasePlan>

function plan(
  kind: LeasePlanKind,
  key: string,
  [treasury, subscriber]: readonly [number, number],
  [btc, startDaysAgo, termDays]: readonly [number, number, number],
  [node, channels]: readonly [number, number],
  rest: Rest = {},
): LeasePlan {
  const base = { key, kind, treasury, subscriber, btc, startDaysAgo, termDays, node, channels }
  return { ...base, model: 'ppm', ...rest }
}

const fixed: Rest = { model: 'fixed' }

/** 25 live, 2 opening, 10 ended, 6 not placed, 7 cancelled. */
export const LEASE_PLANS: readonly LeasePlan[] = [
  plan('active', 'A1', [1, 1], [1.5, 40, 90], [1, 2], { renews: 'C1', isExact: true }),
  plan('active', 'A2', [1, 1], [0.6, 76, 90], [1, 1], fixed),
  plan('active', 'A3', [1, 1], [0.8, 128, 180], [3, 1]),
  plan('active', 'A4', [1, 2], [2, 130, 180], [2, 2]),
  plan('active', 'A5', [1, 3], [1.2, 126, 150], [1, 1], fixed),
  plan('active', 'A6', [1, 4], [0.45, 20, 30], [4, 1], { renews: 'C2' }),
  plan('active', 'A7', [1, 6], [1, 57, 60], [2, 1]),
  plan('paused', 'A8', [1, 9], [0.75, 15, 90], [3, 1]),
  plan('active', 'A9', [2, 1], [0.5, 35, 60], [2, 1], { renews: 'C3' }),
  plan('active', 'A10', [2, 2], [0.9, 60, 120], [1, 1], fixed),
  plan('active', 'A11', [2, 4], [0.7, 127, 180], [2, 1]),
  plan('active', 'A12', [2, 5], [0.4, 129, 150], [3, 1]),
  plan('active', 'A13', [2, 7], [1.1, 131, 180], [1, 1]),
  plan('active', 'A14', [3, 1], [2.5, 25, 60], [1, 2], fixed),
  plan('active', 'A15', [3, 6], [4, 133, 180], [1, 2]),
  plan('active', 'A16', [3, 8], [5, 140, 180], [2, 2], { isExact: true }),
  plan('active', 'A17', [3, 3], [3, 50, 90], [3, 2], { renews: 'C4' }),
  plan('active', 'A18', [3, 10], [2, 135, 150], [4, 2], fixed),
  plan('active', 'A19', [3, 7], [3.5, 82, 90], [2, 1]),
  plan('active', 'A20', [4, 9], [0.8, 132, 180], [1, 1]),
  plan('active', 'A21', [4, 2], [0.5, 45, 60], [2, 1], fixed),
  plan('active', 'A22', [4, 10], [0.35, 10, 30], [3, 1]),
  plan('active', 'A23', [4, 5], [0.3, 59, 60], [4, 1]),
  plan('active', 'A24', [5, 9], [0.08, 70, 90], [2, 1], { renews: 'C5' }),
  plan('active', 'A25', [5, 4], [0.1, 30, 45], [1, 1], fixed),

  plan('opening', 'O1', [1, 5], [0.9, -1, 90], [2, 1], { createdHoursAgo: 34, ticket: 'T1' }),
  plan('opening', 'O2', [2, 4], [0.35, -2, 60], [3, 1], { createdHoursAgo: 44, ticket: 'T2' }),

  plan('completed', 'C1', [1, 1], [1.5, 130, 90], [1, 2], { isExact: true }),
  plan('completed', 'C2', [1, 4], [0.45, 80, 60], [4, 1]),
  plan('completed', 'C3', [2, 1], [0.5, 95, 60], [2, 1]),
  plan('completed', 'C4', [3, 3], [3, 140, 90], [3, 2], fixed),
  plan('completed', 'C5', [5, 9], [0.08, 130, 60], [2, 1]),
  plan('completed', 'C6', [2, 3], [0.55, 100, 60], [1, 1], fixed),
  plan('completed', 'C7', [4, 6], [0.35, 120, 60], [2, 1]),
  plan('expired', 'E1', [1, 2], [0.65, 90, 90], [4, 1]),
  plan('expired', 'E2', [2, 7], [0.45, 65, 60], [4, 1], fixed),
  plan('expired', 'E3', [3, 4], [1.25, 91, 60], [3, 1]),
  plan('terminated', 'T1', [4, 3], [0.4, 50, 90], [3, 1]),

  plan('reserved', 'R1', [3, 3], [1.5, -4, 90], [0, 0], { createdHoursAgo: 30, ticket: 'P1' }),
  plan('reserved', 'R2', [1, 2], [0.3, -3, 60], [0, 0], { createdHoursAgo: 11, ticket: 'T3' }),
  plan('reserved', 'R3', [2, 5], [0.25, -5, 30], [0, 0], { createdHoursAgo: 50, ticket: 'T4' }),
  plan('draft', 'D1', [1, 1], [0.3, -2, 60], [0, 0], { createdHoursAgo: 60, ticket: 'T5' }),
  plan('draft', 'D2', [1, 7], [0.5, -3, 90], [0, 0], {
    createdHoursAgo: 20,
    ticket: 'T6',
    model: 'fixed',
  }),
  plan('draft', 'D3', [2, 3], [0.4, -4, 90], [0, 0], { createdHoursAgo: 9, ticket: 'T7' }),

  plan('void', 'V1', [2, 1], [0.4, 7, 60], [0, 0], { createdHoursAgo: 290, ticket: 'P3' }),
  plan('void', 'V2', [4, 7], [0.2, 5, 30], [0, 0], { createdHoursAgo: 250, ticket: 'J1' }),
  plan('released', 'X1', [1, 4], [0.6, 12, 60], [0, 0], { createdHoursAgo: 380, ticket: 'P4' }),
  plan('released', 'X2', [2, 9], [0.3, 15, 30], [0, 0], { createdHoursAgo: 440, ticket: 'J2' }),
  plan('released', 'X3', [3, 2], [1, 18, 90], [0, 0], { createdHoursAgo: 530, ticket: 'P5' }),
  plan('released', 'X4', [4, 8], [0.25, 22, 30], [0, 0], { createdHoursAgo: 620, ticket: 'J3' }),
]
