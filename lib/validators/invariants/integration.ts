import {
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'

export const API_KEY_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('apiKeys', /^key_\d{3,}$/),
  uniqueInvariant('apiKeys', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant('apiKeys', 'reference', 'Its subscriber exists', (row, { subscribers }) =>
    referenceFault('subscriberId', row.subscriberId, subscribers),
  ),
  rowInvariant(
    'apiKeys',
    'prefix-form',
    'The prefix is frl_ and four characters, eight in all',
    ({ keyPrefix }) =>
      /^frl_[0-9A-Za-z]{4}$/.test(keyPrefix)
        ? null
        : ['keyPrefix', `"${keyPrefix}" is not frl_ and four characters`],
  ),
  rowInvariant(
    'apiKeys',
    'permissions-set',
    'It has at least one permission, each named once',
    ({ permissions }) =>
      permissions.length > 0 && new Set(permissions).size === permissions.length
        ? null
        : ['permissions', 'is empty or names one twice'],
  ),
  rowInvariant(
    'apiKeys',
    'used-after-created',
    'It was created before now, and used after that and before now',
    ({ createdAt, lastUsed }, lookup): Fault[] => [
      ...pastFaults({ createdAt, lastUsed }, lookup),
      ...(lastUsed === undefined || lastUsed >= createdAt
        ? []
        : [['lastUsed', 'lies before createdAt'] as const]),
    ],
  ),
]

export const WEBHOOK_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('webhooks', /^hook_\d{3,}$/),
  uniqueInvariant('webhooks', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant('webhooks', 'reference', 'Its subscriber exists', (row, { subscribers }) =>
    referenceFault('subscriberId', row.subscriberId, subscribers),
  ),
  rowInvariant('webhooks', 'https-url', 'The URL is an https address', ({ url }) =>
    URL.canParse(url) && new URL(url).protocol === 'https:'
      ? null
      : ['url', `"${url}" is not an https address`],
  ),
  rowInvariant(
    'webhooks',
    'events-set',
    'It listens to at least one event, each named once',
    ({ events }) =>
      events.length > 0 && new Set(events).size === events.length
        ? null
        : ['events', 'is empty or names one twice'],
  ),
  rowInvariant(
    'webhooks',
    'secret-hidden',
    'The secret is not shown after creation',
    ({ secret }) => (secret === undefined ? null : ['secret', 'is present']),
  ),
  rowInvariant(
    'webhooks',
    'past-instant',
    'It was last triggered before now',
    ({ lastTriggered }, lookup) => pastFaults({ lastTriggered }, lookup),
  ),
]
