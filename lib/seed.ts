import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { utcDate } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { payoutTable } from '@/lib/domains/billing/payout/table'
import { reconciliationDiffTable } from '@/lib/domains/billing/reconciliation/table'
import { statementTable } from '@/lib/domains/billing/statement/table'
import { complianceRecordTable } from '@/lib/domains/compliance/record/table'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import {
  channelDayTable,
  channelOperationTable,
  channelStepTable,
  channelTable,
} from '@/lib/domains/liquidity/channel/table'
import { contractSignatureTable, contractTable } from '@/lib/domains/liquidity/contract/table'
import { incidentTable, slaBreachTable } from '@/lib/domains/liquidity/incident/table'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { nodeDayTable, nodeTable } from '@/lib/domains/liquidity/node/table'
import { poolTable, poolTreasuryTable } from '@/lib/domains/liquidity/pool/table'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { subscriberTable } from '@/lib/domains/liquidity/subscriber/table'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { closeTreasuryDays } from '@/lib/domains/liquidity/treasury/close-days'
import {
  payoutAddressTable,
  policyTemplateTable,
  treasuryTable,
} from '@/lib/domains/liquidity/treasury/table'
import { createWorld, type World, type WorldOptions } from '@/lib/mock-data/world'
import { apiKeyTable } from '@/lib/platform/api-key/table'
import { auditEventTable } from '@/lib/platform/audit/table'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { notificationTable } from '@/lib/platform/notification/table'
import { hasOrganisations } from '@/lib/platform/organisation/has-organisations'
import { seedAccounts } from '@/lib/platform/organisation/seed-accounts'
import { organisationTable } from '@/lib/platform/organisation/table'
import { platformPolicyTable } from '@/lib/platform/policy/table'
import { webhookTable } from '@/lib/platform/webhook/table'

const ROWS_PER_INSERT = 500

/** What Flowrate's admins can make in a store without other organisations, and a world brings too. */
const MADE_BY_ADMINS = [policyTemplateTable, platformPolicyTable, poolTable]

/** True when no world has been loaded into this store, nor anything made that would be in its way. */
export async function isStoreEmpty(db: Database): Promise<boolean> {
  if (await hasOrganisations(db)) return false
  for (const table of MADE_BY_ADMINS) if ((await db.$count(table)) > 0) return false
  return true
}

/** Loads the mock world and its personas into an empty store, in one transaction. */
export async function seedStore(db: Database, options: WorldOptions): Promise<World> {
  const world = createWorld(options)
  await db.transaction(async (tx) => {
    // A first admin may have come before the world, and Flowrate's own organisation with it.
    await tx
      .insert(organisationTable)
      .values(world.records.organisations)
      .onConflictDoNothing({ target: organisationTable.id })
    for (const [table, rows] of tablesInOrder(world)) await insertAll(tx, table, rows)
    await closeTreasuryDays({ db: tx }, { from: '0001-01-01', to: utcDate(world.anchorAt) })
    await tx.insert(demoWorldTable).values({
      seed: options.seed,
      scale: options.scale,
      anchorAt: world.anchorAt,
      factsThrough: utcDate(new Date(Date.parse(world.anchorAt) - 1)),
    })
    await seedAccounts(tx, world.anchorAt)
  })
  return world
}

function tablesInOrder({ records, channelDays, nodeDays }: World): [PgTable, Iterable<object>][] {
  return [
    [policyTemplateTable, records.policyTemplates],
    [platformPolicyTable, records.platformPolicies],
    [treasuryTable, records.treasuries],
    [payoutAddressTable, records.payoutAddresses],
    [subscriberTable, records.subscribers],
    [complianceRecordTable, records.complianceRecords],
    [nodeTable, records.nodes],
    [channelTable, records.channels],
    [channelStepTable, records.channelSteps],
    [channelOperationTable, records.channelOperations],
    [poolTable, records.pools.map(({ treasuryIds: _, ...pool }) => pool)],
    [
      poolTreasuryTable,
      records.pools.flatMap((pool) =>
        pool.treasuryIds.map((treasuryId) => ({ poolId: pool.id, treasuryId })),
      ),
    ],
    [ticketTable, records.tickets.map((ticket) => ({ ...ticket, isSeeded: true }))],
    [leaseTable, records.leases],
    [leaseBackingTable, records.leaseBackings],
    [renewalTable, records.renewals],
    [contractTable, records.contracts],
    [contractSignatureTable, records.contractSignatures],
    [allocationTable, records.allocations],
    [incidentTable, records.incidents],
    [slaBreachTable, records.slaBreaches],
    [statementTable, records.statements],
    [invoiceTable, records.invoices],
    [payoutTable, records.payouts],
    [reconciliationDiffTable, records.reconciliationDiffs],
    [apiKeyTable, records.apiKeys.map((key) => ({ ...key, keyHash: unknowableHash() }))],
    [webhookTable, records.webhooks],
    [notificationTable, records.notifications],
    [auditEventTable, records.auditEvents],
    [nodeDayTable, nodeDays()],
    [channelDayTable, channelDays()],
  ]
}

/** The hash of a key that nobody has: seeded keys show in lists and open nothing. */
function unknowableHash(): string {
  return createHash('sha256').update(randomBytes(32)).digest('hex')
}

async function insertAll(db: Database, table: PgTable, rows: Iterable<object>): Promise<void> {
  let batch: object[] = []
  const flush = async () => {
    if (batch.length === 0) return
    try {
      await db.insert(table).values(batch)
    } catch (cause) {
      throw new Error(`Could not seed ${getTableName(table)}`, { cause })
    }
    batch = []
  }
  for (const row of rows) {
    batch.push(row)
    if (batch.length === ROWS_PER_INSERT) await flush()
  }
  await flush()
}
