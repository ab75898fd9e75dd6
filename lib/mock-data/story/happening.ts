import type { IsoInstant } from '@/types'

/** What happened, before it is known who did it from where. */
export interface Happening {
  at: IsoInstant
  /** An organisation (one of its people acted), or null for the system. */
  by: string | null
  action: string
  entityType: string
  entityId: string
  from?: string
  to?: string
  reason?: string
  details?: Record<string, unknown>
}
