import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { isConnectionLost, OutcomeUnknownError } from './availability'
import type { Database, DbCtx } from './context'
import { insideTransaction, openTransaction, shared } from './shared'

const MAX_RETRIES = 8
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'

/**
 * Runs `run` in one READ COMMITTED transaction, with `ctx.db` bound to it. Inside another one it
 * becomes a savepoint. A serialization failure or deadlock starts it again, up to eight times.
 * @throws Error when called inside a transaction with a handle that is not this transaction's.
 */
export async function withTransaction<C extends DbCtx, R>(
  ctx: C,
  run: (ctx: C) => Promise<R>,
): Promise<R> {
  const outer = openTransaction()
  if (outer !== undefined) {
    if (outer.db !== ctx.db)
      throw new Error('Inside a transaction only its own ctx.db may be used.')
    return begin(ctx, run, outer.afterCommit)
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      const afterCommit = new Set<() => void>()
      const result = await begin(ctx, run, afterCommit)
      for (const hook of afterCommit) hook()
      return result
    } catch (error) {
      if (attempt === MAX_RETRIES || !isRetryable(error)) throw error
      await wait(jitterMs(attempt))
    }
  }
}

async function begin<C extends DbCtx, R>(
  ctx: C,
  run: (ctx: C) => Promise<R>,
  afterCommit: Set<() => void>,
): Promise<R> {
  let isCommitting = false
  try {
    return await ctx.db.transaction(async (tx) => {
      const db: Database = tx
      const result = await insideTransaction(db, () => run({ ...ctx, db }), afterCommit)
      isCommitting = true
      return result
    })
  } catch (error) {
    // The commit may have arrived although its answer did not.
    const isCutShort = isConnectionLost(error) || shared().stopped !== undefined
    if (isCommitting && isCutShort) throw new OutcomeUnknownError(error)
    throw error
  }
}

/**
 * Runs `hook` once the running transaction is committed, never when it is rolled back; outside of one,
 * at once. For hints to this process alone: what must happen goes into the transaction itself.
 */
export function onCommit(hook: () => void): void {
  const open = openTransaction()
  if (open === undefined) hook()
  else open.afterCommit.add(hook)
}

function isRetryable(error: unknown): boolean {
  const code = sqlState(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK
}

/** The five-character code of a failed statement, or null for any other error. */
export function sqlState(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^[0-9A-Z]{5}$/.test(cause.code)) {
      return cause.code
    }
  }
  return null
}

/** The constraint that a failed statement broke, or null for any other error. */
export function brokenConstraint(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('constraint' in cause && typeof cause.constraint === 'string') return cause.constraint
  }
  return null
}

function jitterMs(attempt: number): number {
  return Math.random() * Math.min(200, 5 * 2 ** attempt)
}
