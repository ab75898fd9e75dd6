import { plainText } from '@/lib/core/fact-text'
import { startOfDay, toInstant, utcDate } from '@/lib/core/time'
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
  /** In BTC and UTC. */
  message: string
  /** The message with its facts, for each reader to be written; null without any. */
  template: string | null
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

interface ConditionInput extends Omit<AlertCondition, 'key' | 'state' | 'since' | 'template'> {
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
  const message = plainText(rest.message)
  return {
    ...rest,
    message,
    template: message === rest.message ? null : rest.message,
    key: `${rest.rule}:${subject}:${rest.audience.organisationId}`,
    since: typeof since === 'string' ? since : toInstant(since),
    state,
  }
}

/**
 * Since when a figure over the last complete days is what it is: they change with the UTC day, so an
 * episode begins with the first day on which it is told.
 */
export function windowSince(now: Date): IsoInstant {
  return startOfDay(utcDate(now))
}
