import { completeDays } from '@/lib/core/time'
import { toInvoice } from '@/lib/domains/billing/invoice/rules'
import { toStatement } from '@/lib/domains/billing/statement/rules'
import { toComplianceRecord } from '@/lib/domains/compliance/record/rules'
import {
  EMPTY_CHANNEL_WINDOW,
  isStandingChannel,
  toChannel,
} from '@/lib/domains/liquidity/channel/rules'
import { toContract } from '@/lib/domains/liquidity/contract/rules'
import { toLease } from '@/lib/domains/liquidity/lease/rules'
import { nodeCapacitySats, toNode } from '@/lib/domains/liquidity/node/rules'
import { toTreasuryPool } from '@/lib/domains/liquidity/pool/rules'
import { subscriberChannels, toSubscriber } from '@/lib/domains/liquidity/subscriber/rules'
import { toDemandTicket } from '@/lib/domains/liquidity/ticket/rules'
import { firstVerifiedAddress, toTreasury } from '@/lib/domains/liquidity/treasury/metric-rules'
import { YIELD_POINT_DAYS, yieldDataPoints } from '@/lib/domains/liquidity/treasury/yield-series'
import { toApiKey } from '@/lib/platform/api-key/rules'
import { toAuditLog } from '@/lib/platform/audit/rules'
import { toAlert } from '@/lib/platform/notification/rules'
import { toWebhook } from '@/lib/platform/webhook/rules'
import type { SeedArrays } from '@/lib/validators/view'
import { ROLES } from '@/types'
import { type Build, groupBy, must } from './build/context'
import { backingPeers, type Figures } from './build/figures'
import type { Ledger } from './build/ledger'
import type { WorldRecords } from './records'

export const ALERTS_PER_ROLE = 10

interface SeedArrayInput {
  build: Build
  records: WorldRecords
  figures: Figures
  ledger: Ledger
}

/** Records and figures → the seed's vocabulary, entity by entity through its one conversion. */
export function toSeedArrays({ build, records, figures, ledger }: SeedArrayInput): SeedArrays {
  const aliases = new Map(records.subscribers.map((row) => [row.id, row.alias]))
  const channelsByNode = groupBy(records.channels, (channel) => channel.nodeId)
  const addresses = groupBy(records.payoutAddresses, (row) => row.treasuryId)
  const allocations = groupBy(records.allocations, (row) => row.ticketId ?? '')
  const leases = groupBy(records.leases, (row) => row.subscriberId)
  const peers = backingPeers(records)
  return {
    treasuries: records.treasuries.map((row) =>
      toTreasury(
        row,
        must(figures.treasuries, row.id),
        firstVerifiedAddress(addresses.get(row.id) ?? []),
      ),
    ),
    nodes: records.nodes.map((row) => {
      const own = channelsByNode.get(row.id) ?? []
      const sums = must(ledger.nodes, row.id)
      return toNode(row, {
        capacitySats: nodeCapacitySats(own, row.reserveSats),
        channelCount: own.filter((channel) => isStandingChannel(channel.state)).length,
        ...sums.month,
        pingMs: sums.pingMs,
        lastRebalanceAt: sums.lastRebalanceAt,
        warnings: must(figures.nodeWarnings, row.id),
      })
    }),
    leases: records.leases.map((row) => toLease(row, must(aliases, row.subscriberId), build.now)),
    channels: records.channels.map((row) =>
      toChannel(row, ledger.channelWeek.get(row.id) ?? EMPTY_CHANNEL_WINDOW),
    ),
    statements: records.statements.map(toStatement),
    subscribers: records.subscribers.map((row) =>
      toSubscriber(
        row,
        must(figures.subscribers, row.id),
        subscriberChannels(leases.get(row.id) ?? [], peers, build.now),
      ),
    ),
    demandTickets: records.tickets.map((row) => toDemandTicket(row, allocations.get(row.id) ?? [])),
    apiKeys: records.apiKeys.map(toApiKey),
    webhooks: records.webhooks.map(toWebhook),
    invoices: records.invoices.flatMap((row) => toInvoice(row, build.now) ?? []),
    treasuryPools: records.pools.map((row) => toTreasuryPool(row, figures.supplies)),
    complianceRecords: records.complianceRecords.map(toComplianceRecord),
    contracts: records.contracts.flatMap((row) => toContract(row) ?? []),
    auditLogs: records.auditEvents.map(toAuditLog),
    alerts: ROLES.flatMap((role) =>
      records.notifications
        .filter((row) => row.audience === role)
        .slice(0, ALERTS_PER_ROLE)
        .map((row) => toAlert(row, null)),
    ),
    yieldDataPoints: yieldDataPoints(
      [...figures.treasuries.values()].map(({ earnings }) => earnings),
      completeDays(build.now, YIELD_POINT_DAYS),
    ),
  }
}
