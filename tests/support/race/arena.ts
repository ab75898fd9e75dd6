import { sql } from 'drizzle-orm'
import { sats } from '@/lib/core/money'
import { fixedClock, toInstant } from '@/lib/core/time'
import { openPostgres } from '@/lib/db/postgres'
import { wrapStore } from '@/lib/db/wrap'
import { loadExposed, loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import { peakExposure } from '@/lib/domains/liquidity/pool/rules'
import { poolTable, poolTreasuryTable } from '@/lib/domains/liquidity/pool/table'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { type SystemCtx, systemCtx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import { platformPolicyTable } from '@/lib/platform/policy/table'
import { freePort } from '@/scripts/lib/free-port'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { PERSONA_NAMES, type PersonaName } from '@/tests/support/browser/personas'
import { rowsOf } from '@/tests/support/ledger-sql'
import { copyTemplate, dropDatabase, type PostgresTemplates } from '@/tests/support/postgres'
import type { IsoInstant } from '@/types'
import { type Desk, signInAt } from './client'

const AUTH_SECRET = 'a-secret-that-only-tests-know-0123456789'

/** A database of its own with one or more app processes on it. */
export interface Arena {
  ctx: SystemCtx
  servers: RunningServer[]
  /** Admins' sessions, spread over the processes. */
  desks: Desk[]
  close: () => Promise<void>
}

const ADMINS = PERSONA_NAMES.filter((name): name is PersonaName => name.startsWith('admin'))

export async function openArena(templates: PostgresTemplates, processes: number): Promise<Arena> {
  const database = await copyTemplate(templates, 'seeded')
  const env = {
    DATABASE_URL: database.url,
    AUTH_SECRET,
    FLOWRATE_DEMO: '1',
    FLOWRATE_NOW: REFERENCE_INSTANT,
  }
  const ports = await Promise.all(Array.from({ length: processes }, freePort))
  const servers = await Promise.all(ports.map((port) => startServer({ port, env })))
  const desks = await Promise.all(
    servers.flatMap(({ base }) => ADMINS.map((name) => signInAt(base, `${name}@flowrate.example`))),
  )
  const store = await openPostgres(database.url, AUTH_SECRET)
  const base = { db: wrapStore(store), clock: fixedClock(REFERENCE_INSTANT), requestId: 'race' }
  return {
    ctx: systemCtx(base, 'race'),
    servers,
    desks,
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()))
      await store.close()
      await dropDatabase(templates.url, database.name)
    },
  }
}

/** A pool over some treasuries that serves everybody; only room and exposure limit it. */
export async function openPool(ctx: SystemCtx, treasuryIds: readonly string[]): Promise<string> {
  const { jurisdictions } = await getPlatformPolicy(ctx)
  const id = `pool_race_${treasuryIds.map((treasuryId) => treasuryId.slice(4)).join('_')}`
  await ctx.db.insert(poolTable).values({
    id,
    name: id,
    nickname: id,
    minTermDays: 30,
    maxExposureSats: sats(100_000_000_000),
    jurisdictions,
    createdAt: now(ctx),
    version: 1,
  })
  await ctx.db
    .insert(poolTreasuryTable)
    .values(treasuryIds.map((treasuryId) => ({ poolId: id, treasuryId })))
  return id
}

/** Besides, leases may be as small as can be: who races wants the last satoshi. */
export async function limitExposure(ctx: SystemCtx, maxExposureSats: number): Promise<void> {
  await ctx.db
    .update(platformPolicyTable)
    .set({ maxExposureSats: sats(maxExposureSats), minLeaseSats: sats(1) })
}

/** What these treasuries have free together. */
export async function roomOf(ctx: SystemCtx, treasuryIds: readonly string[]): Promise<number> {
  const policy = await getPlatformPolicy(ctx)
  const markets = await loadMarket(ctx, { treasuryIds, from: ctx.clock.now(), policy })
  return markets.reduce((sum, { supply }) => sum + supply.availableSats, 0)
}

export async function exposureOf(ctx: SystemCtx, subscriberId: string): Promise<number> {
  const exposed = await loadExposed(ctx, subscriberId)
  return peakExposure(exposed, { from: now(ctx), to: null }, ctx.clock.now())
}

export async function openTickets(
  ctx: SystemCtx,
  wishes: readonly { id: string; subscriberId: string; sizeSats: number }[],
): Promise<void> {
  const at = now(ctx)
  await ctx.db.insert(ticketTable).values(
    wishes.map(({ sizeSats, ...wish }) => ({
      ...wish,
      kind: 'new' as const,
      sizeSats: sats(sizeSats),
      termDays: 90,
      priceMinPpm: 0,
      priceMaxPpm: 100_000,
      riskTier: 'low' as const,
      status: 'pending' as const,
      reasonCode: null,
      reason: null,
      comment: null,
      leaseId: null,
      assigneeId: null,
      createdAt: at,
      updatedAt: at,
      version: 1,
    })),
  )
}

export interface Outcome {
  allocations: number
  allocatedSats: number
  /** Allocation commands that left their audit row on the request. */
  auditRows: number
  /** Requests whose parts do not add up. */
  wrongTickets: number
}

/** What the store says about the requests of one round. */
export async function outcomeOf(ctx: SystemCtx, prefix: string): Promise<Outcome> {
  const like = `${prefix}%`
  const [row] = await rowsOf(
    ctx.db,
    sql`select
      (select count(*)::int from allocation where ticket_id like ${like}) as allocations,
      (select coalesce(sum(size_sats), 0)::text from allocation where ticket_id like ${like}) as allocated,
      (select count(*)::int from audit_event where entity_type = 'DemandTicket' and entity_id like ${like}
         and action in ('ticket.allocated', 'ticket.matched')) as audits,
      (select count(*)::int from demand_ticket t where t.id like ${like} and (
         coalesce((select sum(a.size_sats) from allocation a where a.ticket_id = t.id), 0) > t.size_sats
         or (t.status = 'matched') <> (coalesce((select sum(a.size_sats) from allocation a where a.ticket_id = t.id), 0) = t.size_sats)
         or t.version <> 1 + (select count(*) from audit_event e where e.entity_id = t.id))) as wrong`,
  )
  return {
    allocations: Number(row?.allocations),
    allocatedSats: Number(row?.allocated),
    auditRows: Number(row?.audits),
    wrongTickets: Number(row?.wrong),
  }
}

/** Takes a round's rows away, so that the next one finds the same room. */
export async function clear(ctx: SystemCtx, prefix: string): Promise<void> {
  const like = `${prefix}%`
  await ctx.db.execute(sql`delete from allocation where ticket_id like ${like}`)
  await ctx.db.execute(sql`delete from lease where ticket_id like ${like}`)
  await ctx.db.execute(sql`delete from demand_ticket where id like ${like}`)
}

function now(ctx: SystemCtx): IsoInstant {
  return toInstant(ctx.clock.now())
}
