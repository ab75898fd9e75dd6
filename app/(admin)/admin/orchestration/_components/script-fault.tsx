import { listNodeRecords } from '@/lib/domains/liquidity/node/queries'
import { canWrite } from '@/lib/platform/actor'
import { demoPowers } from '@/lib/web/demo-powers'
import type { ViewerCtx } from '@/lib/web/viewer'
import { script } from '../actions'
import { FaultDialog } from './fault-dialog'

/** Only in a demo world, on its own machine: elsewhere the network makes its own faults. */
export async function ScriptFault({ ctx }: { ctx: ViewerCtx }) {
  if (ctx.demoWorld === null || !canWrite(ctx.actor)) return null
  if (!(await demoPowers()).steering) return null
  const nodes = await listNodeRecords(ctx)
  return <FaultDialog nodes={nodes.map(({ id, alias }) => ({ id, alias }))} action={script} />
}
