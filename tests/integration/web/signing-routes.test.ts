import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { POST as signContract } from '@/app/api/v1/contracts/[contractId]/signatures/route'
import { POST as answerEarlyEnd } from '@/app/api/v1/early-ends/[earlyEndId]/answer/route'
import { POST as increase } from '@/app/api/v1/leases/[leaseId]/increases/route'
import { POST as requestRenewal } from '@/app/api/v1/leases/[leaseId]/renewals/route'
import { POST as answerRenewal } from '@/app/api/v1/renewals/[renewalId]/answer/route'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { SIGNER_BLOCK } from '@/lib/domains/liquidity/lease/policy'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { requestRenewal as ask } from '@/lib/flows/renewal/request-renewal'
import { membershipTable } from '@/lib/platform/organisation/table'
import { request } from '@/tests/support/framework'
import { contractOf, signerOf } from '@/tests/support/lease-life'
import { btc } from '@/tests/support/market'
import { memberOf } from '@/tests/support/members'
import { cookieOf, fromOwnPage, OWN } from '@/tests/support/own-site'
import { useTestDb } from '@/tests/support/test-db'
import type { MemberRole } from '@/types'

vi.mock('next/headers', () => import('@/tests/support/framework'))
vi.mock('next/server', () => import('@/tests/support/framework'))

const store = useTestDb('seeded')

beforeAll(async () => {
  const cookie = await cookieOf(store.db, 'treasury@flowrate.example')
  request.headers = fromOwnPage({ cookie })
  await store.db.update(invoiceTable).set({ status: 'paid' })
  await store.db.update(renewalTable).set({ status: 'withdrawn' })
})

const become = (role: MemberRole) =>
  store.db.update(membershipTable).set({ role }).where(eq(membershipTable.userId, 'usr_treasury'))

type Route<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

async function post<Params>(route: Route<Params>, params: Params, body: unknown) {
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/json')
  const sent = new Request(`${OWN}/api/v1/x`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  const answer = await route(sent, { params: Promise.resolve(params) })
  return { status: answer.status, body: await answer.json() }
}

const NO = { status: 403, body: { code: 'owners_sign', detail: SIGNER_BLOCK } }

describe('over HTTP an operator of a treasury', () => {
  it('signs nothing, and an owner does', async () => {
    const leases = await store.db.select().from(leaseTable).where(eq(leaseTable.status, 'active'))
    const [first, second, third] = leases
      .filter(({ treasuryId, endAt }) => treasuryId === 'trs_001' && endAt > '2026-12-22')
      .map(({ id, subscriberId }) => ({ id, subscriberId }))
    if (!first || !second || !third) throw new Error('Three leases are needed')
    const offer = { leaseId: first.id, sizeSats: btc(0.1), feeModel: 'ppm', feePpm: 3000 } as const
    const { lease } = await addOnLease(memberOf(store.ctx, 'trs_001'), offer)
    const { id: contractId, termsHash } = await contractOf(store.ctx, lease.id)
    const asked = await ask(await signerOf(store.ctx, second.subscriberId), {
      leaseId: second.id,
      termDays: 30,
    })
    const renewalId = asked.kind === 'renewal' ? asked.renewal.id : ''
    const { id: earlyEndId } = await requestEarlyEnd(
      await signerOf(store.ctx, third.subscriberId),
      {
        leaseId: third.id,
        reason: 'We need less capacity',
      },
    )
    const more = { sizeSats: btc(0.1), feeModel: 'ppm', feePpm: 3000 }
    await become('operator')
    expect(await post(increase, { leaseId: first.id }, more)).toMatchObject(NO)
    expect(await post(signContract, { contractId }, { termsHash })).toMatchObject(NO)
    expect(await post(answerRenewal, { renewalId }, { accept: true })).toMatchObject(NO)
    expect(await post(requestRenewal, { leaseId: first.id }, { termDays: 30 })).toMatchObject(NO)
    expect(await post(answerEarlyEnd, { earlyEndId }, { accept: true })).toMatchObject(NO)
    await become('owner')
    expect(await post(increase, { leaseId: first.id }, more)).toMatchObject({
      status: 201,
      body: {
        status: 'pending',
        extendsLeaseId: first.id,
        sizeSats: btc(0.1),
        feePpm: 3000,
        contract: { status: 'draft' },
      },
    })
    const foreign = leases.find(({ treasuryId }) => treasuryId === 'trs_002')?.id ?? ''
    expect(await post(increase, { leaseId: foreign }, more)).toMatchObject({ status: 404 })
    expect(await post(signContract, { contractId }, { termsHash })).toMatchObject({ status: 201 })
    expect(await post(answerEarlyEnd, { earlyEndId }, { accept: true })).toMatchObject({
      status: 200,
      body: { status: 'approved' },
    })
  })
})
