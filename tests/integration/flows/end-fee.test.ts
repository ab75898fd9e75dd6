import { describe, expect, it } from 'vitest'
import { ZERO_SATS } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { listInvoiceRecords } from '@/lib/domains/billing/invoice/queries'
import { listStatementRecords } from '@/lib/domains/billing/statement/queries'
import { listSlaBreaches } from '@/lib/domains/liquidity/incident/queries'
import { listLeaseRecords } from '@/lib/domains/liquidity/lease/queries'
import { answerEarlyEnd } from '@/lib/domains/liquidity/leasing/answer-early-end'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { invoiceAmountSats } from '@/lib/flows/close-month/rules'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { SystemCtx } from '@/lib/platform/ctx'
import { at, findLease, leaseOf, provenAdmin, signerOf } from '@/tests/support/lease-life'
import { ledgerDays } from '@/tests/support/ledger-sql'
import { memberOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const NEW_YEAR = '2027-01-01T02:00:00.000Z'
const REASON = 'The node is moved to another site'

/** A lease of trs_001 that runs beyond the notice. */
const aRunning = (base: DbCtx, subscriberId: string) =>
  findLease(
    base,
    { treasuryId: 'trs_001', subscriberId, status: 'active' },
    ({ endAt }) => endAt > addMs(REFERENCE_INSTANT, 31 * DAY_MS),
  )

/** An early end that an organisation asks for and Flowrate approves. @returns its fee. */
async function askedBy(base: DbCtx, organisationId: string, leaseId: string): Promise<number> {
  const request = await requestEarlyEnd(await signerOf(base, organisationId), {
    leaseId,
    reason: REASON,
  })
  await answerEarlyEnd(await provenAdmin(base), { earlyEndId: request.id, accept: true })
  expect(request.feeSats).toBeGreaterThan(0)
  return request.feeSats
}

/** The invoice of December, and what it would be without the fees of early ends. */
async function decemberOf(ctx: SystemCtx, lesseeId: string) {
  const isOwn = ({ subscriberId }: { subscriberId: string }) => subscriberId === lesseeId
  const leases = (await listLeaseRecords(ctx)).filter(isOwn)
  const credits = (await listSlaBreaches(ctx)).filter(isOwn)
  const free = leases.map((lease) => ({ ...lease, endFeeSats: ZERO_SATS }))
  const invoice = (await listInvoiceRecords(ctx)).find(
    (row) => isOwn(row) && row.period === '2026-12',
  )
  return {
    billed: invoice?.amountSats ?? 0,
    without: invoiceAmountSats(free, credits, '2026-12'),
  }
}

describe('the fee of an early end', () => {
  it('is in the invoice, the statement and the lease alike, whichever side pays it', () =>
    store.inRollback(async (base) => {
      const left = await aRunning(base, 'sub_001')
      const dropped = await aRunning(base, 'sub_002')
      const owed = await askedBy(base, 'sub_001', left.id)
      const given = await askedBy(base, 'trs_001', dropped.id)
      const ctx = systemOf(at(base, NEW_YEAR))
      expect((await runDue(ctx)).failed).toBe(0)
      await extendFacts(ctx)
      await closeMonths(ctx)

      const ended = { status: 'terminated', endedAt: addMs(REFERENCE_INSTANT, 30 * DAY_MS) }
      expect(await leaseOf(base, left.id)).toMatchObject({ ...ended, endFeeSats: owed })
      expect(await leaseOf(base, dropped.id)).toMatchObject({ ...ended, endFeeSats: -given })

      const statement = (await listStatementRecords(ctx)).find(
        ({ treasuryId, period }) => treasuryId === 'trs_001' && period === '2026-12',
      )
      const days = (await ledgerDays(ctx.db, '2027-01-01')).filter(
        ({ treasury, date }) => treasury === 'trs_001' && date >= '2026-12-01',
      )
      expect(statement?.leaseFeesSats).toBe(days.reduce((sum, day) => sum + day.lease, 0))
      expect(statement?.grossSats).toBe(days.reduce((sum, day) => sum + day.gross, 0))

      const lessee = await decemberOf(ctx, 'sub_001')
      expect(lessee.billed).toBe(lessee.without + owed)
      const other = await decemberOf(ctx, 'sub_002')
      expect(other.billed).toBe(Math.max(0, other.without - given))
      expect(other.without).toBeGreaterThan(0)

      const { lease, months } = await getLeaseView(memberOf(ctx, 'sub_001'), left.id)
      expect(lease.endFeeSats).toBe(owed)
      expect(months[0]?.period).toBe('2026-12')
    }))
})
