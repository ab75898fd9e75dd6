import { ConflictError } from '@/lib/core/errors'
import { plainText } from '@/lib/core/fact-text'
import { compareText } from '@/lib/core/text'
import type { PoolCheckName } from '@/lib/domains/liquidity/pool/check-rules'
import { splitOverTreasuries, type TreasuryPart } from '@/lib/domains/liquidity/pool/split-rules'
import type { Sats } from '@/types'
import type { AssessedPool } from './assess-market'

type Fresh = Readonly<Record<string, unknown>>

const ROOM: readonly PoolCheckName[] = ['availability', 'pool_exposure', 'platform_exposure']

/**
 * Refuses a size that a pool can't take, inside the locks of all that is looked at.
 * @param checks those of the pool's conditions that matter here; room always does.
 * @throws ConflictError `pool_not_eligible`, `insufficient_availability`, `exposure_exceeded` with the
 * fresh figures.
 */
export function assertFits(
  sizeSats: Sats,
  assessed: AssessedPool,
  {
    checks,
    fresh,
    refusal,
  }: {
    checks: readonly PoolCheckName[]
    fresh: Fresh
    /** The sentence about the conditions that failed. */
    refusal: (reasons: string) => string
  },
): void {
  const failed = assessed.checks.filter(
    ({ check, isBlocking }) => isBlocking && checks.includes(check) && !ROOM.includes(check),
  )
  if (failed.length > 0) {
    const reasons = failed.map(({ label }) => plainText(label)).join('; ')
    throw new ConflictError('pool_not_eligible', refusal(reasons), fresh)
  }
  if (sizeSats > assessed.availableSats) throw notFree(fresh)
  if (sizeSats > assessed.headroomSats) {
    throw new ConflictError(
      'exposure_exceeded',
      'The lessee would hold more than its exposure limit.',
      fresh,
    )
  }
}

/** Over the treasuries that may take new allocations. @throws ConflictError `insufficient_availability`. */
export function partsOf(sizeSats: Sats, assessed: AssessedPool, fresh: Fresh): TreasuryPart[] {
  const cleared = assessed.members.filter((member) => member.isCleared)
  const parts = splitOverTreasuries(sizeSats, cleared)
  if (parts === null) throw notFree(fresh)
  return parts
}

/**
 * A split by hand, by treasury id, as the odd satoshi of a fee goes.
 * @throws ConflictError when one of its treasuries can't give its part.
 */
export function chosenParts(
  split: readonly TreasuryPart[],
  assessed: AssessedPool,
  fresh: Fresh,
): TreasuryPart[] {
  for (const { treasuryId, sizeSats } of split) {
    const member = assessed.members.find((each) => each.treasuryId === treasuryId)
    if (member?.isCleared !== true) {
      throw new ConflictError(
        'pool_not_eligible',
        'A treasury of the split may not take new leases now.',
        fresh,
      )
    }
    if (sizeSats > member.availableSats) throw notFree(fresh)
  }
  return [...split].sort((a, b) => compareText(a.treasuryId, b.treasuryId))
}

function notFree(fresh: Fresh): ConflictError {
  return new ConflictError(
    'insufficient_availability',
    'So much is not free there any more.',
    fresh,
  )
}
