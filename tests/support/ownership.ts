import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/context'
import { rowsOf } from './ledger-sql'

const OWNED = sql`
  select id, id as owner from organisation
  union all select id, treasury_id from node
  union all select id, treasury_id from channel
  union all select id, treasury_id from statement
  union all select id, treasury_id from payout
  union all select id, treasury_id from payout_address
  union all select id, unnest(array[treasury_id, subscriber_id]) from lease
  union all select id, unnest(array[treasury_id, subscriber_id]) from lease_backing
  union all select channel_id, unnest(array[treasury_id, subscriber_id]) from lease_backing
  union all select id, unnest(array[treasury_id, subscriber_id]) from contract
  union all select id, unnest(array[treasury_id, subscriber_id]) from allocation
  union all select id, unnest(array[treasury_id, subscriber_id]) from renewal_request
  union all select id, unnest(array[treasury_id, subscriber_id]) from early_end
  union all select id, unnest(array[treasury_id, subscriber_id]) from incident
  union all select id, unnest(array[treasury_id, subscriber_id]) from sla_breach
  union all select id, subscriber_id from demand_ticket
  union all select id, subscriber_id from invoice
  union all select id, subscriber_id from api_key
  union all select id, subscriber_id from webhook
  union all select id, organisation_id from compliance_record
  union all select id, organisation_id from notification
  union all select id, organisation_id from audit_event`

type Row = Record<string, string | null>

/** What belongs to whom in a store, as its tables say. */
export class Ownership {
  private constructor(
    private readonly owners: ReadonlyMap<string, ReadonlySet<string>>,
    private readonly treasuries: readonly Row[],
    private readonly subscribers: readonly Row[],
  ) {}

  static async read(db: Database): Promise<Ownership> {
    const owners = new Map<string, Set<string>>()
    for (const { id, owner } of await rowsOf(db, OWNED)) {
      if (owner === null || owner === undefined) continue
      owners.set(String(id), (owners.get(String(id)) ?? new Set()).add(owner))
    }
    return new Ownership(
      owners,
      await rowsOf(db, sql`select id, name, alias, is_anonymised::text as hidden from treasury`),
      await rowsOf(db, sql`select id, name, alias from subscriber`),
    )
  }

  isKnown = (id: string): boolean => this.owners.has(id)

  isOwn = (id: string, organisationId: string): boolean =>
    this.owners.get(id)?.has(organisationId) === true

  /** Whether two organisations have a lease with each other. */
  arePartners(one: string, other: string): boolean {
    const parties = [...this.owners].filter(([id]) => id.startsWith('lease_'))
    return parties.some(([, owners]) => owners.has(one) && owners.has(other))
  }

  /** A few ids of each kind that fit, in order. */
  sample(fits: (id: string) => boolean, count = 2): string[] {
    const byKind = new Map<string, string[]>()
    for (const id of [...this.owners.keys()].sort().filter(fits)) {
      const kind = id.slice(0, id.indexOf('_'))
      byKind.set(kind, [...(byKind.get(kind) ?? []), id])
    }
    return [...byKind.values()].flatMap((ids) => ids.slice(0, count))
  }

  /** Names that an organisation must never read. */
  foreignNames(organisationId: string): string[] {
    const isOther = (row: Row) => row.id !== organisationId
    const isTreasury = organisationId.startsWith('trs_')
    const treasuries = this.treasuries.filter(
      (row) => isOther(row) && (isTreasury || row.hidden === 'true'),
    )
    const subscribers = this.subscribers.filter(isOther)
    return [
      ...treasuries.map(({ name }) => String(name)),
      ...subscribers.map(({ name }) => String(name)),
      ...(isTreasury ? [] : subscribers.map(({ alias }) => String(alias))),
    ]
  }
}

/** An answer as plain data: what it iterates over collected, maps as their entries, big numbers as text. */
export async function plain(answer: unknown): Promise<unknown> {
  const isStream = typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer
  const rows = isStream ? await collect(answer as AsyncIterable<unknown>) : answer
  const text = JSON.stringify(rows ?? null, (_key, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    if (value instanceof Map) return [...value]
    return value instanceof Set ? [...value] : value
  })
  return JSON.parse(text)
}

async function collect(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const row of rows) all.push(row)
  return all
}

/** Every text in an answer with the name of its field; entries of a list have that of the list. */
export function textsIn(answer: unknown, field = ''): { field: string; text: string }[] {
  if (typeof answer === 'string') return [{ field, text: answer }]
  if (Array.isArray(answer)) return answer.flatMap((each) => textsIn(each, field))
  if (typeof answer !== 'object' || answer === null) return []
  return Object.entries(answer).flatMap(([name, value]) => textsIn(value, name))
}
