import { sql } from 'drizzle-orm'
import type { DbCtx } from '@/lib/db/context'

/** Lets the rest of a rolled-back test set the dates of running leases, which the store else refuses. */
export async function unlockTerms(ctx: DbCtx): Promise<void> {
  await ctx.db.execute(sql`alter table lease disable trigger lease_terms_fixed`)
}
