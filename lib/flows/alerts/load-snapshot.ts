import 'server-only'
import { getTableColumns, inArray, sql } from 'drizzle-orm'
import { withoutMarks } from '@/lib/core/fact-text'
import { addSats, ZERO_SATS } from '@/lib/core/money'
import { completeDays, toInstant } from '@/lib/core/time'
import { listInvoiceRecords } from '@/lib/domains/billing/invoice/queries'
import { listReconciliationDiffs } from '@/lib/domains/billing/reconciliation/queries'
import { listComplianceRecordRecords } from '@/lib/domains/compliance/record/queries'
import { listAllocationRecords } from '@/lib/domains/liquidity/allocation/queries'
import { listPeerLabels } from '@/lib/domains/liquidity/channel/peer-labels'
import { channelUtilizationPct, isChannelActive } from '@/lib/domains/liquidity/channel/rules'
import { isPublicChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { channelOperationTable, channelStepTable } from '@/lib/domains/liquidity/channel/table'
import { listContractRecords } from '@/lib/domains/liquidity/contract/queries'
import { listIncidentRecords, listSlaBreaches } from '@/lib/domains/liquidity/incident/queries'
import { listCounterparties } from '@/lib/domains/liquidity/lease/counterparties'
import { effectiveLeaseStatus } from '@/lib/domains/liquidity/lease/rules'
import { sumNodes } from '@/lib/domains/liquidity/node/queries'
import {
  policyDrift,
  uptimePct,
  versionState,
  versionStateSince,
} from '@/lib/domains/liquidity/node/rules'
import { listRenewalRecords } from '@/lib/domains/liquidity/renewal/queries'
import {
  capacityOf,
  loadBackingFacts,
  loadSubscriberFigures,
  SUCCESS_WINDOW_DAYS,
} from '@/lib/domains/liquidity/subscriber/figures'
import { daysAboveUsedLimit } from '@/lib/domains/liquidity/subscriber/rules'
import { listTicketRecords } from '@/lib/domains/liquidity/ticket/queries'
import { loadTreasuryFigures, type TreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { listPolicyTemplates } from '@/lib/domains/liquidity/treasury/queries'
import { listApiKeyRecords } from '@/lib/platform/api-key/queries'
import type { SystemCtx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import { listWebhookRecords } from '@/lib/platform/webhook/queries'
import type { ChannelOperationRecord, IsoInstant } from '@/types'
import type { AlertSnapshot, LeaseCondition, NodeCondition, SubscriberCondition } from './snapshot'

/** Everything the alert rules look at, as of now, over all organisations. */
export async function loadAlertSnapshot(ctx: SystemCtx): Promise<AlertSnapshot> {
  const [treasuries, subscribers, nodes, leases, operations, peerLabels] = await Promise.all([
    loadTreasuryFigures(ctx),
    loadSubscriberConditions(ctx),
    loadNodeFacts(ctx),
    listCounterparties(ctx),
    openOperations(ctx),
    listPeerLabels(ctx),
  ])
  const renewed = subscribers.renewedLeaseIds
  return {
    organisationNames: new Map([
      ...treasuries.map(({ treasury }) => [treasury.id, treasury.name] as const),
      ...subscribers.conditions.map(({ subscriberId, name }) => [subscriberId, name] as const),
    ]),
    leases: treasuries.flatMap((figures) => leaseConditions(ctx, figures, leases, renewed)),
    treasuries: treasuries.map(({ treasury, metrics }) => ({
      treasuryId: treasury.id,
      utilizationPct: metrics.utilization.value,
    })),
    channels: treasuries.flatMap(({ channels }) =>
      channels.map(({ channel, week }) => ({
        channelId: channel.id,
        treasuryId: channel.treasuryId,
        peerAlias: withoutMarks(channel.peerAlias),
        isPublic: isPublicChannel(channel),
        peerLabel: withoutMarks(peerLabels.get(channel.id) ?? channel.peerAlias),
        isActive: isChannelActive(channel),
        state: channel.state,
        stateSince: channel.stateSince,
        isWaiting: operations.get(channel.id)?.status === 'waiting',
        waitingSince: operations.get(channel.id)?.lastStepAt ?? null,
        lockedUntil: operations.get(channel.id)?.lockedUntil ?? null,
        openedAt: channel.openedAt,
        utilizationPct: channelUtilizationPct(week.routedSats, channel.capacitySats),
      })),
    ),
    nodes: treasuries.flatMap((figures) => nodeConditions(figures, nodes)),
    subscribers: subscribers.conditions,
    incidents: await listIncidentRecords(ctx),
    breaches: await listSlaBreaches(ctx),
    invoices: await listInvoiceRecords(ctx),
    tickets: await listTicketRecords(ctx),
    allocations: await listAllocationRecords(ctx),
    renewals: await listRenewalRecords(ctx),
    complianceRecords: await listComplianceRecordRecords(ctx),
    diffs: await listReconciliationDiffs(ctx),
    contracts: await listContractRecords(ctx),
    webhooks: await listWebhookRecords(ctx),
    apiKeys: await listApiKeyRecords(ctx),
  }
}

async function openOperations(
  ctx: SystemCtx,
): Promise<ReadonlyMap<string, ChannelOperationRecord & { lastStepAt: IsoInstant | null }>> {
  const lastStepAt =
    sql<IsoInstant | null>`(select max(${channelStepTable.at}) from ${channelStepTable}
    where ${channelStepTable.channelId} = ${channelOperationTable.channelId})`.mapWith({
      mapFromDriverValue: (value: string | Date | null) =>
        value === null ? null : toInstant(new Date(value)),
    })
  const rows = await ctx.db
    .select({ ...getTableColumns(channelOperationTable), lastStepAt })
    .from(channelOperationTable)
    .where(inArray(channelOperationTable.status, ['running', 'waiting']))
  return new Map(rows.map((row) => [row.channelId, row]))
}

function leaseConditions(
  ctx: SystemCtx,
  { leases }: TreasuryFigures,
  counterparties: Awaited<ReturnType<typeof listCounterparties>>,
  renewed: ReadonlySet<string>,
): LeaseCondition[] {
  return leases.map((lease) => ({
    lease: { ...lease, status: effectiveLeaseStatus(lease, ctx.clock.now()) },
    lesseeLabel: counterparties.get(lease.id)?.lesseeAlias ?? lease.subscriberId,
    providerLabel: counterparties.get(lease.id)?.providerLabel ?? lease.treasuryId,
    isRenewed: renewed.has(lease.id),
  }))
}

async function loadNodeFacts(ctx: SystemCtx) {
  const [policy, templates, week] = await Promise.all([
    getPlatformPolicy(ctx),
    listPolicyTemplates(ctx),
    sumNodes(ctx, completeDays(ctx.clock.now(), 7)),
  ])
  return {
    policy,
    templates: new Map(templates.map((template) => [template.id, template])),
    week: new Map(week.map((row) => [row.nodeId, row])),
  }
}

function nodeConditions(
  { treasury, nodes }: TreasuryFigures,
  facts: Awaited<ReturnType<typeof loadNodeFacts>>,
): NodeCondition[] {
  const template = facts.templates.get(treasury.policyTemplateId)
  return nodes.map(({ node }) => {
    const week = facts.week.get(node.id)
    return {
      node,
      treasuryName: treasury.name,
      uptimePct: week === undefined ? null : uptimePct(week.onlineSeconds, week.observedSeconds),
      versionState: versionState(node, facts.policy),
      versionStateSince: versionStateSince(node, facts.policy),
      drift: template === undefined ? [] : policyDrift(node, template),
    }
  })
}

async function loadSubscriberConditions(ctx: SystemCtx) {
  const window = completeDays(ctx.clock.now(), SUCCESS_WINDOW_DAYS)
  const figures = await loadSubscriberFigures(ctx)
  const backing = await loadBackingFacts(ctx, window)
  const conditions = figures.map((item): SubscriberCondition => {
    const days = capacityOf(item, backing, window)
    const { metrics, subscriber } = item
    return {
      subscriberId: subscriber.id,
      name: subscriber.name,
      successPct: metrics.paymentSuccess.value,
      htlcAttempts: metrics.paymentSuccess.operands.htlcAttempts ?? 0,
      leasedSats: addSats(days.at(-1)?.leasedSats ?? ZERO_SATS),
      deliveredSats: days.at(-1)?.deliveredSats ?? null,
      daysAboveUsedLimit: daysAboveUsedLimit(days),
    }
  })
  const renewed = new Set(figures.flatMap((item) => [...item.renewedLeaseIds]))
  return { conditions, renewedLeaseIds: renewed }
}
