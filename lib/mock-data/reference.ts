import type { IsoInstant } from '@/types'

export const DEFAULT_SEED = 583

/** "Now" of the exported arrays. */
export const REFERENCE_INSTANT: IsoInstant = '2026-11-20T00:00:00.000Z'

/** Complete days of facts before the world's first day. */
export const FACT_DAYS = 200
