import { randomUUID } from 'node:crypto'
import { DAY_MS } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { type Desk, post, type Reply, signInAt } from '@/tests/support/race/client'

/** The desks of everybody who takes part. */
export interface Cast {
  admin: Desk
  subscriber: Desk
  treasury: Desk
  treasury2: Desk
}

export async function castAt(base: string): Promise<Cast> {
  const at = (name: string) => signInAt(base, `${name}@flowrate.example`)
  return {
    admin: await at('admin'),
    subscriber: await at('subscriber'),
    treasury: await at('treasury'),
    treasury2: await at('treasury2'),
  }
}

/** What earlier steps gave to later ones. */
export interface Threads {
  ticketId: string
  leases: { leaseId: string; contractId: string }[]
  renewalId: string
  /** How far the clock has been moved, all moves together. */
  clockMs: number
}

export const NO_THREADS: Readonly<Threads> = { ticketId: '', leases: [], renewalId: '', clockMs: 0 }

export interface ThreadStep {
  name: string
  /** The same request each time it is called, under one key; null when there is nothing left to do. */
  act: (cast: Cast, threads: Threads) => Promise<Reply | null>
  /** Keeps what later steps need of a good answer. */
  keep?: (threads: Threads, body: Record<string, unknown>) => void
}

const BTC = 100_000_000
const DAYS = 90

async function get(desk: Desk, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${desk.base}${path}`, { headers: { cookie: desk.cookie } })
  return (await response.json()) as Record<string, unknown>
}

function allocate(poolId: string, treasuryId: string, btc: number, slot: 0 | 1): ThreadStep {
  const key = randomUUID()
  return {
    name: `${btc} BTC are allocated from ${treasuryId}`,
    act: async ({ admin }, { ticketId }) => {
      const path = `/api/v1/tickets/${ticketId}/allocations`
      const size = { poolId, treasuryId, sizeSats: Math.round(btc * BTC) }
      const terms = { feeModel: 'ppm', feePpm: 9000, issue: true, version: slot + 1 }
      return post(admin, path, { ...size, ...terms }, key)
    },
    keep: (threads, body) => {
      const [made] = (body as { allocations: Threads['leases'] }).allocations
      if (made === undefined) throw new Error('An allocation has a lease')
      threads.leases[slot] = made
    },
  }
}

function sign(who: keyof Cast, slot: 0 | 1): ThreadStep {
  const key = randomUUID()
  return {
    name: `${who} signs contract ${slot + 1}`,
    act: async (cast, { leases }) => {
      const { contractId } = leases[slot] ?? { contractId: '' }
      const { termsHash } = await get(cast[who], `/api/v1/contracts/${contractId}`)
      return post(cast[who], `/api/v1/contracts/${contractId}/signatures`, { termsHash }, key)
    },
  }
}

/** Moves the clock by what is still missing, so that a second try does not move it twice. */
function waitUntil(days: number): ThreadStep {
  return {
    name: `the clock moves to day ${days}`,
    act: async ({ admin }, { clockMs }) => {
      const seconds = Math.round((days * DAY_MS - clockMs) / 1000)
      if (seconds === 0) return null
      return post(admin, '/api/demo/clock', { advance: `PT${seconds}S` })
    },
    keep: (threads, body) => {
      threads.clockMs = Number(body.offsetSeconds) * 1000
    },
  }
}

/** From the request to the renewal, as everybody's requests to the JSON routes. */
export function goldenThread(pools: { first: string; second: string }): ThreadStep[] {
  const [ask, renew, accept] = [randomUUID(), randomUUID(), randomUUID()]
  return [
    {
      name: '2 BTC are asked for',
      act: ({ subscriber }) =>
        post(
          subscriber,
          '/api/v1/tickets',
          { sizeSats: 2 * BTC, termDays: DAYS, priceMinPpm: 0, priceMaxPpm: 20_000 },
          ask,
        ),
      keep: (threads, body) => {
        threads.ticketId = String(body.id)
      },
    },
    allocate(pools.first, 'trs_001', 1.2, 0),
    allocate(pools.second, 'trs_002', 0.8, 1),
    sign('treasury', 0),
    sign('treasury2', 1),
    sign('subscriber', 0),
    sign('subscriber', 1),
    waitUntil(0.25),
    waitUntil(40),
    {
      name: 'a renewal is asked for',
      act: ({ subscriber }, { leases }) =>
        post(
          subscriber,
          `/api/v1/leases/${leases[0]?.leaseId}/renewals`,
          { termDays: DAYS },
          renew,
        ),
      keep: (threads, body) => {
        threads.renewalId = String(body.id)
      },
    },
    {
      name: 'the renewal is accepted',
      act: ({ treasury }, { renewalId }) =>
        post(treasury, `/api/v1/renewals/${renewalId}/answer`, { accept: true }, accept),
    },
    waitUntil(95),
  ]
}

export async function clockOffsetMs(db: Database): Promise<number> {
  const [world] = await db.select({ offset: demoWorldTable.clockOffsetMs }).from(demoWorldTable)
  return world?.offset ?? 0
}
