import { faker } from '@faker-js/faker/locale/base'
import { numberedId } from '@/lib/core/ids'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { RandomStream } from '@/lib/lightning/random'
import type { ApiKeyRecord, ApiKeyScope, WebhookEvent, WebhookRecord } from '@/types'
import { SUBSCRIBER_PLANS } from '../blueprint/organisations'
import { hexDigits } from '../generators'
import { type Build, nth } from './context'

const KEY_LABELS = ['Production gateway', 'Staging', 'Reporting'] as const
const SCOPES: readonly ApiKeyScope[][] = [['read', 'write'], ['read', 'write', 'receive'], ['read']]
const WEBHOOK_PATHS = ['liquidity', 'operations'] as const
const EVENTS: readonly WebhookEvent[][] = [
  ['capacity-delivered', 'expiry-warning', 'incident'],
  ['incident'],
]

/** 20 keys, with an expired, a never used and a revoked one among those of the first two subscribers. */
export function buildApiKeys(build: Build): ApiKeyRecord[] {
  const random = build.stream('api keys')
  faker.seed(build.seed)
  const keys: ApiKeyRecord[] = []
  for (const [index, plan] of SUBSCRIBER_PLANS.entries()) {
    for (let position = 0; position < plan.keys; position += 1) {
      keys.push(makeKey(build, random, numberedId('sub', index + 1), position, keys.length + 1))
    }
  }
  return keys.map((key) => ({ ...key, ...keyException(build, key.id) }))
}

function makeKey(
  build: Build,
  random: RandomStream,
  subscriberId: string,
  position: number,
  number: number,
): ApiKeyRecord {
  const id = numberedId('key', number)
  return {
    id,
    subscriberId,
    label: nth(KEY_LABELS, position + 1),
    prefix: `frl_${hexDigits(4, build.seed, id)}`,
    scopes: [...nth(SCOPES, position + 1)],
    createdAt: build.ago(random.int(40, 120), random.int(0, 12)),
    expiresAt: position === 1 ? build.ago(-random.int(30, 200)) : null,
    lastUsedAt: build.ago(random.int(0, 4), random.int(1, 20), random.int(0, 59)),
    lastIp: faker.internet.ipv4({ network: 'test-net-3' }),
    revokedAt: null,
  }
}

function keyException(build: Build, id: string): Partial<ApiKeyRecord> {
  switch (id) {
    case 'key_002':
      return { expiresAt: build.ago(12), lastUsedAt: build.ago(13, 5) }
    case 'key_003':
      return { createdAt: build.ago(2, 4), lastUsedAt: null, lastIp: null }
    case 'key_005':
      return { revokedAt: build.ago(20, 6), lastUsedAt: build.ago(21, 2), expiresAt: null }
    case 'key_011':
      return { lastUsedAt: null, lastIp: null }
    default:
      return {}
  }
}

/** 15 endpoints; the second one of the first subscriber was disabled after repeated failures. */
export function buildWebhooks(build: Build): WebhookRecord[] {
  const random = build.stream('webhooks')
  const rows: WebhookRecord[] = []
  for (const [index, plan] of SUBSCRIBER_PLANS.entries()) {
    for (let position = 0; position < plan.webhooks; position += 1) {
      const id = numberedId('hook', rows.length + 1)
      const isDisabled = id === 'hook_002'
      const createdAt = build.ago(random.int(45, 130), random.int(0, 12))
      const disabledAt = build.ago(2, 9)
      const triggeredAt = build.ago(random.int(0, 9), random.int(1, 20), random.int(0, 59))
      rows.push({
        id,
        subscriberId: numberedId('sub', index + 1),
        url: `https://hooks.${plan.domain}.example/flowrate/${nth(WEBHOOK_PATHS, position + 1)}`,
        events: [...nth(EVENTS, position + 1)],
        isActive: !isDisabled,
        failureCount: isDisabled ? 10 : 0,
        lastTriggeredAt: isDisabled ? addMs(disabledAt, -DAY_MS / 2) : triggeredAt,
        disabledAt: isDisabled ? disabledAt : null,
        createdAt,
      })
    }
  }
  return rows
}
