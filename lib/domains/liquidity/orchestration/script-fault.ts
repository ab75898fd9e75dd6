import 'server-only'
import { eq } from 'drizzle-orm'
import { ForbiddenError, NotFoundError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { lightningFaultTable } from '@/lib/domains/liquidity/channel/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { publish } from '@/lib/platform/live/publish'
import { newId } from '@/lib/platform/new-id'
import type { LightningFault, LightningFaultRecord } from '@/types'
import { assertMaySteer } from './may-steer'

/**
 * An admin of a demo world lets the next operations of a node run into a fault.
 * @throws ForbiddenError `demo_only` on a store without a demo world.
 */
export async function scriptFault(
  ctx: Ctx,
  { nodeId, fault, count }: { nodeId: string; fault: LightningFault; count: number },
): Promise<LightningFaultRecord> {
  assertMaySteer(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const [world] = await tx.db.select({ id: demoWorldTable.id }).from(demoWorldTable)
    if (world === undefined) {
      throw new ForbiddenError('Faults can be scripted in the demo world only.', 'demo_only')
    }
    const [node] = await tx.db.select().from(nodeTable).where(eq(nodeTable.id, nodeId))
    if (node === undefined) throw new NotFoundError('This node')
    const row: LightningFaultRecord = {
      id: newId('lightningFault'),
      nodeId,
      fault,
      remaining: count,
      createdAt: toInstant(tx.clock.now()),
    }
    await tx.db.insert(lightningFaultTable).values(row)
    const subject = { entityType: 'Node', entityId: nodeId }
    await audit(tx, { ...subject, action: 'node.fault_scripted', details: { fault, count } })
    await publish(tx, {
      ...subject,
      organisations: [node.treasuryId],
      change: 'node.fault_scripted',
    })
    return row
  })
}
