import { toMs } from '@/lib/core/time'
import { API_KEY_PERMISSIONS, type APIKey, type ApiKeyRecord } from '@/types'

export const API_KEY_STATUSES = ['active', 'expired', 'revoked'] as const
export type ApiKeyStatus = (typeof API_KEY_STATUSES)[number]

/** Revoked wins over expired; a key expires at its instant. Source: concepts §2, ApiKey. */
export function apiKeyStatus(
  key: Pick<ApiKeyRecord, 'revokedAt' | 'expiresAt'>,
  now: Date,
): ApiKeyStatus {
  if (key.revokedAt !== null && toMs(key.revokedAt) <= now.getTime()) return 'revoked'
  if (key.expiresAt !== null && toMs(key.expiresAt) <= now.getTime()) return 'expired'
  return 'active'
}

/** Record → the seed's APIKey; permissions = scopes ∩ {read, write}. Source: §2. */
export function toApiKey(record: ApiKeyRecord): APIKey {
  return {
    id: record.id,
    subscriberId: record.subscriberId,
    label: record.label,
    keyPrefix: record.prefix.slice(0, 8),
    createdAt: record.createdAt,
    ...(record.lastUsedAt === null ? {} : { lastUsed: record.lastUsedAt }),
    permissions: API_KEY_PERMISSIONS.filter((permission) => record.scopes.includes(permission)),
  }
}
