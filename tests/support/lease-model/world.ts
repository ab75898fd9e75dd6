import { sats } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { complianceRecordTable } from '@/lib/domains/compliance/record/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { poolTable, poolTreasuryTable } from '@/lib/domains/liquidity/pool/table'
import { subscriberTable } from '@/lib/domains/liquidity/subscriber/table'
import { policyTemplateTable, treasuryTable } from '@/lib/domains/liquidity/treasury/table'
import { organisationTable } from '@/lib/platform/organisation/table'
import { INITIAL_POLICY } from '@/lib/platform/policy/rules'
import { platformPolicyTable } from '@/lib/platform/policy/table'
import { btc } from '@/tests/support/market'
import { aNode } from '@/tests/support/records'

/** Two treasuries with one node each, two pools, two lessees: small enough that all limits are met. */
export const START = '2027-12-20T00:00:00.000Z'
export const CAPACITY = { trs_m01: btc(3), trs_m02: btc(2) } as const
export const TREASURIES = ['trs_m01', 'trs_m02'] as const
export const SUBSCRIBERS = ['sub_m01', 'sub_m02'] as const
export const POOLS = {
  pool_m01: { treasuryIds: ['trs_m01'], maxExposureSats: btc(2) },
  pool_m02: { treasuryIds: ['trs_m01', 'trs_m02'], maxExposureSats: btc(10) },
} as const
export const PLATFORM_LIMIT = btc(3.5)
export const MIN_TERM_DAYS = 30
/** What everybody pays for each day, in ppm of size; the market's price too, then. */
export const DAILY_PPM = 100
/** Of a request, a lease and the renewal of a lease that is larger. */
export const MIN_SIZE = btc(0.01)

const LONG_BEFORE = addMs(START, -400 * DAY_MS)

/** Fills an empty store with this world. */
export async function loadModelWorld(db: Database): Promise<void> {
  await db
    .insert(organisationTable)
    .values([
      ...TREASURIES.map((id) => anOrganisation(id, 'treasury')),
      ...SUBSCRIBERS.map((id) => anOrganisation(id, 'subscriber')),
    ])
  await db.insert(policyTemplateTable).values({
    id: 'tmpl_m01',
    name: 'Any',
    baseFeeMsatMin: 0,
    baseFeeMsatMax: 10_000,
    feePpmMin: 0,
    feePpmMax: 10_000,
    timeLockBlocksMin: 1,
    timeLockBlocksMax: 200,
  })
  await db.insert(platformPolicyTable).values({
    ...INITIAL_POLICY,
    version: 1,
    effectiveFrom: LONG_BEFORE,
    minTermDays: MIN_TERM_DAYS,
    maxExposureSats: PLATFORM_LIMIT,
    minLeaseSats: MIN_SIZE,
    jurisdictions: ['CH'],
    defaultMarginBps: 800,
  })
  await db.insert(treasuryTable).values(
    TREASURIES.map((id) => ({
      id,
      name: `Treasury ${id}`,
      marginBps: 800,
      alias: `Provider ${id}`,
      isAnonymised: false,
      jurisdiction: 'CH',
      policyTemplateId: 'tmpl_m01',
      createdAt: LONG_BEFORE,
    })),
  )
  await db.insert(subscriberTable).values(
    SUBSCRIBERS.map((id) => ({
      id,
      name: `Subscriber ${id}`,
      alias: `Lessee ${id}`,
      jurisdiction: 'CH',
      nodeAlias: `node of ${id}`,
      nodePubkey: `02${id.padEnd(64, '0')}`,
      lastPolicyUpdateAt: LONG_BEFORE,
      createdAt: LONG_BEFORE,
    })),
  )
  await db.insert(complianceRecordTable).values(
    [...TREASURIES, ...SUBSCRIBERS].map((organisationId) => ({
      id: `kyc_${organisationId}`,
      organisationId,
      entityType: organisationId.startsWith('trs')
        ? ('treasury' as const)
        : ('subscriber' as const),
      status: 'approved' as const,
      isIdVerified: true,
      isAddressVerified: true,
      isEntityVerified: true,
      documentsReceived: 4,
      riskScore: 10,
      sanctionsCheck: 'pass' as const,
      jurisdiction: 'CH',
      reason: null,
      updatedAt: LONG_BEFORE,
      nextReviewAt: addMs(START, 4000 * DAY_MS),
    })),
  )
  await db.insert(nodeTable).values(
    TREASURIES.map((treasuryId) =>
      aNode({
        id: `node_${treasuryId}`,
        treasuryId,
        alias: `NODE-${treasuryId}`,
        pubkey: `03${treasuryId.padEnd(64, '0')}`,
        implementation: 'lnd',
        version: '0.19.2',
        status: 'online',
        statusSince: LONG_BEFORE,
        reserveSats: CAPACITY[treasuryId],
        createdAt: LONG_BEFORE,
      }),
    ),
  )
  await db.insert(poolTable).values(
    Object.entries(POOLS).map(([id, { maxExposureSats }]) => ({
      id,
      name: `Pool ${id}`,
      nickname: `Nickname ${id}`,
      minTermDays: MIN_TERM_DAYS,
      maxExposureSats: sats(maxExposureSats),
      jurisdictions: ['CH'],
      createdAt: LONG_BEFORE,
      version: 1,
    })),
  )
  await db
    .insert(poolTreasuryTable)
    .values(
      Object.entries(POOLS).flatMap(([poolId, { treasuryIds }]) =>
        treasuryIds.map((treasuryId) => ({ poolId, treasuryId })),
      ),
    )
}

function anOrganisation(id: string, kind: 'treasury' | 'subscriber') {
  return { id, kind, name: id, jurisdiction: 'CH', createdAt: LONG_BEFORE }
}
