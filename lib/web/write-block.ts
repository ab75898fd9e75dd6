import 'server-only'
import { canWrite } from '@/lib/platform/actor'
import type { ViewerCtx } from './viewer'

/** Why this person finds no control that changes anything; undefined for those who may act. */
export function writeBlock(ctx: Pick<ViewerCtx, 'actor'>): string | undefined {
  return canWrite(ctx.actor) ? undefined : 'Viewers can look but not change anything.'
}
