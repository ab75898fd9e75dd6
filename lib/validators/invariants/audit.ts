import { addMs, DAY_MS } from '@/lib/core/time'
import {
  arrayInvariant,
  equalFault,
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import type { Lookup } from '../view'

const AUDIT_DAYS = 30

export const AUDIT_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('auditLogs', /^log_[0-9A-Za-z]{3,}$/),
  uniqueInvariant('auditLogs', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant(
    'auditLogs',
    'recent-instant',
    'It lies in the last 30 days and not in the future',
    ({ timestamp }, lookup): Fault[] => {
      const since = addMs(lookup.now, -AUDIT_DAYS * DAY_MS)
      return [
        ...pastFaults({ timestamp }, lookup),
        ...(timestamp >= since ? [] : [['timestamp', `lies before ${since}`] as const]),
      ]
    },
  ),
  arrayInvariant('auditLogs', 'time-order', 'The log is in order of time', (rows) =>
    rows.flatMap((row, index) => {
      const before = rows[index - 1]
      if (before === undefined || before.timestamp <= row.timestamp) return []
      return [{ id: row.id, field: 'timestamp', message: `lies before that of ${before.id}` }]
    }),
  ),
  rowInvariant(
    'auditLogs',
    'action-form',
    'The action is written entity.verb in lower case',
    ({ action }) =>
      /^[a-z_]+\.[a-z_]+$/.test(action) ? null : ['action', `"${action}" is not entity.verb`],
  ),
  rowInvariant(
    'auditLogs',
    'system-actor',
    'The system acts as "system" and from no address, a user never does',
    ({ actor, ipAddress }): Fault[] => {
      if (actor.type === 'user') {
        return actor.id === 'system' ? [['actor.id', 'is "system" for a user']] : []
      }
      return [
        ...equalFault('actor.id', actor.id, 'system'),
        ...(ipAddress === undefined ? [] : [['ipAddress', 'is present for the system'] as const]),
      ]
    },
  ),
  rowInvariant(
    'auditLogs',
    'reference',
    'A treasury, subscriber, node or lease that it speaks of exists',
    (row, lookup) => {
      const targets = auditTargets(row.entityType, lookup)
      return targets === null ? null : referenceFault('entityId', row.entityId, targets)
    },
  ),
]

function auditTargets(entityType: string, lookup: Lookup): ReadonlyMap<string, unknown> | null {
  const byType: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
    Treasury: lookup.treasuries,
    Subscriber: lookup.subscribers,
    Node: lookup.nodes,
    Lease: lookup.leases,
  }
  return byType[entityType] ?? null
}
