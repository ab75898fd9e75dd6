import 'server-only'
import { eq } from 'drizzle-orm'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import { poolTable } from '../pool/table'
import { subscriberTable } from '../subscriber/table'
import { providerLabelOf } from '../treasury/rules'
import { treasuryTable } from '../treasury/table'
import { leaseTable } from './table'

export interface Counterparties {
  leaseId: string
  /** How treasuries know the lessee. */
  lesseeAlias: string
  /** How the lessee knows the provider: the pool's nickname while the treasury is anonymised. */
  providerLabel: string
  isProviderAnonymised: boolean
  poolId: string | null
}

/** What each party of the viewer's leases is called by the other; own names never leave this query. */
export async function listCounterparties(ctx: Ctx): Promise<Map<string, Counterparties>> {
  const rows = await ctx.db
    .select({
      leaseId: leaseTable.id,
      lesseeAlias: subscriberTable.alias,
      treasuryName: treasuryTable.name,
      treasuryAlias: treasuryTable.alias,
      poolId: leaseTable.poolId,
      poolNickname: poolTable.nickname,
      isProviderAnonymised: treasuryTable.isAnonymised,
    })
    .from(leaseTable)
    .innerJoin(subscriberTable, eq(subscriberTable.id, leaseTable.subscriberId))
    .innerJoin(treasuryTable, eq(treasuryTable.id, leaseTable.treasuryId))
    .leftJoin(poolTable, eq(poolTable.id, leaseTable.poolId))
    .where(
      ownRows(ctx.actor, {
        treasury: leaseTable.treasuryId,
        subscriber: leaseTable.subscriberId,
      }),
    )
  return new Map(
    rows.map(({ leaseId, lesseeAlias, isProviderAnonymised, poolId, ...provider }) => [
      leaseId,
      {
        leaseId,
        lesseeAlias,
        isProviderAnonymised,
        poolId,
        providerLabel: providerLabelOf(
          {
            name: provider.treasuryName,
            alias: provider.treasuryAlias,
            isAnonymised: isProviderAnonymised,
          },
          provider.poolNickname,
        ),
      },
    ]),
  )
}
