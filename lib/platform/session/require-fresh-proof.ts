import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { FRESH_PROOF_SECONDS } from '@/lib/auth/settings'
import { sessionTable } from '@/lib/auth/table'
import { ForbiddenError } from '@/lib/core/errors'
import type { Ctx } from '@/lib/platform/ctx'

/**
 * Guards what binds or can't be undone: the person signed in or gave the password again within the last
 * five minutes of real time, whatever the product clock says.
 * @throws ForbiddenError `reauth_required`; always for a caller without a session.
 */
export async function requireFreshProof(ctx: Ctx): Promise<void> {
  if (await hasFreshProof(ctx)) return
  throw new ForbiddenError('Confirm with your password first.', 'reauth_required')
}

async function hasFreshProof({ db, actor, sessionId }: Ctx): Promise<boolean> {
  if (actor.kind === 'system' || sessionId === undefined) return false
  const provedAt = sql`coalesce(${sessionTable.provedAt}, ${sessionTable.createdAt})`
  const rows = await db
    .select({ id: sessionTable.id })
    .from(sessionTable)
    .where(
      and(
        eq(sessionTable.id, sessionId),
        eq(sessionTable.userId, actor.userId),
        sql`${provedAt} > now() - make_interval(secs => ${FRESH_PROOF_SECONDS})`,
      ),
    )
  return rows.length > 0
}
