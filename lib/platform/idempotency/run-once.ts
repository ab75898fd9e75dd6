import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import type { UserCtx } from '@/lib/platform/ctx'
import { isForgotten } from './lifetime'
import { idempotencyTable } from './table'

/** Of another request under a key already used. */
export const KEY_REUSED = 'idempotency_key_reused'

export interface OnceKey {
  /** Chosen by the caller, unique within its organisation. */
  key: string
  /** SHA-256 over what is asked for. */
  requestHash: string
}

export interface OnceAnswer {
  status: number
  body: unknown
}

/**
 * Runs a command once per key: key, effect and answer are kept in one transaction, so the same key
 * gets the same answer, at the same time or after a crash, for 24 hours. A command that throws keeps
 * nothing, and may be tried again under its key.
 * @throws AppError 422 `idempotency_key_reused` for another request under a key already used.
 */
export async function runOnce<C extends UserCtx>(
  ctx: C,
  { key, requestHash }: OnceKey,
  run: (ctx: C) => Promise<OnceAnswer>,
): Promise<OnceAnswer & { isReplay: boolean }> {
  const { organisationId } = ctx.actor
  const own = and(
    eq(idempotencyTable.organisationId, organisationId),
    eq(idempotencyTable.key, key),
  )
  return withTransaction(ctx, async (tx) => {
    // A second caller waits here until the first one is through; a forgotten key is taken over.
    const claimed = await tx.db
      .insert(idempotencyTable)
      .values({ organisationId, key, requestHash })
      .onConflictDoUpdate({
        target: [idempotencyTable.organisationId, idempotencyTable.key],
        set: { requestHash, status: null, response: null, createdAt: sql`now()` },
        setWhere: isForgotten,
      })
      .returning({ key: idempotencyTable.key })
    if (claimed.length === 0) {
      const [known] = await tx.db.select().from(idempotencyTable).where(own)
      if (known?.requestHash !== requestHash) throw reused()
      return { status: known.status ?? 200, body: known.response, isReplay: true }
    }
    const answer = await run(tx)
    await tx.db
      .update(idempotencyTable)
      .set({ status: answer.status, response: answer.body })
      .where(own)
    return { ...answer, isReplay: false }
  })
}

function reused(): AppError {
  return new AppError(
    422,
    KEY_REUSED,
    'This Idempotency-Key was used for another request. Choose a new one.',
  )
}
