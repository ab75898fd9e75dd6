import { ConflictError } from '@/lib/core/errors'
import { fact, withoutMarks } from '@/lib/core/fact-text'
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
    reader,
  }: {
    checks: readonly PoolCheckName[]
    fresh: Fresh
    /** The sentence about the conditions that failed. */
    refusal: (reasons: string) => string
    /** What a lessee holds is the desk's business alone. */
    reader: 'desk' | 'treasury'
  },
): void {
  const failed = assessed.checks.filter(
    ({ check, isBlocking }) => isBlocking && checks.includes(check) && !ROOM.includes(check),
  )
  if (failed.length > 0) {
    const reasons = failed.map(({ label }) => label).join('; ')
    throw new ConflictError('pool_not_eligible', refusal(reasons), fresh)
  }
  if (sizeSats > assessed.availableSats) {
    throw notFree(moreThan(sizeSats, assessed.availableSats, 'that are free'), fresh)
  }
  if (sizeSats > assessed.headroomSats) {
    const text =
      reader === 'desk' ? exposureText(sizeSats, assessed) : 'The lessee can’t take this much.'
    throw new ConflictError('exposure_exceeded', text, fresh)
  }
}

/** Of the two limits the stricter one. */
function exposureText(sizeSats: Sats, assessed: AssessedPool): string {
  const { pool, poolExposureSats, platformExposureSats, platformLimitSats } = assessed
  const ofPool = {
    held: poolExposureSats,
    limit: pool.maxExposureSats,
    where: `of ${withoutMarks(pool.name)}`,
  }
  const ofAll = { held: platformExposureSats, limit: platformLimitSats, where: 'of the platform' }
  const isPool = ofPool.limit - ofPool.held <= ofAll.limit - ofAll.held
  const { held, limit, where } = isPool ? ofPool : ofAll
  const after = held + sizeSats
  return `Exceeds by ${fact.gap(after - limit)}: the lessee would hold ${fact.size(after)}, above the limit ${where} for one lessee, ${fact.size(limit)}.`
}

/** "Exceeds by 1 sat: 0.30000001 BTC is more than the 0.3 BTC that are free." */
export function moreThan(sizeSats: number, limitSats: number, what: string): string {
  return `Exceeds by ${fact.gap(sizeSats - limitSats)}: ${fact.size(sizeSats)} is more than the ${fact.size(limitSats)} ${what}.`
}

/** Over the treasuries that may take new allocations. @throws ConflictError `insufficient_availability`. */
export function partsOf(
  sizeSats: Sats,
  assessed: AssessedPool,
  { leastSats, fresh }: { leastSats: Sats; fresh: Fresh },
): TreasuryPart[] {
  const cleared = assessed.members.filter((member) => member.isCleared)
  const parts = splitOverTreasuries(sizeSats, cleared, leastSats)
  if (parts !== null) return parts
  throw notFree(
    `${fact.size(sizeSats)} can’t be split over the treasuries into parts of at least ${fact.size(leastSats)}.`,
    fresh,
  )
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
        `Treasury ${treasuryId} of the split may not take new leases now.`,
        fresh,
      )
    }
    if (sizeSats > member.availableSats) {
      throw notFree(moreThan(sizeSats, member.availableSats, `that ${treasuryId} has free`), fresh)
    }
  }
  return [...split].sort((a, b) => compareText(a.treasuryId, b.treasuryId))
}

function notFree(text: string, fresh: Fresh): ConflictError {
  return new ConflictError('insufficient_availability', text, fresh)
}
