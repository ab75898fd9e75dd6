import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { NotFoundError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import { toInstant } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import { addOnTerm } from '@/lib/domains/liquidity/allocation/add-on-rules'
import { contractText, namesNote } from '@/lib/domains/liquidity/contract/text-rules'
import {
  type EarlyEndTerms,
  earlyEndTerms,
  mayLeaveFree,
} from '@/lib/domains/liquidity/early-end/rules'
import { slaBreachTable } from '@/lib/domains/liquidity/incident/table'
import { type LeaseActionName, partyOf } from '@/lib/domains/liquidity/lease/policy'
import { termDays } from '@/lib/domains/liquidity/lease/rules'
import { renewedDraft } from '@/lib/domains/liquidity/leasing/create-renewed-lease'
import { termBeside } from '@/lib/domains/liquidity/leasing/ticket-term'
import { loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import { renewalBlockers, renewalKind } from '@/lib/domains/liquidity/renewal/block-rules'
import { nextRenewalId } from '@/lib/domains/liquidity/renewal/next-id'
import {
  minRenewalSats,
  offerOf,
  renewalTerms,
  respondBy,
} from '@/lib/domains/liquidity/renewal/rules'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import type { RequestTerms } from '@/lib/domains/liquidity/ticket/band-rules'
import { WISH_LIMITS } from '@/lib/domains/liquidity/ticket/wish-rules'
import { loadSurroundings } from '@/lib/flows/lease-view/load-surroundings'
import { toLeaseView } from '@/lib/flows/lease-view/view-rules'
import { loadRequestTerms } from '@/lib/flows/market/request-terms'
import { renewalFactsOf } from '@/lib/flows/renewal/renewal-facts'
import { assertCanWrite } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { ContractRecord, LeaseRecord, TreasuryRecord } from '@/types'
import type { leaseFormInput } from './form-inputs'
import type { AddOnForm, LeaseForm, RenewalContract, RenewForm, SignedText } from './form-rules'
import { reassignForm } from './reassign-form'

/**
 * What somebody sees who is about to act on a lease; read when the form opens, so that the figures are
 * those of now and a list need not carry them for each of its rows.
 * @throws NotFoundError for a foreign or unknown id, ForbiddenError for viewers.
 */
export async function getLeaseForm(
  ctx: UserCtx,
  { leaseId, action }: z.output<typeof leaseFormInput>,
): Promise<LeaseForm> {
  assertCanWrite(ctx.actor)
  const { leases, around } = await loadSurroundings(ctx)
  const lease = leases.find(({ id }) => id === leaseId)
  if (lease === undefined) throw new NotFoundError('This lease')
  return {
    lease: toLeaseView(lease, around),
    marginBps: marginFor(ctx, around.treasuries.get(lease.treasuryId)),
    signs: await signedText(ctx, lease, action, around.contracts.get(lease.id)),
    ...(await extrasOf(ctx, lease, action)),
  }
}

async function signedText(
  ctx: UserCtx,
  lease: LeaseRecord,
  action: LeaseActionName,
  contract: ContractRecord | undefined,
): Promise<SignedText | null> {
  const signed = action === 'sign' ? contract : await contractToAccept(ctx, lease, action)
  if (signed === undefined || signed.status !== 'draft') return null
  const { termsHash } = signed
  return { lines: contractText(signed).split('\n'), termsHash, note: namesNote(signed) }
}

/** What accepting the open renewal of a lease would sign as of now. */
async function contractToAccept(
  ctx: UserCtx,
  lease: LeaseRecord,
  action: LeaseActionName,
): Promise<ContractRecord | undefined> {
  if (action !== 'accept_renewal') return undefined
  const [renewal] = await listRows(ctx, renewalTable, {
    where: and(eq(renewalTable.leaseId, lease.id), eq(renewalTable.status, 'requested')),
    orderBy: [desc(renewalTable.createdAt)],
  })
  if (renewal === undefined) return undefined
  const terms = renewalTerms(lease, offerOf(renewal))
  return renewedDraft(ctx, { lease, renewal, terms })
}

/** What does not depend on the terms of the contract that asking for a renewal would sign as of now. */
async function contractToAsk(ctx: UserCtx, lease: LeaseRecord): Promise<RenewalContract> {
  const renewal = {
    id: await nextRenewalId(ctx, lease.id),
    lessorLabel: null,
    lesseeLabel: null,
  }
  const terms = renewalTerms(lease, { termDays: termDays(lease) })
  const draft = await renewedDraft(ctx, { lease, renewal, terms })
  const { leaseId, lessorLabel, lesseeLabel, template } = draft
  return { leaseId, lessorLabel, lesseeLabel, template }
}

function marginFor(ctx: UserCtx, treasury: TreasuryRecord | undefined): number | null {
  return ctx.actor.role === 'subscriber' ? null : (treasury?.marginBps ?? null)
}

type Extras = Pick<LeaseForm, 'renew' | 'earlyEnd' | 'addOn' | 'scale' | 'reassign'>

const NOTHING: Extras = { renew: null, earlyEnd: null, addOn: null, scale: null, reassign: null }

async function extrasOf(
  ctx: UserCtx,
  lease: LeaseRecord,
  action: LeaseActionName,
): Promise<Extras> {
  switch (action) {
    case 'renew':
      return { ...NOTHING, renew: await renewForm(ctx, lease) }
    case 'request_early_end':
      return { ...NOTHING, earlyEnd: await earlyEndQuote(ctx, lease) }
    case 'increase':
      return { ...NOTHING, addOn: await addOnForm(ctx, lease) }
    case 'scale':
      return { ...NOTHING, scale: await scaleTerms(ctx, lease) }
    case 'reassign':
      return { ...NOTHING, reassign: await reassignForm(ctx, lease) }
    case 'sign':
    case 'void':
    case 'accept_renewal':
    case 'decline_renewal':
    case 'withdraw_renewal':
    case 'cancel_at_term':
    case 'undo_cancel_at_term':
    case 'answer_early_end':
    case 'withdraw_early_end':
    case 'pause':
    case 'resume':
    case 'terminate':
    case 'cancel_undelivered':
      return NOTHING
  }
}

async function renewForm(ctx: UserCtx, lease: LeaseRecord): Promise<RenewForm | null> {
  const party = partyOf(ctx.actor)
  if (party === null) return null
  const now = ctx.clock.now()
  const [policy, facts] = await Promise.all([getPlatformPolicy(ctx), renewalFactsOf(ctx, lease)])
  const kind = renewalKind(lease, party, now)
  return {
    minSats: minRenewalSats(lease, policy.minLeaseSats),
    minTermDays: policy.minTermDays,
    maxTermDays: WISH_LIMITS.termDays,
    maxPpm: WISH_LIMITS.priceMaxPpm,
    respondBy: respondBy(lease, now),
    blockers: renewalBlockers(lease, facts, party, now),
    isRequest: kind === 'ticket',
    contract: kind === 'renewal' ? await contractToAsk(ctx, lease) : null,
  }
}

async function earlyEndQuote(ctx: UserCtx, lease: LeaseRecord): Promise<EarlyEndTerms> {
  const now = ctx.clock.now()
  const { role } = ctx.actor
  const breaches =
    role === 'subscriber'
      ? await listRows(ctx, slaBreachTable, {
          where: eq(slaBreachTable.leaseId, lease.id),
          orderBy: [slaBreachTable.id],
        })
      : []
  return earlyEndTerms(lease, {
    requestedAt: now,
    requestedBy: role,
    isWaived: mayLeaveFree(breaches, lease.id, now),
  })
}

/** What may be asked for beside a lease: for as long as it still runs. */
async function scaleTerms(ctx: UserCtx, { id }: LeaseRecord): Promise<RequestTerms> {
  const { termDays } = await termBeside(ctx, id, toInstant(ctx.clock.now()))
  return { ...(await loadRequestTerms(ctx)), minTermDays: termDays, maxTermDays: termDays }
}

/** What the lease's own treasury could add until the same end; null once it no longer runs. */
async function addOnForm(ctx: UserCtx, lease: LeaseRecord): Promise<AddOnForm | null> {
  if (ctx.actor.role === 'subscriber') return null
  const term = addOnTerm(lease, ctx.clock.now())
  const policy = await getPlatformPolicy(ctx)
  const [market] = await loadMarket(ctx, {
    treasuryIds: [lease.treasuryId],
    from: new Date(term.startAt),
    policy,
  })
  const same = renewalTerms(lease, { termDays: term.termDays, feeModel: 'ppm' })
  return {
    ...term,
    minSats: policy.minLeaseSats,
    availableSats: market?.supply.availableSats ?? sats(0),
    maxPpm: WISH_LIMITS.priceMaxPpm,
    samePpm: Math.min(WISH_LIMITS.priceMaxPpm, same.feePpm ?? 0),
  }
}
