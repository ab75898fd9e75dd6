import { faker } from '@faker-js/faker/locale/base'
import { numberedId } from '@/lib/core/ids'
import { compareText } from '@/lib/core/text'
import { DAY_MS, HOUR_MS, MINUTE_MS, toInstant, toMs } from '@/lib/core/time'
import type { AuditEventRecord } from '@/types'
import { PEOPLE, type Person, SIGNING_IN } from '../blueprint/people'
import type { Build } from '../build/context'
import { hexDigits, pick } from '../generators'
import type { WorldRecords } from '../records'
import type { Happening } from './happening'
import { leaseEvents } from './lease-events'
import { officeEvents } from './office-events'

export const AUDIT_ROWS = 100
const AUDIT_DAYS = 30

/**
 * The last 30 days as the records tell them, exactly 100 rows: the oldest system events are dropped
 * when there are more, sign-ins are added when there are fewer.
 */
export function buildAudit(build: Build, records: WorldRecords): AuditEventRecord[] {
  const since = build.ago(AUDIT_DAYS)
  const told = [...leaseEvents(records), ...officeEvents(records)].filter(
    ({ at }) => at >= since && at <= build.nowIso,
  )
  const happenings = pad(build, trim(told))
  happenings.sort(
    (a, b) =>
      compareText(a.at, b.at) ||
      compareText(a.entityType, b.entityType) ||
      compareText(a.entityId, b.entityId) ||
      compareText(a.action, b.action),
  )
  faker.seed(build.seed + 2)
  const addresses = new Map(
    PEOPLE.map((person) => [person.userId, faker.internet.ipv4({ network: 'test-net-3' })]),
  )
  return happenings.map((happening, index) => toEvent(build, happening, index, addresses))
}

function trim(told: readonly Happening[]): Happening[] {
  let excess = Math.max(0, told.length - AUDIT_ROWS)
  const oldestFirst = [...told].sort((a, b) => compareText(a.at, b.at))
  const kept = oldestFirst.filter((happening) => {
    if (excess === 0 || happening.by !== null) return true
    excess -= 1
    return false
  })
  return kept.slice(-AUDIT_ROWS)
}

function pad(build: Build, told: readonly Happening[]): Happening[] {
  const random = build.stream('sign-ins')
  const people = PEOPLE.filter((person) => SIGNING_IN.includes(person.userId))
  const missing = AUDIT_ROWS - told.length
  const signIns = Array.from({ length: missing }, (): Happening => {
    const person = pick(random, people)
    const dayStart = build.now.getTime() - random.int(1, AUDIT_DAYS - 1) * DAY_MS
    const at = toInstant(dayStart + random.int(7, 17) * HOUR_MS + random.int(0, 59) * MINUTE_MS)
    return {
      at,
      by: person.organisationId,
      action: 'session.opened',
      entityType: 'User',
      entityId: person.userId,
    }
  })
  return [...told, ...signIns]
}

function toEvent(
  build: Build,
  happening: Happening,
  index: number,
  addresses: ReadonlyMap<string, string>,
): AuditEventRecord {
  const id = numberedId('log', index + 1)
  const person = happening.by === null ? null : personOf(happening)
  return {
    id,
    at: toInstant(toMs(happening.at)),
    actorType: person === null ? 'system' : 'user',
    actorId: person?.userId ?? 'system',
    actorName: person?.name ?? 'System',
    organisationId: person?.organisationId ?? null,
    action: happening.action,
    entityType: happening.entityType,
    entityId: happening.entityId,
    fromStatus: happening.from ?? null,
    toStatus: happening.to ?? null,
    reason: happening.reason ?? null,
    details: happening.details ?? {},
    ip: person === null ? null : (addresses.get(person.userId) ?? null),
    requestId: person === null ? null : `req_${hexDigits(12, build.seed, 'request', id)}`,
  }
}

function personOf({ by, entityType, entityId }: Happening): Person {
  const own = PEOPLE.filter((person) => person.organisationId === by)
  const self = own.find((person) => entityType === 'User' && person.userId === entityId)
  const person = self ?? own[0]
  if (person === undefined) throw new RangeError(`Nobody acts for ${String(by)}`)
  return person
}
