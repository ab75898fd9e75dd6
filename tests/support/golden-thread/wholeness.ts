import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/context'
import { rowsOf } from '@/tests/support/ledger-sql'

/** Statements that find what only half a command would leave behind; each must find nothing. */
const HALVES = {
  'a lease without its allocation': sql`
    select l.id from lease l where l.ticket_id is not null and not exists (
      select 1 from allocation a where a.lease_id = l.id and a.size_sats = l.size_sats)`,
  'an allocation whose contract is missing': sql`
    select a.id from allocation a where a.contract_id is not null and not exists (
      select 1 from contract c where c.id = a.contract_id and c.lease_id = a.lease_id)`,
  'a signature that the contract does not know': sql`
    select c.id from contract c where
      (c.signed_by_treasury_at is not null)::int + (c.signed_by_subscriber_at is not null)::int <>
      (select count(*) from contract_signature s where s.contract_id = c.id and s.terms_hash = c.terms_hash)`,
  'an active contract with a reserved allocation': sql`
    select c.id from contract c join allocation a on a.contract_id = c.id
    where c.status = 'active' and a.status <> 'confirmed'`,
  'a confirmed lease that nothing was ordered for': sql`
    select l.id from lease l join contract c on c.lease_id = l.id and c.status = 'active'
    where l.status = 'pending' and l.renews_lease_id is null
      and l.created_at > (select anchor_at from demo_world)
      and not exists (select 1 from audit_event e where e.entity_id = l.id and e.action = 'lease.delivery_ordered')`,
  'a running lease with too little behind it': sql`
    select l.id from lease l where l.status in ('active', 'paused') and l.size_sats > (
      select coalesce(sum(b.share_sats), 0) from lease_backing b where b.lease_id = l.id and b.to_at is null)`,
  'a channel state without its operation': sql`
    select c.id from channel c where c.state in ('pending', 'opening', 'splicing', 'closing') and not exists (
      select 1 from channel_operation o where o.channel_id = c.id and o.status in ('running', 'waiting'))`,
  'a request that says it is full but is not': sql`
    select t.id from demand_ticket t where t.status = 'matched' and t.reason is null and t.size_sats <> (
      select coalesce(sum(a.size_sats), 0) from allocation a where a.ticket_id = t.id and a.status <> 'released')`,
  'a request whose log has more or fewer allocations': sql`
    select t.id from demand_ticket t where t.created_at > (select anchor_at from demo_world)
      and (select count(*) from allocation a where a.ticket_id = t.id) <>
          (select count(*) from audit_event e where e.entity_id = t.id and e.action in ('ticket.allocated', 'ticket.matched'))`,
  'an accepted renewal without its lease': sql`
    select r.id from renewal_request r where r.status = 'accepted' and not exists (
      select 1 from lease l where l.id = r.new_lease_id and l.renews_lease_id = r.lease_id)`,
  'a key without an answer': sql`select key as id from idempotency_key where response is null`,
} as const

/** What is half done in a store, by name; empty when every command is wholly there or not at all. */
export async function halves(db: Database): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const [name, query] of Object.entries(HALVES)) {
    const rows = await rowsOf(db, query)
    if (rows.length > 0) found[name] = rows.map(({ id }) => String(id))
  }
  return found
}

/** Reserve and standing channels of every treasury: constant, whatever is opened or spliced. */
export function deployedBy(db: Database): ReturnType<typeof rowsOf> {
  return rowsOf(
    db,
    sql`select t.id, (
        (select coalesce(sum(reserve_sats), 0) from node n where n.treasury_id = t.id) +
        (select coalesce(sum(capacity_sats), 0) from channel c
          where c.treasury_id = t.id and c.state not in ('closed', 'failed')))::text as sats
      from treasury t order by t.id`,
  )
}
