import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { DEMO_PASSWORD } from '@/lib/auth/personas'

/** An admin's session on one app process. */
export interface Desk {
  base: string
  cookie: string
}

export interface Reply {
  status: number
  body: Record<string, unknown>
  isReplay: boolean
}

export async function signInAt(base: string, email: string): Promise<Desk> {
  const response = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: DEMO_PASSWORD }),
  })
  if (response.status !== 200) throw new Error(`${email} could not sign in: ${response.status}`)
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { base, cookie }
}

export async function post(
  { base, cookie }: Desk,
  path: string,
  body: unknown,
  key: string = randomUUID(),
): Promise<Reply> {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: {
      cookie,
      origin: base,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    isReplay: response.headers.get('idempotent-replayed') === 'true',
  }
}

export interface Prize {
  ticketId: string
  /** Version that the client believes in at first. */
  version: number
  poolId: string
  sizeSats: number
}

export interface Tally {
  wonSats: number
  wins: number
  losses: number
  /** Answers that are neither 201 nor 409, and twins that differ. */
  faults: string[]
}

/**
 * One client: asks for its size, and after each refusal for what the fresh figures still allow, until it
 * has won once or nothing is left. A twin sends every request twice under one key.
 */
export async function fight(
  desk: Desk,
  prize: Prize,
  { isTwin, twinDesk }: { isTwin: boolean; twinDesk: Desk },
): Promise<Tally> {
  const tally: Tally = { wonSats: 0, wins: 0, losses: 0, faults: [] }
  let { sizeSats, version } = prize
  while (sizeSats > 0) {
    const path = `/api/v1/tickets/${prize.ticketId}/allocations`
    const body = {
      poolId: prize.poolId,
      sizeSats,
      feeModel: 'ppm',
      feePpm: 9000,
      issue: false,
      version,
    }
    const key = randomUUID()
    const [reply, twin] = await Promise.all([
      post(desk, path, body, key),
      isTwin ? post(twinDesk, path, body, key) : null,
    ])
    if (twin !== null) tally.faults.push(...differences(reply, twin))
    if (reply.status === 201) {
      return { ...tally, wonSats: sizeSats, wins: 1 }
    }
    if (reply.status !== 409) {
      tally.faults.push(`${reply.status} ${JSON.stringify(reply.body)}`)
      return tally
    }
    tally.losses += 1
    const fresh = (reply.body.fresh ?? {}) as Record<string, number>
    version = fresh.ticketVersion ?? version
    sizeSats = Math.min(
      sizeSats,
      fresh.availableSats ?? 0,
      fresh.headroomSats ?? 0,
      fresh.remainingSats ?? 0,
    )
  }
  return tally
}

function differences(reply: Reply, twin: Reply): string[] {
  if (reply.status !== twin.status) return [`twins got ${reply.status} and ${twin.status}`]
  if (reply.status !== 201) return []
  // A kept answer comes back with its members in another order.
  const isOne = isDeepStrictEqual(reply.body, twin.body)
  return isOne && reply.isReplay !== twin.isReplay ? [] : ['twins both acted']
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      wonSats: sum.wonSats + tally.wonSats,
      wins: sum.wins + tally.wins,
      losses: sum.losses + tally.losses,
      faults: [...sum.faults, ...tally.faults],
    }),
    { wonSats: 0, wins: 0, losses: 0, faults: [] },
  )
}
