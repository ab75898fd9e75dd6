import 'server-only'
import type { SystemCtx } from '@/lib/platform/ctx'
import { isForgotten } from './lifetime'
import { idempotencyTable } from './table'

/** Removes the keys that are no longer honoured, with the answers that they kept. */
export async function pruneIdempotencyKeys(ctx: SystemCtx): Promise<void> {
  await ctx.db.delete(idempotencyTable).where(isForgotten)
}
