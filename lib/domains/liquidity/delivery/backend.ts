import 'server-only'
import { createMockLightning } from '@/lib/lightning/mock'
import type { LightningPort } from '@/lib/lightning/port'
import type { Ctx } from '@/lib/platform/ctx'
import { demoWorldTable } from '@/lib/platform/demo/table'

/** The seed of the mock, which is all there is behind the port so far. */
export async function lightningSeed(ctx: Pick<Ctx, 'db'>): Promise<number> {
  const [world] = await ctx.db.select({ seed: demoWorldTable.seed }).from(demoWorldTable).limit(1)
  return world?.seed ?? 0
}

export async function lightningOf(ctx: Pick<Ctx, 'db'>): Promise<LightningPort> {
  return createMockLightning(await lightningSeed(ctx))
}
