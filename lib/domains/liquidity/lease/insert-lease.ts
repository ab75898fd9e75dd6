import 'server-only'
import { ConflictError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { brokenConstraint } from '@/lib/db/transaction'
import type { Ctx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import { leaseTable } from './table'

const WITHIN_DEPLOYED = 'lease_within_deployed'
/** How the store's guard tells its figures, which it read inside its lock; the new lease is promised too. */
const FIGURES = /would promise (\d+) sats of (\d+) deployed/

/**
 * Stores a new lease. @throws ConflictError `insufficient_availability` when the store itself refuses
 * what promises more than the treasury deploys.
 */
export async function insertLease(ctx: Ctx, lease: LeaseRecord): Promise<void> {
  try {
    await ctx.db.insert(leaseTable).values(lease)
  } catch (error) {
    if (brokenConstraint(error) !== WITHIN_DEPLOYED) throw error
    throw overpromised(ctx, lease, error)
  }
}

function overpromised({ actor }: Ctx, { sizeSats }: LeaseRecord, error: unknown): ConflictError {
  const figures = figuresOf(error)
  // What a treasury deploys is no business of a lessee.
  if (figures === null || (actor.kind === 'user' && actor.role === 'subscriber')) {
    const text = `The provider can’t promise ${fact.size(sizeSats)} over this term.`
    return new ConflictError('insufficient_availability', text)
  }
  const { promisedSats, deployedSats } = figures
  return new ConflictError(
    'insufficient_availability',
    `Exceeds by ${fact.gap(promisedSats - deployedSats)}: with this ${fact.size(sizeSats)} the treasury would promise ${fact.size(promisedSats)}, above the limit of the ${fact.size(deployedSats)} that it deploys.`,
    { availableSats: Math.max(0, deployedSats - promisedSats + sizeSats), deployedSats },
  )
}

function figuresOf(error: unknown): { promisedSats: number; deployedSats: number } | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const [, promised, deployed] = FIGURES.exec(cause.message) ?? []
    if (deployed !== undefined)
      return { promisedSats: Number(promised), deployedSats: Number(deployed) }
  }
  return null
}
