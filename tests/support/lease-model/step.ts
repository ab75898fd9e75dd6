import { expect } from 'vitest'
import { AppError } from '@/lib/core/errors'
import type { DbCtx } from '@/lib/db/context'
import type { LeaseModel } from './model'

/** Does a thing in the product, and in the model when it was taken. */
export type Step = (model: LeaseModel, ctx: DbCtx) => Promise<void>

/** Runs a command of the product. @returns its answer, or null when it was refused as it should be. */
export async function expectOutcome<R>(
  isAllowed: boolean,
  run: () => Promise<R>,
): Promise<R | null> {
  try {
    const answer = await run()
    expect(isAllowed, 'it was taken but should have been refused').toBe(true)
    return answer
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(isAllowed, `refused: ${error.code} ${error.message}`).toBe(false)
    return null
  }
}

export function pick<Row>(rows: Iterable<Row>, index: number): Row | undefined {
  const list = [...rows]
  return list[index % Math.max(1, list.length)]
}
