import 'server-only'
import { completeDays, utcDate } from '@/lib/core/time'
import { listComplianceRecordRecords } from '@/lib/domains/compliance/record/queries'
import { clearedIds } from '@/lib/domains/compliance/record/rules'
import { listLeaseBackings } from '@/lib/domains/liquidity/lease/queries'
import { listNodeLatestDays, sumNodes } from '@/lib/domains/liquidity/node/queries'
import {
  nodeWarnings,
  policyDrift,
  toNode,
  uptimePct,
  versionState,
} from '@/lib/domains/liquidity/node/rules'
import { listPoolRecords } from '@/lib/domains/liquidity/pool/queries'
import { toTreasuryPool } from '@/lib/domains/liquidity/pool/rules'
import { supplyOf } from '@/lib/domains/liquidity/pool/supply'
import { loadTreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { listPolicyTemplates } from '@/lib/domains/liquidity/treasury/queries'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { Node, TreasuryPool } from '@/types'

/** Nodes of the viewer's treasury with figures and warnings as of now; all for admins. */
export async function listNodes(ctx: Ctx): Promise<Node[]> {
  const now = ctx.clock.now()
  const [figures, policy, templates, week, latest] = await Promise.all([
    loadTreasuryFigures(ctx),
    getPlatformPolicy(ctx),
    listPolicyTemplates(ctx),
    sumNodes(ctx, completeDays(now, 7)),
    listNodeLatestDays(ctx, utcDate(now)),
  ])
  const weekById = new Map(week.map((row) => [row.nodeId, row]))
  const latestById = new Map(latest.map((row) => [row.nodeId, row]))
  const templateById = new Map(templates.map((template) => [template.id, template]))
  return figures.flatMap(({ treasury, nodes }) =>
    nodes.map(({ node, ...sums }) => {
      const template = templateById.get(treasury.policyTemplateId)
      const { onlineSeconds, observedSeconds } = weekById.get(node.id) ?? {
        onlineSeconds: 0,
        observedSeconds: 0,
      }
      return toNode(node, {
        ...sums,
        pingMs: latestById.get(node.id)?.medianPingMs ?? null,
        lastRebalanceAt: latestById.get(node.id)?.lastRebalanceAt ?? null,
        warnings: nodeWarnings(node, {
          versionState: versionState(node, policy),
          drift: template === undefined ? [] : policyDrift(node, template),
          uptimePct: uptimePct(onlineSeconds, observedSeconds),
          now,
        }),
      })
    }),
  )
}

/** All pools with what their treasuries hold and have free: the admins' business alone. */
export async function listTreasuryPools(ctx: Ctx): Promise<TreasuryPool[]> {
  const [pools, figures, policy, backings, compliance] = await Promise.all([
    listPoolRecords(ctx),
    loadTreasuryFigures(ctx),
    getPlatformPolicy(ctx),
    listLeaseBackings(ctx),
    listComplianceRecordRecords(ctx),
  ])
  const now = ctx.clock.now()
  const cleared = clearedIds(compliance, now)
  const supplies = figures.map(({ treasury, nodes, channels, leases }) => ({
    ...supplyOf({
      treasuryId: treasury.id,
      nodes,
      channels: channels.map(({ channel }) => channel),
      leases,
      backings: backings.filter((backing) => backing.treasuryId === treasury.id),
      policy,
      now,
    }),
    isCleared: cleared.has(treasury.id),
  }))
  return pools.map((pool) => toTreasuryPool(pool, supplies))
}
