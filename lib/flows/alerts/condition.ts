import { MONTHS, toInstant, toMs } from '@/lib/core/time'
import type { AlertSeverity, IsoInstant, NotificationCategory, Role } from '@/types'

export interface Audience {
  role: Role
  organisationId: string
}

export const ADMINS: Audience = { role: 'admin', organisationId: 'flowrate' }

export function treasuryAudience(organisationId: string): Audience {
  return { role: 'treasury', organisationId }
}

export function subscriberAudience(organisationId: string): Audience {
  return { role: 'subscriber', organisationId }
}

export interface AlertCondition {
  /** One open episode per key. */
  key: string
  rule: string
  category: NotificationCategory
  severity: AlertSeverity
  title: string
  message: string
  actionLabel: string
  actionUrl: string
  audience: Audience
  /** When the condition began, as far as the facts tell. */
  since: IsoInstant
  /**
   * 'raised' opens an episode; 'held' is inside the hysteresis band: it keeps an open episode open
   * and opens none.
   */
  state: 'raised' | 'held'
}

/** Where a lease is seen and acted upon in one role's area. */
export function leaseUrl(role: Role, leaseId: string): string {
  return `/${role}/leases/${leaseId}`
}

interface ConditionInput extends Omit<AlertCondition, 'key' | 'state' | 'since'> {
  subject: string
  since: IsoInstant | Date
  state?: AlertCondition['state']
}

export function condition({
  subject,
  since,
  state = 'raised',
  ...rest
}: ConditionInput): AlertCondition {
  return {
    ...rest,
    key: `${rest.rule}:${subject}:${rest.audience.organisationId}`,
    since: typeof since === 'string' ? since : toInstant(since),
    state,
  }
}

/** "24 Nov 2026": the UTC day of an instant, as the pages write days. */
export function dayText(at: IsoInstant): string {
  const date = new Date(toMs(at))
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}
