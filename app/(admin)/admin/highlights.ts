import type { Highlight } from '@/components/liquidity/highlights'
import { plural } from '@/components/shared/format'
import { daysLeft } from '@/lib/core/time'
import { versionState } from '@/lib/domains/liquidity/node/rules'
import type { AdminQueue, AdminQueueName } from '@/lib/flows/admin-queues'
import type { ApiKeyRecord, NodeRecord, PlatformPolicyRecord, TreasuryRecord } from '@/types'

const WARNING_DAYS = 14

export interface AdminCases {
  queues: readonly AdminQueue[]
  treasuries: readonly {
    treasury: Pick<TreasuryRecord, 'name' | 'alias' | 'isAnonymised'>
    deployedSats: number | null
    nodes: readonly { node: NodeRecord }[]
  }[]
  apiKeys: readonly ApiKeyRecord[]
  policy: PlatformPolicyRecord
  now: Date
}

/** The special cases that the platform's data shows now. Source: functional specification §11. */
export function adminHighlights(cases: AdminCases): Highlight[] {
  return [
    ...leaseAtTheLimit(cases),
    ...openDifference(cases),
    ...outdatedNodes(cases),
    ...offlineNode(cases),
    ...anonymisedTreasury(cases),
    ...disabledWebhook(cases),
    ...exceptionalKeys(cases),
  ]
}

function rowsOf({ queues }: AdminCases, name: AdminQueueName) {
  return queues.find((queue) => queue.name === name)?.rows ?? []
}

function leaseAtTheLimit(cases: AdminCases): Highlight[] {
  const row = rowsOf(cases, 'expiring-soon').find(
    ({ at }) => daysLeft(at, cases.now) === WARNING_DAYS,
  )
  if (row === undefined) return []
  return [
    {
      name: 'lease-at-14-days',
      title: `${row.id}: exactly ${WARNING_DAYS} days left`,
      text: [
        { told: row.detail },
        `, ${row.title}, until `,
        { at: row.at },
        '; it entered this queue today.',
      ],
      href: '/admin/queues/expiring-soon',
    },
  ]
}

function openDifference(cases: AdminCases): Highlight[] {
  const [row] = rowsOf(cases, 'reconciliation')
  if (row === undefined) return []
  return [
    {
      name: 'reconciliation-open',
      title: `Difference ${row.id}: two records disagree`,
      text: [{ told: row.detail }, ` for ${row.title}, open since `, { at: row.at }, '.'],
      href: '/admin/queues/reconciliation',
    },
  ]
}

function outdatedNodes({ treasuries, policy }: AdminCases): Highlight[] {
  const nodes = treasuries
    .flatMap((item) => item.nodes.map(({ node }) => node))
    .filter((node) => versionState(node, policy) === 'outdated')
  const [node] = nodes
  if (node === undefined) return []
  const { floor } = node.implementation === 'cln' ? policy.cln : policy.lnd
  return [
    {
      name: 'node-outdated',
      title: `Node ${node.alias}: below the version floor`,
      text: [
        `Runs ${node.version}, the floor is ${floor}; ${plural(nodes.length, 'node takes', 'nodes take')} no new allocations for that reason.`,
      ],
      href: '/admin/queues/fleet',
    },
  ]
}

function offlineNode({ treasuries }: AdminCases): Highlight[] {
  for (const { treasury, nodes } of treasuries) {
    const node = nodes.find((each) => each.node.status === 'offline')?.node
    if (node === undefined) continue
    return [
      {
        name: 'node-offline',
        title: `Node ${node.alias}: offline`,
        text: [`${treasury.name}’s node has not answered since `, { at: node.statusSince }, '.'],
        href: '/admin/queues/fleet',
      },
    ]
  }
  return []
}

function anonymisedTreasury({ treasuries }: AdminCases): Highlight[] {
  const item = treasuries.find(({ treasury }) => treasury.isAnonymised)
  if (item === undefined) return []
  const { treasury, deployedSats } = item
  return [
    {
      name: 'anonymised-treasury',
      title: `${treasury.name}: named to you alone`,
      text: [
        `Subscribers lease from it under the name of a pool or as “${treasury.alias}”; it supplies `,
        { sats: deployedSats ?? 0 },
        '.',
      ],
      href: '/admin/kpi/total-supply',
    },
  ]
}

function disabledWebhook(cases: AdminCases): Highlight[] {
  const [row] = rowsOf(cases, 'failed-webhooks')
  if (row === undefined) return []
  return [
    {
      name: 'webhook-disabled',
      title: `Webhook ${row.id}: disabled`,
      text: [`${row.title}: ${row.detail}, switched off on `, { at: row.at }, '.'],
      href: '/admin/queues/failed-webhooks',
    },
  ]
}

function exceptionalKeys({ apiKeys, now }: AdminCases): Highlight[] {
  const nowIso = now.toISOString()
  const revoked = apiKeys.filter(({ revokedAt }) => revokedAt !== null)
  const expired = apiKeys.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= nowIso)
  const unused = apiKeys.filter(({ lastUsedAt }) => lastUsedAt === null)
  if (revoked.length === 0 || expired.length === 0 || unused.length === 0) return []
  return [
    {
      name: 'keys-exceptional',
      title: 'API keys: expired, revoked, never used',
      text: [
        `${expired.length} expired, ${revoked.length} revoked and ${unused.length} never used of ${plural(apiKeys.length, 'key', 'keys')}; the log tells when the recent ones were created or revoked.`,
      ],
      href: '/admin/audit?entityType=APIKey',
    },
  ]
}
