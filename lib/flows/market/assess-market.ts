import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { toMs } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import { complianceOfMany } from '@/lib/domains/compliance/record/compliance-of'
import { clearedIds } from '@/lib/domains/compliance/record/rules'
import { assessPool, type PoolAssessment } from '@/lib/domains/liquidity/pool/assess-rules'
import type { PoolMember } from '@/lib/domains/liquidity/pool/check-rules'
import { loadExposed, type TreasuryMarket } from '@/lib/domains/liquidity/pool/load-market'
import { marketPricePpm } from '@/lib/domains/liquidity/pool/market-price-rules'
import { allocatableSats, peakExposure } from '@/lib/domains/liquidity/pool/rules'
import { subscriberTable } from '@/lib/domains/liquidity/subscriber/table'
import type { Ctx } from '@/lib/platform/ctx'
import type { DemandTicketRecord, IsoInstant, LeaseRecord, Sats, TreasuryPoolRecord } from '@/types'
import { loadBoard, type MarketBoard, treasuriesOf } from './load-board'

export interface MarketDemand
  extends Pick<
    DemandTicketRecord,
    'subscriberId' | 'sizeSats' | 'termDays' | 'priceMinPpm' | 'priceMaxPpm'
  > {
  startAt: IsoInstant
  /** The least that one lease of it may have; the policy's where absent. */
  leastSats?: Sats
  /** The lease that it adds to, whose end decides how long it is. */
  extendsLeaseId: string | null
}

export interface MarketQuestion {
  demand: MarketDemand
  pools: readonly TreasuryPoolRecord[]
  /** Asks for this treasury of the pools alone. */
  treasuryId?: string | undefined
  /** What was just read for the same pools and the same start, so that it is not read twice. */
  board?: Pick<MarketBoard, 'policy' | 'markets'> | undefined
}

export interface AssessedPool extends PoolAssessment {
  pool: TreasuryPoolRecord
  members: PoolMember[]
  /** The most that the lessee holds at any instant of the new lease. */
  poolExposureSats: Sats
  platformExposureSats: Sats
  platformLimitSats: Sats
  /** Its treasuries, whoever was asked for. */
  markets: TreasuryMarket[]
}

/**
 * How pools stand to a demand, from the facts as they are now; inside a command's locks, as they stay.
 * The caller has checked that the actor may know.
 */
export async function assessMarket(
  ctx: Ctx,
  { demand, pools, treasuryId, board }: MarketQuestion,
): Promise<AssessedPool[]> {
  const from = new Date(toMs(demand.startAt))
  const { policy, markets } = board ?? (await loadBoard(ctx, { pools, from }))
  const [exposed, compliance, [subscriber]] = await Promise.all([
    loadExposed(ctx, demand.subscriberId),
    complianceOfMany(ctx, [...treasuriesOf(pools), demand.subscriberId]),
    listRows(ctx, subscriberTable, {
      where: eq(subscriberTable.id, demand.subscriberId),
      orderBy: [asc(subscriberTable.id)],
    }),
  ])
  if (subscriber === undefined) throw new NotFoundError('This subscriber')
  const now = ctx.clock.now()
  const cleared = clearedIds(compliance.values(), now)
  const isCleared = (organisationId: string) => cleared.has(organisationId)
  const peak = (leases: readonly LeaseRecord[]) =>
    peakExposure(leases, { from: demand.startAt, to: null }, now)
  return pools.map((pool) => {
    const own = markets.filter(({ treasury }) => pool.treasuryIds.includes(treasury.id))
    const asked = own.filter(
      ({ treasury }) => treasuryId === undefined || treasury.id === treasuryId,
    )
    const members = asked.map((market) => memberOf(market, isCleared))
    const poolExposureSats = peak(exposed.filter((lease) => lease.poolId === pool.id))
    const platformExposureSats = peak(exposed)
    const assessment = assessPool({
      demand: {
        ...demand,
        jurisdiction: subscriber.jurisdiction,
        isAddOn: demand.extendsLeaseId !== null,
        leastSats: demand.leastSats ?? policy.minLeaseSats,
      },
      pool,
      platform: policy,
      isLesseeCleared: isCleared(demand.subscriberId),
      members,
      poolExposureSats,
      platformExposureSats,
      marketPpm: marketPricePpm(
        own.flatMap(({ leases }) => leases),
        demand.termDays,
        now,
      ),
    })
    return {
      ...assessment,
      pool,
      members,
      poolExposureSats,
      platformExposureSats,
      platformLimitSats: policy.maxExposureSats,
      markets: own,
    }
  })
}

function memberOf(
  { treasury, supply, eligibleNodes }: TreasuryMarket,
  isCleared: (organisationId: string) => boolean,
): PoolMember {
  return {
    treasuryId: treasury.id,
    availableSats: allocatableSats(supply.availableSats, isCleared(treasury.id)),
    isCleared: isCleared(treasury.id),
    eligibleNodes,
  }
}
