import type { SeedArrays } from '@/lib/validators/view'

/** One damage per invariant: what is changed, and the record and field that must be named. */
export interface Mutation {
  /** "Entity rule". */
  of: string
  field: string
  /** Damages the arrays in place and returns the id of the record that must be named. */
  damage(arrays: Loose): string
}

type Row = Record<string, unknown> & { id: string }
/** The arrays without their types: damage may be of any kind. */
export type Loose = Record<keyof SeedArrays, Row[]>

type Array = keyof SeedArrays

function find(rows: readonly Row[], test: (row: Row) => boolean): Row {
  const row = rows.find(test)
  if (row === undefined) throw new Error('The world has no record for this damage')
  return row
}

const any = () => true

/** Sets one (possibly nested) field of the first row that fits. */
function set(
  of: string,
  array: Array,
  field: string,
  value: unknown | ((row: Row) => unknown),
  test: (row: Row) => boolean = any,
  named: string = field,
): Mutation {
  return {
    of,
    field: named,
    damage(arrays) {
      const row = find(arrays[array], test)
      const id = String(row.id ?? row.date)
      const path = field.split('.')
      const last = path.pop() ?? field
      const target = path.reduce<Record<string, unknown>>(
        (at, key) => at[key] as Record<string, unknown>,
        row,
      )
      target[last] = typeof value === 'function' ? value(row) : value
      return last === 'id' || last === 'date' ? String(target[last]) : id
    },
  }
}

/** Gives the second row the key of the first. */
function repeat(of: string, array: Array, field: string, more: readonly string[] = []): Mutation {
  return {
    of,
    field,
    damage(arrays) {
      const [first, second] = arrays[array]
      if (first === undefined || second === undefined) throw new Error('Too few rows')
      for (const key of [field, ...more]) second[key] = first[key]
      return String(second.id ?? second.date)
    },
  }
}

const isFixed = (row: Row) => row.feeModel === 'fixed'
const isActive = (row: Row) => row.status === 'active'
const plus = (field: string, amount: number) => (row: Row) => (row[field] as number) + amount
const FUTURE = '2030-01-01T00:00:00.000Z'

export const MUTATIONS: readonly Mutation[] = [
  set('Treasury shape', 'treasuries', 'deployedBTC', '12.5'),
  set('Treasury id-pattern', 'treasuries', 'id', 'treasury-1'),
  repeat('Treasury id-unique', 'treasuries', 'id'),
  set('Treasury percent-range', 'treasuries', 'utilization', 100.01),
  set('Treasury amount-positive', 'treasuries', 'earnedToDate', -0.1),
  set('Treasury gross-at-least-net', 'treasuries', 'netAPY', plus('grossAPY', 0.01)),
  set('Treasury margin-is-difference', 'treasuries', 'flowrateMargin', 0.01),
  set('Treasury deployed-is-node-capacity', 'treasuries', 'deployedBTC', 12.5),
  set('Treasury active-leases-counted', 'treasuries', 'activeLeases', plus('activeLeases', 1)),
  set('Treasury leased-fits-deployed', 'treasuries', 'deployedBTC', 0.00000001),
  set('Treasury uptime-is-mean', 'treasuries', 'averageUptime', 98),
  set('Treasury utilization-is-weighted', 'treasuries', 'utilization', plus('utilization', 0.1)),
  set(
    'Treasury payout-address',
    'treasuries',
    'payoutAddress',
    'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt081',
  ),
  set('Treasury past-instant', 'treasuries', 'createdAt', FUTURE),
  set('Treasury matches-records', 'treasuries', 'name', 'Somebody else'),

  set('Node shape', 'nodes', 'status', 'asleep'),
  set('Node id-pattern', 'nodes', 'id', 'node_1'),
  repeat('Node id-unique', 'nodes', 'id'),
  set('Node reference', 'nodes', 'treasuryId', 'trs_999'),
  set('Node pubkey-point', 'nodes', 'pubkey', `05${'a'.repeat(64)}`),
  repeat('Node pubkey-unique', 'nodes', 'pubkey'),
  set('Node version-form', 'nodes', 'version', '0.19'),
  set('Node outdated-warned', 'nodes', 'warnings', [], (row) => row.version === 'v0.15.5'),
  set('Node trouble-warned', 'nodes', 'warnings', [], (row) => row.status === 'offline'),
  set('Node percent-range', 'nodes', 'uptime', 101),
  set('Node channels-counted', 'nodes', 'channelCount', plus('channelCount', 1)),
  set('Node capacity-holds-channels', 'nodes', 'capacity', 0.001),
  set('Node past-instant', 'nodes', 'lastRebalance', FUTURE),
  set('Node matches-records', 'nodes', 'ping', plus('ping', 1)),

  set('Lease shape', 'leases', 'feeModel', 'flat'),
  set('Lease id-pattern', 'leases', 'id', 'lease-1'),
  repeat('Lease id-unique', 'leases', 'id'),
  set('Lease reference', 'leases', 'subscriberId', 'sub_999'),
  set('Lease size-positive', 'leases', 'size', 0),
  set('Lease end-after-start', 'leases', 'endDate', (row: Row) => row.startDate),
  set('Lease days-remaining', 'leases', 'daysRemaining', plus('daysRemaining', 1)),
  set('Lease fee-by-model', 'leases', 'feeAmount', undefined, isFixed),
  set('Lease amount-positive', 'leases', 'feeAmount', -0.001, isFixed),
  set('Lease effective-cost', 'leases', 'effectiveCostPPM', plus('effectiveCostPPM', 1)),
  set('Lease status-by-dates', 'leases', 'status', 'expired', isActive),
  {
    of: 'Lease alias-per-lessee',
    field: 'lesseeAlias',
    damage({ leases }) {
      const row = leases.at(-1)
      if (row === undefined) throw new Error('No lease')
      row.lesseeAlias = 'Somebody else'
      return row.id
    },
  },
  set('Lease matches-records', 'leases', 'lesseeAlias', 'Somebody else', undefined),

  set('Channel shape', 'channels', 'capacity', 0.123456789),
  set('Channel id-pattern', 'channels', 'id', 'channel_001'),
  repeat('Channel id-unique', 'channels', 'id'),
  set('Channel reference', 'channels', 'nodeId', 'node_999'),
  set('Channel balances-sum', 'channels', 'localBalance', 0.00000001, any, 'capacity'),
  set('Channel amount-positive', 'channels', 'utilization', -1),
  set('Channel percent-range', 'channels', 'htlcSuccessRate', 100.5),
  set(
    'Channel active-needs-node',
    'channels',
    'isActive',
    true,
    (row) => row.nodeId === 'node_003',
  ),
  set('Channel past-instant', 'channels', 'lastUpdated', FUTURE),
  set('Channel matches-records', 'channels', 'peer', 'somebody-else'),

  set('Statement shape', 'statements', 'downloadUrls.pdf', null),
  set('Statement id-pattern', 'statements', 'id', 'stmt_2026-10'),
  repeat('Statement id-unique', 'statements', 'id'),
  repeat('Statement one-per-period', 'statements', 'period', ['treasuryId']),
  set('Statement reference', 'statements', 'treasuryId', 'trs_999'),
  set('Statement period-form', 'statements', 'period', '2026-13'),
  set('Statement gross-is-sum', 'statements', 'grossTotal', 0.5),
  set('Statement net-is-difference', 'statements', 'netTotal', 0.5),
  set('Statement margin-range', 'statements', 'flowrateMargin', -0.00000001),
  set('Statement closed-month', 'statements', 'generatedAt', '2026-01-01T00:00:00.000Z'),
  set('Statement download-paths', 'statements', 'downloadUrls.csv', '/elsewhere.csv'),
  set('Statement matches-records', 'statements', 'generatedAt', '2026-11-19T00:00:00.000Z'),

  set('Subscriber shape', 'subscribers', 'channelCount', 1.5),
  set('Subscriber id-pattern', 'subscribers', 'id', 'sub-1'),
  repeat('Subscriber id-unique', 'subscribers', 'id'),
  set('Subscriber percent-range', 'subscribers', 'paymentSuccessRate', 100.1),
  set('Subscriber inbound-is-sum', 'subscribers', 'inboundLeased', plus('inboundLeased', 1)),
  set('Subscriber expiring-counted', 'subscribers', 'expiringLeases', plus('expiringLeases', 1)),
  set('Subscriber cost-is-weighted', 'subscribers', 'effectiveCostPPM', 1),
  set('Subscriber fixed-is-sum', 'subscribers', 'effectiveCostFixed', 1),
  set('Subscriber peers-are-nodes', 'subscribers', 'primaryPeers', ['NOBODY-01']),
  set('Subscriber channels-cover-leases', 'subscribers', 'channelCount', 0),
  set('Subscriber past-instant', 'subscribers', 'lastPolicyUpdate', FUTURE),
  set('Subscriber matches-records', 'subscribers', 'openIncidents', 9),

  set('DemandTicket shape', 'demandTickets', 'riskTier', 'none'),
  set('DemandTicket id-pattern', 'demandTickets', 'id', 'ticket_001'),
  repeat('DemandTicket id-unique', 'demandTickets', 'id'),
  set('DemandTicket reference', 'demandTickets', 'subscriberId', 'sub_999'),
  set('DemandTicket size-range', 'demandTickets', 'size', 50.1),
  set('DemandTicket term-range', 'demandTickets', 'term', 366),
  set('DemandTicket price-band', 'demandTickets', 'priceMin', plus('priceMax', 1)),
  set(
    'DemandTicket matched-has-treasury',
    'demandTickets',
    'matchedTreasuryId',
    undefined,
    (row) => row.status === 'matched',
  ),
  set('DemandTicket past-instant', 'demandTickets', 'createdAt', FUTURE),
  set('DemandTicket matches-records', 'demandTickets', 'term', 365),

  set('APIKey shape', 'apiKeys', 'permissions', ['delete'], any, 'permissions.0'),
  set('APIKey id-pattern', 'apiKeys', 'id', 'apikey_001'),
  repeat('APIKey id-unique', 'apiKeys', 'id'),
  set('APIKey reference', 'apiKeys', 'subscriberId', 'sub_999'),
  set('APIKey prefix-form', 'apiKeys', 'keyPrefix', 'frl_12abcd'),
  set('APIKey permissions-set', 'apiKeys', 'permissions', []),
  set('APIKey used-after-created', 'apiKeys', 'lastUsed', '2020-01-01T00:00:00.000Z'),
  set('APIKey matches-records', 'apiKeys', 'label', 'Another label'),

  set('Webhook shape', 'webhooks', 'isActive', 'yes'),
  set('Webhook id-pattern', 'webhooks', 'id', 'webhook_001'),
  repeat('Webhook id-unique', 'webhooks', 'id'),
  set('Webhook reference', 'webhooks', 'subscriberId', 'sub_999'),
  set('Webhook https-url', 'webhooks', 'url', 'http://hooks.quayline.example/'),
  set('Webhook events-set', 'webhooks', 'events', []),
  set('Webhook secret-hidden', 'webhooks', 'secret', 'whsec_shown'),
  set('Webhook past-instant', 'webhooks', 'lastTriggered', FUTURE),
  set('Webhook matches-records', 'webhooks', 'isActive', false),

  set('Invoice shape', 'invoices', 'currency', 'EUR'),
  set('Invoice id-pattern', 'invoices', 'id', 'inv_2026-10'),
  repeat('Invoice id-unique', 'invoices', 'id'),
  repeat('Invoice one-per-period', 'invoices', 'period', ['subscriberId']),
  set('Invoice reference', 'invoices', 'subscriberId', 'sub_999'),
  set('Invoice period-form', 'invoices', 'period', '2026-11'),
  set('Invoice amount-positive', 'invoices', 'amount', 0),
  set(
    'Invoice overdue-is-past',
    'invoices',
    'dueDate',
    FUTURE,
    (row) => row.status === 'overdue',
    'status',
  ),
  set('Invoice due-after-issue', 'invoices', 'dueDate', '2026-09-16T00:00:00.000Z'),
  set('Invoice pdf-path', 'invoices', 'pdfUrl', '/invoice.pdf'),
  {
    of: 'Invoice three-months-each',
    field: 'period',
    damage(arrays) {
      const last = arrays.invoices.pop()
      return String(last?.subscriberId)
    },
  },
  set('Invoice matches-records', 'invoices', 'amount', 0.5),

  set('TreasuryPool shape', 'treasuryPools', 'policy.minTerm', 'long'),
  set('TreasuryPool id-pattern', 'treasuryPools', 'id', 'p_001'),
  repeat('TreasuryPool id-unique', 'treasuryPools', 'id'),
  set('TreasuryPool reference', 'treasuryPools', 'treasuryIds', ['trs_999']),
  set('TreasuryPool total-is-deployed', 'treasuryPools', 'totalCapacity', 99),
  set('TreasuryPool available-range', 'treasuryPools', 'availableCapacity', -1),
  set('TreasuryPool policy-range', 'treasuryPools', 'policy.maxExposure', 0),
  set('TreasuryPool matches-records', 'treasuryPools', 'availableCapacity', 0.5),

  set('ComplianceRecord shape', 'complianceRecords', 'kycChecklist.idVerified', 'yes'),
  set('ComplianceRecord id-pattern', 'complianceRecords', 'id', 'kyb_001'),
  repeat('ComplianceRecord id-unique', 'complianceRecords', 'id'),
  repeat('ComplianceRecord one-per-entity', 'complianceRecords', 'entityId'),
  set('ComplianceRecord reference', 'complianceRecords', 'entityType', 'treasury', any, 'entityId'),
  set('ComplianceRecord risk-range', 'complianceRecords', 'riskScore', 101),
  set('ComplianceRecord approved-means-checked', 'complianceRecords', 'sanctionsCheck', 'fail'),
  set('ComplianceRecord past-instant', 'complianceRecords', 'lastUpdated', FUTURE),
  set('ComplianceRecord matches-records', 'complianceRecords', 'documentsReceived', 99),

  set('Contract shape', 'contracts', 'terms.feeStructure', ''),
  set('Contract id-pattern', 'contracts', 'id', 'contract_001'),
  repeat('Contract id-unique', 'contracts', 'id'),
  repeat('Contract one-per-lease', 'contracts', 'leaseId'),
  set('Contract reference', 'contracts', 'leaseId', 'lease_999'),
  set('Contract terms-of-lease', 'contracts', 'terms.duration', 1),
  set('Contract status-of-lease', 'contracts', 'status', 'completed', isActive),
  set('Contract signed-unless-draft', 'contracts', 'signedByTreasury', undefined, isActive),
  set('Contract signed-after-issue', 'contracts', 'signedBySubscriber', '2020-01-01T00:00:00.000Z'),
  set('Contract matches-records', 'contracts', 'issuedAt', '2020-01-01T00:00:00.000Z'),

  set('AuditLog shape', 'auditLogs', 'details', null),
  set('AuditLog id-pattern', 'auditLogs', 'id', 'audit-1'),
  repeat('AuditLog id-unique', 'auditLogs', 'id'),
  set('AuditLog recent-instant', 'auditLogs', 'timestamp', '2026-09-01T00:00:00.000Z'),
  {
    of: 'AuditLog time-order',
    field: 'timestamp',
    damage({ auditLogs }) {
      const row = auditLogs.at(-1)
      if (row === undefined) throw new Error('No log')
      row.timestamp = auditLogs[0]?.timestamp
      return row.id
    },
  },
  set('AuditLog action-form', 'auditLogs', 'action', 'Lease created'),
  set(
    'AuditLog system-actor',
    'auditLogs',
    'ipAddress',
    '203.0.113.9',
    (row) => (row.actor as { type: string }).type === 'system',
  ),
  set(
    'AuditLog reference',
    'auditLogs',
    'entityId',
    'lease_999',
    (row) => row.entityType === 'Lease',
  ),
  set('AuditLog matches-records', 'auditLogs', 'entityType', 'Something'),

  set('Alert shape', 'alerts', 'severity', 'fatal'),
  set('Alert id-pattern', 'alerts', 'id', 'note_001'),
  repeat('Alert id-unique', 'alerts', 'id'),
  set('Alert reference', 'alerts', 'userId', 'trs_999'),
  set('Alert action-complete', 'alerts', 'actionUrl', 'https://elsewhere.example'),
  set('Alert seen-after-created', 'alerts', 'readAt', '2020-01-01T00:00:00.000Z'),
  set('Alert matches-records', 'alerts', 'title', 'Another title'),

  set('YieldDataPoint shape', 'yieldDataPoints', 'date', '2026-02-30', any),
  repeat('YieldDataPoint date-unique', 'yieldDataPoints', 'date'),
  set('YieldDataPoint complete-days', 'yieldDataPoints', 'date', '2026-01-01'),
  set('YieldDataPoint amount-positive', 'yieldDataPoints', 'leaseYield', -0.001),
  set('YieldDataPoint matches-records', 'yieldDataPoints', 'routingYield', 0.5),
]
