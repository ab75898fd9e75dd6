import type { ListWords } from '@/lib/core/list-words'

/** Under which columns, density and rows per page are remembered. */
export const AUDIT_TABLE = 'admin-audit'

/** The words of the audit log. */
export const AUDIT_WORDS = {
  columns: {
    at: { header: 'Time', sort: 'desc' },
    actor: { header: 'Actor', sort: 'asc' },
    organisation: { header: 'Organisation', sort: 'asc' },
    action: { header: 'Action', sort: 'asc' },
    entity: { header: 'Entity', sort: 'asc' },
    change: { header: 'From → to' },
    reason: { header: 'Reason' },
    ip: { header: 'IP address' },
  },
  filters: {
    date: { kind: 'days', label: 'Date', params: { from: 'from', to: 'to' } },
    actorType: { kind: 'choice', label: 'Actor type', options: { user: 'User', system: 'System' } },
    actor: { kind: 'text', label: 'Actor', placeholder: 'Name or id' },
    action: { kind: 'choice', label: 'Action' },
    entityType: { kind: 'choice', label: 'Entity' },
    entityId: { kind: 'text', label: 'Entity id', placeholder: 'lease_001' },
    organisation: { kind: 'choice', label: 'Organisation' },
    ip: { kind: 'text', label: 'IP address', placeholder: '203.0.113' },
  },
  sort: { by: 'at', descending: true },
} as const satisfies ListWords
