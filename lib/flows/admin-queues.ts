import 'server-only'
import { type Breakdown, cell, column } from '@/lib/core/breakdown'
import { spanInWords } from '@/lib/core/duration'
import { fact } from '@/lib/core/fact-text'
import { ppmText } from '@/lib/core/limits'
import { compareText } from '@/lib/core/text'
import { addMs, DAY_MS, toMs } from '@/lib/core/time'
import { listPayoutRecords } from '@/lib/domains/billing/payout/queries'
import { isOverduePayout } from '@/lib/domains/billing/payout/rules'
import { listReconciliationDiffs } from '@/lib/domains/billing/reconciliation/queries'
import { listComplianceRecordRecords } from '@/lib/domains/compliance/record/queries'
import { listContractRecords } from '@/lib/domains/liquidity/contract/queries'
import { isExpiring, renewedLeaseIds } from '@/lib/domains/liquidity/lease/rules'
import { nodeProblem } from '@/lib/domains/liquidity/node/rules'
import type { PlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { listSubscriberRecords } from '@/lib/domains/liquidity/subscriber/queries'
import { listTicketRecords } from '@/lib/domains/liquidity/ticket/queries'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import { listWebhookRecords } from '@/lib/platform/webhook/queries'
import type { IsoInstant } from '@/types'

export const ADMIN_QUEUES = [
  'new-requests',
  'kyc-pending',
  'expiring-soon',
  'reconciliation',
  'contracts-unsigned',
  'payouts',
  'failed-webhooks',
  'fleet',
] as const
export type AdminQueueName = (typeof ADMIN_QUEUES)[number]

export interface QueueRow {
  id: string
  title: string
  /** Amounts in it are facts. */
  detail: string
  /** Since when it waits, or when it falls due. */
  at: IsoInstant
  /** The lease that the row is about, where it is about one. */
  leaseId?: string
}

export interface AdminQueue {
  name: AdminQueueName
  title: string
  explanation: string
  /** What `at` means: "since" counts age, "due" counts down. */
  timing: 'since' | 'due'
  /** The most pressing first. */
  rows: QueueRow[]
}

const UNSIGNED_MS = 2 * DAY_MS

/**
 * What waits for an admin, in the order of the command center. Figures that were asked for but are not
 * there yet travel with the queues' own lists. Source: functional specification §6.3.
 */
export async function loadAdminQueues(
  ctx: Ctx,
  figuresAsked: PlatformFigures | Promise<PlatformFigures>,
): Promise<AdminQueue[]> {
  const now = ctx.clock.now()
  const [figures, tickets, compliance, diffs, contracts, payouts, webhooks, subscribers, policy] =
    await Promise.all([
      figuresAsked,
      listTicketRecords(ctx),
      listComplianceRecordRecords(ctx),
      listReconciliationDiffs(ctx),
      listContractRecords(ctx),
      listPayoutRecords(ctx),
      listWebhookRecords(ctx),
      listSubscriberRecords(ctx),
      getPlatformPolicy(ctx),
    ])
  const names = new Map([
    ...subscribers.map(({ id, name }) => [id, name] as const),
    ...figures.treasuries.map(({ treasury }) => [treasury.id, treasury.name] as const),
  ])
  const nameOf = (id: string) => names.get(id) ?? id
  const leases = figures.treasuries.flatMap((item) => item.leases)
  const renewed = renewedLeaseIds(leases)
  const unsignedBefore = addMs(now, -UNSIGNED_MS)
  return [
    {
      name: 'new-requests',
      title: 'New subscriber requests',
      explanation: 'Capacity requests that are not fully matched, the oldest first.',
      timing: 'since',
      rows: sorted(
        tickets
          .filter((ticket) => ticket.status === 'pending')
          .map((ticket) => ({
            id: ticket.id,
            title: nameOf(ticket.subscriberId),
            detail: `${fact.amount(ticket.sizeSats)} for ${ticket.termDays} days, ${ticket.priceMinPpm.toLocaleString('en-US')}–${ppmText(ticket.priceMaxPpm)}`,
            at: ticket.createdAt,
          })),
      ),
    },
    {
      name: 'kyc-pending',
      title: 'KYB pending',
      explanation: 'Compliance records that wait for a decision or for documents.',
      timing: 'since',
      rows: sorted(
        compliance
          .filter(({ status }) => status === 'pending' || status === 'resubmit_required')
          .map((record) => ({
            id: record.id,
            title: nameOf(record.organisationId),
            detail: `Risk score ${record.riskScore}, ${record.documentsReceived} documents, sanctions ${record.sanctionsCheck}`,
            at: record.updatedAt,
          })),
      ),
    },
    {
      name: 'expiring-soon',
      title: 'Expiring soon',
      explanation: 'Active leases with 1 to 14 days left and no accepted renewal.',
      timing: 'due',
      rows: sorted(
        leases
          .filter((lease) => isExpiring(lease, now, renewed))
          .map((lease) => ({
            id: lease.id,
            title: `${nameOf(lease.treasuryId)} to ${nameOf(lease.subscriberId)}`,
            detail: `${fact.amount(lease.sizeSats)}`,
            at: lease.endAt,
            leaseId: lease.id,
          })),
      ),
    },
    {
      name: 'reconciliation',
      title: 'Reconciliation differences',
      explanation: 'Two records of the same fact that disagree and are not resolved.',
      timing: 'since',
      rows: sorted(
        diffs
          .filter(({ status }) => status === 'open' || status === 'investigating')
          .map((diff) => ({
            id: diff.id,
            title: `${diff.entityType} ${diff.entityId}`,
            detail: `Expected ${fact.amount(diff.expectedSats)}, found ${fact.amount(diff.actualSats)}`,
            at: diff.openedAt,
          })),
      ),
    },
    {
      name: 'contracts-unsigned',
      title: 'Contracts unsigned for 48 hours',
      explanation: 'Issued contracts that lack a signature after 48 hours.',
      timing: 'since',
      rows: sorted(
        contracts
          .filter(({ status, issuedAt }) => status === 'draft' && issuedAt <= unsignedBefore)
          .map((contract) => ({
            id: contract.id,
            title: `${nameOf(contract.treasuryId)} and ${nameOf(contract.subscriberId)}`,
            detail: `${fact.amount(contract.sizeSats)} for ${contract.termDays} days, ${contract.leaseId}`,
            at: contract.issuedAt,
            leaseId: contract.leaseId,
          })),
      ),
    },
    {
      name: 'payouts',
      title: 'Payouts to approve',
      explanation: 'Scheduled payouts to treasuries that nobody has approved.',
      timing: 'due',
      rows: sorted(
        payouts
          .filter(({ status }) => status === 'scheduled')
          .map((payout) => ({
            id: payout.id,
            title: nameOf(payout.treasuryId),
            detail: isOverduePayout(payout, now)
              ? `${fact.amount(payout.amountSats)}, overdue by ${spanInWords(now.getTime() - toMs(payout.scheduledFor))}`
              : `${fact.amount(payout.amountSats)}`,
            at: payout.scheduledFor,
          })),
      ),
    },
    {
      name: 'failed-webhooks',
      title: 'Failed webhooks',
      explanation: 'Endpoints that were disabled after repeated failures.',
      timing: 'since',
      rows: sorted(
        webhooks
          .filter((webhook) => !webhook.isActive && webhook.failureCount > 0)
          .map((webhook) => ({
            id: webhook.id,
            title: nameOf(webhook.subscriberId),
            detail: `${webhook.failureCount} failures in a row`,
            at: webhook.disabledAt ?? webhook.createdAt,
          })),
      ),
    },
    {
      name: 'fleet',
      title: 'Nodes with problems',
      explanation: 'Nodes that are offline, outdated or without signer quorum.',
      timing: 'since',
      rows: sorted(
        figures.treasuries.flatMap(({ treasury, nodes }) =>
          nodes.flatMap(({ node }) => {
            const problem = nodeProblem(node, policy)
            if (problem === null) return []
            return {
              id: node.id,
              title: `${node.alias}, ${treasury.name}`,
              detail: problem.text,
              at: problem.since,
            }
          }),
        ),
      ),
    },
  ]
}

function sorted(rows: QueueRow[]): QueueRow[] {
  return rows.sort((a, b) => compareText(a.at, b.at) || compareText(a.id, b.id))
}

/** The whole queue as a list with its export. */
export function queueBreakdown(queue: AdminQueue): Breakdown {
  return {
    kpi: queue.name,
    title: queue.title,
    explanation: queue.explanation,
    columns: [
      column('id', 'Id', 'text'),
      column('what', 'What', 'text'),
      column('detail', 'Detail', 'text'),
      column(queue.timing, queue.timing === 'since' ? 'Since' : 'Due', 'instant'),
    ],
    rows: queue.rows.map((row) => ({
      id: row.id,
      cells: [cell.text(row.id), cell.text(row.title), cell.told(row.detail), cell.instant(row.at)],
    })),
    total: [cell.text(`${queue.rows.length} in all`), cell.none, cell.none, cell.none],
  }
}
