import type { NodeImplementation } from '@/types'

export interface NodePlan {
  treasury: number
  /** 1-based position in its treasury. */
  index: number
  channels: number
  /** Share of the treasury's bitcoin, percent. */
  sharePct: number
  implementation: NodeImplementation
  version: string
  special?: 'offline' | 'old-backup' | 'drift' | 'low-uptime'
  /** Only for a node that joined late. */
  createdDaysAgo?: number
}

const lnd = (
  treasury: number,
  index: number,
  channels: number,
  sharePct: number,
  version: string,
  rest: Partial<NodePlan> = {},
): NodePlan => ({ treasury, index, channels, sharePct, implementation: 'lnd', version, ...rest })

/** 5, 4, 4, 4 and 3 nodes with 100 channels in all. */
export const NODE_PLANS: readonly NodePlan[] = [
  lnd(1, 1, 10, 34, '0.19.2'),
  lnd(1, 2, 8, 28, '0.17.0'),
  lnd(1, 3, 6, 14, '0.19.3', { special: 'offline' }),
  lnd(1, 4, 5, 12, '0.15.5', { special: 'old-backup' }),
  lnd(1, 5, 5, 12, '0.19.1', { special: 'drift', createdDaysAgo: 24 }),
  lnd(2, 1, 7, 36, '0.19.3'),
  lnd(2, 2, 6, 26, '25.02', { implementation: 'cln' }),
  lnd(2, 3, 5, 22, '0.19.2'),
  lnd(2, 4, 4, 16, '0.18.5', { special: 'low-uptime' }),
  lnd(3, 1, 6, 30, '0.19.3'),
  lnd(3, 2, 5, 33, '0.19.3'),
  lnd(3, 3, 5, 22, '25.02.1', { implementation: 'cln' }),
  lnd(3, 4, 4, 15, '24.08', { implementation: 'cln' }),
  lnd(4, 1, 4, 32, '0.19.2'),
  lnd(4, 2, 4, 28, '0.19.2'),
  lnd(4, 3, 4, 26, '0.19.1'),
  lnd(4, 4, 3, 14, '25.02', { implementation: 'cln' }),
  lnd(5, 1, 3, 40, '0.19.2'),
  lnd(5, 2, 3, 35, '0.19.2'),
  lnd(5, 3, 3, 25, '0.19.2'),
]
