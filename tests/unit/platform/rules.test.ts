import { describe, expect, it } from 'vitest'
import { apiKeyStatus, toApiKey } from '@/lib/platform/api-key/rules'
import { toAuditLog } from '@/lib/platform/audit/rules'
import { toAlert } from '@/lib/platform/notification/rules'
import { toWebhook } from '@/lib/platform/webhook/rules'
import type { ApiKeyRecord, NotificationRecord } from '@/types'

const NOW = new Date('2026-11-20T00:00:00.000Z')
const key: ApiKeyRecord = {
  id: 'key_001',
  subscriberId: 'sub_001',
  label: 'Gateway',
  prefix: 'frl_12ab',
  scopes: ['pay', 'write', 'read'],
  createdAt: '2026-10-01T00:00:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
  lastIp: null,
  revokedAt: null,
}

describe('an API key', () => {
  it('is revoked before it is expired, and expires at its instant', () => {
    const at = NOW.toISOString()
    expect(apiKeyStatus(key, NOW)).toBe('active')
    expect(apiKeyStatus({ ...key, expiresAt: at }, NOW)).toBe('expired')
    expect(apiKeyStatus({ ...key, expiresAt: at, revokedAt: at }, NOW)).toBe('revoked')
  })

  it('shows read and write of its scopes, and no last use when there was none', () => {
    expect(toApiKey(key)).toEqual({
      id: 'key_001',
      subscriberId: 'sub_001',
      label: 'Gateway',
      keyPrefix: 'frl_12ab',
      createdAt: key.createdAt,
      permissions: ['read', 'write'],
    })
  })
})

describe('a webhook', () => {
  it('never shows a secret', () => {
    const shown = toWebhook({
      id: 'hook_001',
      subscriberId: 'sub_001',
      url: 'https://hooks.example/',
      events: ['incident'],
      isActive: true,
      failureCount: 0,
      lastTriggeredAt: null,
      disabledAt: null,
      createdAt: key.createdAt,
    })
    expect(shown).not.toHaveProperty('secret')
    expect(shown).not.toHaveProperty('lastTriggered')
  })
})

describe('an audit row', () => {
  it('tells states and reason among its details', () => {
    const shown = toAuditLog({
      id: 'log_001',
      at: NOW.toISOString(),
      actorType: 'system',
      actorId: 'system',
      actorName: 'System',
      organisationId: null,
      action: 'lease.expired',
      entityType: 'Lease',
      entityId: 'lease_001',
      fromStatus: 'active',
      toStatus: 'expired',
      reason: null,
      details: { sizeSats: 1 },
      ip: null,
      requestId: null,
    })
    expect(shown.details).toEqual({ sizeSats: 1, fromStatus: 'active', toStatus: 'expired' })
    expect(shown).not.toHaveProperty('ipAddress')
  })
})

describe('an alert', () => {
  const record: NotificationRecord = {
    id: 'alert_001',
    dedupeKey: 'k',
    rule: 'r',
    category: 'lease',
    severity: 'info',
    title: 'T',
    message: 'M',
    template: null,
    actionLabel: null,
    actionUrl: null,
    audience: 'treasury',
    organisationId: 'trs_001',
    createdAt: NOW.toISOString(),
    resolvedAt: null,
  }

  it('belongs to the organisation and carries what its viewer did', () => {
    expect(toAlert(record, null)).toMatchObject({ userId: 'trs_001', userType: 'treasury' })
    expect(toAlert(record, null)).not.toHaveProperty('readAt')
    const seen = toAlert(record, { readAt: NOW.toISOString(), dismissedAt: null })
    expect(seen.readAt).toBe(NOW.toISOString())
    expect(seen).not.toHaveProperty('dismissedAt')
  })
})
