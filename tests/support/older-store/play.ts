import { eq, sql } from 'drizzle-orm'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { releaseAllocation } from '@/lib/domains/liquidity/allocation/release-allocation'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { cancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { pauseLease } from '@/lib/domains/liquidity/leasing/pause-lease'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { terminateLease } from '@/lib/domains/liquidity/leasing/terminate-lease'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { failChannel } from '@/lib/domains/liquidity/orchestration/fail-channel'
import { retryChannel } from '@/lib/domains/liquidity/orchestration/retry-channel'
import { createPool } from '@/lib/domains/liquidity/pool/create-pool'
import { cancelTicket } from '@/lib/domains/liquidity/ticket/cancel-ticket'
import { rejectTicket } from '@/lib/domains/liquidity/ticket/reject-ticket'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { rowsOf } from '@/tests/support/ledger-sql'
import { allocate, aTicket, btc } from '@/tests/support/market'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'

const REASON = 'Agreed with both parties by phone'

const at = (ctx: DbCtx, instant: string): DbCtx => ({ ...ctx, clock: fixedClock(instant) })
const signerOf = (ctx: DbCtx, organisationId: string) => proved(memberOf(ctx, organisationId))

/** Twelve days of people's work in the demo world: one of everything that may stand in a store. */
export async function play(base: DbCtx): Promise<void> {
  const day = (days: number) => at(base, addMs(REFERENCE_INSTANT, days * DAY_MS))
  await requestsAndDeals(day(0))
  await channelTroubles(at(base, addMs(REFERENCE_INSTANT, HOUR_MS)))
  await pass(day(1))
  await renewals(day(1))
  await endings(day(2))
  await pass(day(12))
  await traces(day(12))
}

/** What the server does by itself. */
async function pass(ctx: DbCtx): Promise<void> {
  const system = systemOf(ctx)
  const { failed } = await runDue(system)
  if (failed > 0) throw new Error(`${failed} due events failed`)
  for (const job of [extendFacts, closeMonths, syncAlerts]) await job(system)
}

async function requestsAndDeals(ctx: DbCtx): Promise<void> {
  const split = await aTicket(ctx, { note: 'For the launch in spring' })
  const deal = { feeModel: 'ppm', feePpm: 9000, issue: true } as const
  const first = await allocate(ctx, split, { ...deal, sizeSats: btc(1.2), treasuryId: 'trs_001' })
  const rest = { ...split, version: first.ticket.version }
  const second = await allocate(ctx, rest, { ...deal, sizeSats: btc(0.8), poolId: 'pool_002' })
  for (const { lease } of [...first.parts, ...second.parts]) {
    await sign(ctx, lease.id, lease.treasuryId)
    await sign(ctx, lease.id, lease.subscriberId)
  }
  const half = await aTicket(ctx, { sizeSats: btc(0.5) }, 'sub_002')
  const drafted = await allocate(ctx, half, { ...deal, sizeSats: btc(0.3) })
  for (const { lease } of drafted.parts) await sign(ctx, lease.id, 'sub_002')
  const reserved = await aTicket(ctx, { sizeSats: btc(0.4) }, 'sub_003')
  await allocate(ctx, reserved, { sizeSats: btc(0.4) })
  const freed = await aTicket(ctx, { sizeSats: btc(0.2) }, 'sub_004')
  const [part] = (await allocate(ctx, freed, { sizeSats: btc(0.2) })).parts
  if (part === undefined) throw new Error('It was allocated')
  await releaseAllocation(adminOf(ctx), { allocationId: part.allocation.id, reason: REASON })
  const left = await aTicket(ctx, { sizeSats: btc(0.2) }, 'sub_001')
  await cancelTicket(memberOf(ctx, 'sub_001'), { ticketId: left.id })
  const refused = await aTicket(ctx, { sizeSats: btc(0.2) }, 'sub_002')
  await rejectTicket(adminOf(ctx), { ticketId: refused.id, reasonCode: 'other', reason: REASON })
  await aTicket(ctx, { sizeSats: btc(0.7) }, 'sub_003')
  await createPool(adminOf(ctx), {
    name: 'Harbour mixed',
    nickname: 'Harbour',
    treasuryIds: ['trs_001', 'trs_002'],
    minTermDays: 30,
    maxExposureSats: btc(5),
    jurisdictions: ['CH', 'DE'],
  })
}

async function sign(ctx: DbCtx, leaseId: string, organisationId: string): Promise<void> {
  const contracts = await ctx.db
    .select()
    .from(contractTable)
    .where(eq(contractTable.leaseId, leaseId))
  const signer = await signerOf(ctx, organisationId)
  for (const { id, termsHash } of contracts)
    await signContract(signer, { contractId: id, termsHash })
}

/** One opening channel fails and is tried again. */
async function channelTroubles(ctx: DbCtx): Promise<void> {
  const [opening] = await rowsOf(
    ctx.db,
    sql`select channel_id as id from channel_operation where status = 'running' and kind = 'open'
      and started_at >= ${REFERENCE_INSTANT} order by channel_id limit 1`,
  )
  const channelId = String(opening?.id)
  await failChannel(adminOf(ctx), { channelId, reason: REASON })
  await retryChannel(adminOf(ctx), { channelId })
}

/** Leases of the demo world that run on for a while and that nobody has dealt with, by id. */
async function untouched(ctx: DbCtx): Promise<(typeof leaseTable.$inferSelect)[]> {
  const leases = await ctx.db.select().from(leaseTable).orderBy(leaseTable.id)
  const renewed = await rowsOf(ctx.db, sql`select lease_id as id from renewal_request`)
  const taken = new Set([...renewed.map(({ id }) => id), ...leases.map((l) => l.renewsLeaseId)])
  const now = ctx.clock.now().getTime()
  return leases.filter(
    (lease) =>
      lease.status === 'active' &&
      lease.createdAt < REFERENCE_INSTANT &&
      Date.parse(lease.endAt) > now + 20 * DAY_MS &&
      !lease.isCancelAtTerm &&
      !taken.has(lease.id),
  )
}

async function renewals(ctx: DbCtx): Promise<void> {
  let answered = 0
  for (const lease of await untouched(ctx)) {
    const subscriber = await signerOf(ctx, lease.subscriberId)
    const asked = await requestRenewal(subscriber, { leaseId: lease.id, termDays: 90 }).catch(
      () => null,
    )
    if (asked?.kind !== 'renewal') continue
    const answer = { renewalId: asked.renewal.id, accept: answered === 0, reason: REASON }
    if (answered < 2) await answerRenewal(await signerOf(ctx, lease.treasuryId), answer)
    answered += 1
    if (answered === 3) return
  }
  throw new Error('Too few leases can be renewed')
}

async function endings(ctx: DbCtx): Promise<void> {
  const [first, second, third, fourth] = await untouched(ctx)
  if (!first || !second || !third || !fourth) throw new Error('Too few leases run')
  await cancelAtTerm(memberOf(ctx, first.subscriberId), { leaseId: first.id })
  await pauseLease(await proved(adminOf(ctx)), { leaseId: second.id, reason: REASON })
  await requestEarlyEnd(await proved(memberOf(ctx, third.subscriberId)), {
    leaseId: third.id,
    reason: REASON,
  })
  await terminateLease(await proved(adminOf(ctx)), { leaseId: fourth.id, reason: REASON })
}

/** What browsing leaves behind. */
async function traces({ db }: DbCtx): Promise<void> {
  await db.execute(sql`insert into preference
    select id, 'sats', 'dark', 'Europe/Zurich', 'compact', 50, '/', 30, '{}', '{"leases":{"hidden":["fee"]}}', created_at
    from "user" order by id limit 3`)
  await db.execute(sql`insert into notification_receipt (notification_id, user_id, read_at)
    select n.id, m.user_id, n.created_at from notification n join membership m using (organisation_id)
    order by n.id, m.user_id limit 20`)
  await db.execute(sql`insert into rate_limit (key, points, expire)
    values ('sign-in:somebody@flowrate.example', 3, '2026-12-02T00:15:00Z')`)
  await db.execute(sql`insert into idempotency_key (organisation_id, key, request_hash, status, response)
    values ('sub_001', 'order-583', repeat('0', 64), 201, '{"id":"tkt_1"}')`)
}
