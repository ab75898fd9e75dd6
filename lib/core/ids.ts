/** Prefixes of the opaque ids; an id is the prefix, "_" and at least three digits or letters. */
export const ID_PREFIXES = {
  treasury: 'trs',
  node: 'node',
  lease: 'lease',
  channel: 'chan',
  statement: 'stmt',
  subscriber: 'sub',
  ticket: 'dmd',
  apiKey: 'key',
  webhook: 'hook',
  invoice: 'inv',
  pool: 'pool',
  compliance: 'kyc',
  contract: 'ctr',
  auditEvent: 'log',
  notification: 'alert',
  incident: 'inc',
  diff: 'diff',
  payout: 'pay',
  allocation: 'alloc',
  renewal: 'ren',
  breach: 'sla',
  backing: 'back',
  payoutAddress: 'addr',
  policyTemplate: 'tmpl',
  channelOperation: 'op',
  lightningFault: 'fault',
  earlyEnd: 'end',
} as const

export type IdPrefix = (typeof ID_PREFIXES)[keyof typeof ID_PREFIXES]

/** "lease", 7 → "lease_007"; grows past 999. */
export function numberedId(prefix: IdPrefix, index: number): string {
  return `${prefix}_${String(index).padStart(3, '0')}`
}

/** Accepts the prefix followed by three or more letters, digits or underscores. */
export function idPattern(prefix: IdPrefix): RegExp {
  return new RegExp(`^${prefix}_[0-9A-Za-z_]{3,}$`)
}
