import { describe, expect, it } from 'vitest'
import { everything } from '@/lib/core/list-words'
import { listInvoices } from '@/lib/domains/billing/invoice/entities'
import { listStatements } from '@/lib/domains/billing/statement/entities'
import { listComplianceRecords } from '@/lib/domains/compliance/record/entities'
import { listChannels } from '@/lib/domains/liquidity/channel/entities'
import { listContracts } from '@/lib/domains/liquidity/contract/entities'
import { listLeases } from '@/lib/domains/liquidity/lease/entities'
import {
  listCapacityDataPoints,
  listSubscribers,
} from '@/lib/domains/liquidity/subscriber/entities'
import { listDemandTickets } from '@/lib/domains/liquidity/ticket/entities'
import { listTreasuries, listYieldDataPoints } from '@/lib/domains/liquidity/treasury/entities'
import { listNodes, listTreasuryPools } from '@/lib/flows/fleet-entities'
import * as arrays from '@/lib/mock-data'
import { ALERTS_PER_ROLE } from '@/lib/mock-data/seed-arrays'
import { listApiKeys } from '@/lib/platform/api-key/entities'
import { AUDIT_WORDS } from '@/lib/platform/audit/columns'
import { auditList } from '@/lib/platform/audit/list'
import { toAuditLog } from '@/lib/platform/audit/rules'
import type { UserCtx } from '@/lib/platform/ctx'
import { listAlerts } from '@/lib/platform/notification/entities'
import { listWebhooks } from '@/lib/platform/webhook/entities'
import { adminOf, memberOf, SUBSCRIBER_IDS, TREASURY_IDS } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import { VOLUMES } from '@/tests/support/volumes'
import { type AuditLog, ROLES } from '@/types'

const store = useTestDb('seeded')
const admin = () => adminOf(store.ctx)
const treasuries = () => TREASURY_IDS.map((id) => memberOf(store.ctx, id))
const subscribers = () => SUBSCRIBER_IDS.map((id) => memberOf(store.ctx, id))

const ANONYMISED = 'trs_003'
const ANONYMISED_POOL = 'pool_003'

interface Entity {
  list: (ctx: UserCtx) => Promise<{ id: string }[]>
  array: readonly { id: string }[]
  target: number
  /** Whose own views together are all of it. */
  owners: (() => UserCtx[])[]
}

const ENTITIES: Record<string, Entity> = {
  Treasury: {
    list: listTreasuries,
    array: arrays.treasuries,
    target: VOLUMES.treasuries,
    owners: [treasuries],
  },
  Node: { list: listNodes, array: arrays.nodes, target: VOLUMES.nodes, owners: [treasuries] },
  Lease: {
    list: listLeases,
    array: arrays.leases,
    target: VOLUMES.leases,
    owners: [treasuries, subscribers],
  },
  Channel: {
    list: listChannels,
    array: arrays.channels,
    target: VOLUMES.channels,
    owners: [treasuries],
  },
  Statement: {
    list: listStatements,
    array: arrays.statements,
    target: VOLUMES.statements,
    owners: [treasuries],
  },
  Subscriber: {
    list: listSubscribers,
    array: arrays.subscribers,
    target: VOLUMES.subscribers,
    owners: [subscribers],
  },
  DemandTicket: {
    list: listDemandTickets,
    array: arrays.demandTickets,
    target: VOLUMES.demandTickets,
    owners: [subscribers],
  },
  APIKey: {
    list: listApiKeys,
    array: arrays.apiKeys,
    target: VOLUMES.apiKeys,
    owners: [subscribers],
  },
  Webhook: {
    list: listWebhooks,
    array: arrays.webhooks,
    target: VOLUMES.webhooks,
    owners: [subscribers],
  },
  Invoice: {
    list: listInvoices,
    array: arrays.invoices,
    target: VOLUMES.invoices,
    owners: [subscribers],
  },
  TreasuryPool: {
    list: listTreasuryPools,
    array: arrays.treasuryPools,
    target: VOLUMES.treasuryPools,
    owners: [],
  },
  Contract: {
    list: listContracts,
    array: arrays.contracts,
    target: VOLUMES.contracts,
    owners: [treasuries, subscribers],
  },
  ComplianceRecord: {
    list: listComplianceRecords,
    array: arrays.complianceRecords,
    target: VOLUMES.complianceRecords,
    owners: [() => [...treasuries(), ...subscribers()]],
  },
}

/** Of leases and contracts with an anonymised treasury lessees get the pool's id instead. */
function asLesseesSee<T extends { id: string; treasuryId?: string }>(row: T): T {
  if (row.treasuryId !== ANONYMISED) return row
  return { ...row, treasuryId: ANONYMISED_POOL }
}

const byId = <T extends { id: string }>(rows: readonly T[]) =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))

describe.each(Object.entries(ENTITIES))('every %s', (_name, { list, array, target, owners }) => {
  it('as an admin lists it is the exported array', async () => {
    expect(array).toHaveLength(target)
    expect(byId(await list(admin()))).toEqual(byId(array))
  })

  it('as its owners list it, put together, is the exported array', async () => {
    for (const own of owners) {
      const parts = await Promise.all(own().map(list))
      const expected = own === subscribers ? array.map(asLesseesSee) : array
      expect(byId(parts.flat())).toEqual(byId(expected))
    }
  })
})

describe('the remaining entities', () => {
  it('AuditLog: the log that admins read is the exported array', async () => {
    const logs: AuditLog[] = []
    for await (const row of auditList.all(admin(), everything(AUDIT_WORDS)))
      logs.push(toAuditLog(row))
    expect(logs).toHaveLength(VOLUMES.auditLogs)
    expect(byId(logs)).toEqual(byId(arrays.auditLogs))
  })

  it('Alert: the ten most severe of each role are the exported array, unread', async () => {
    const everyone = [...treasuries(), ...subscribers(), admin()]
    const open = byId((await Promise.all(everyone.map(listAlerts))).flat())
    const shown = ROLES.flatMap((role) =>
      open.filter((alert) => alert.userType === role).slice(0, ALERTS_PER_ROLE),
    )
    expect(arrays.alerts).toHaveLength(VOLUMES.alerts)
    expect(shown).toEqual(arrays.alerts)
  })

  it('YieldDataPoint: the 90 platform totals, and 90 for each treasury', async () => {
    const total = await listYieldDataPoints(admin())
    expect(total).toHaveLength(VOLUMES.yieldDataPoints)
    expect(total).toEqual(arrays.yieldDataPoints)
    for (const ctx of treasuries()) {
      const own = await listYieldDataPoints(ctx)
      expect(own).toEqual(arrays.getYieldByTreasury(ctx.actor.organisationId))
    }
  })

  it('CapacityDataPoint: up to 90 for each subscriber', async () => {
    for (const { subscriberId, points } of await listCapacityDataPoints(admin())) {
      expect(points.length).toBeGreaterThan(0)
      expect(points).toEqual(arrays.getCapacityBySubscriber(subscriberId))
    }
    for (const ctx of subscribers()) {
      const { organisationId } = ctx.actor
      expect(await listCapacityDataPoints(ctx)).toEqual([
        { subscriberId: organisationId, points: arrays.getCapacityBySubscriber(organisationId) },
      ])
    }
  })
})
