import { fromBtc, mulDiv, sumSats } from '@/lib/core/money'
import { addMonths, addMs, DAY_MS, monthOf, monthWindow, startOfDay } from '@/lib/core/time'
import type { Lease } from '@/types'
import {
  arrayInvariant,
  equalFault,
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  percentFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from './invariant'
import { isWholeSats } from './primitives'
import { feeOf, liveOf, PERIOD_PATTERN, sumBtc } from './treasury-invariants'
import type { RowOf } from './view'

const EXPIRING_DAYS = 14
const DUE_DAYS = 14

const subscriberInvariants: readonly Invariant[] = [
  idPatternInvariant('subscribers', /^sub_\d{3,}$/),
  uniqueInvariant('subscribers', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant(
    'subscribers',
    'percent-range',
    'Payment success lies between 0 and 100',
    ({ paymentSuccessRate }) => percentFaults({ paymentSuccessRate }),
  ),
  rowInvariant(
    'subscribers',
    'inbound-is-sum',
    'Inbound leased is the sum of its active leases',
    (row, { leasesBySubscriber }) =>
      equalFault(
        'inboundLeased',
        row.inboundLeased,
        sumBtc(liveOf(leasesBySubscriber, row.id).map((lease) => lease.size)),
      ),
  ),
  rowInvariant(
    'subscribers',
    'expiring-counted',
    'Expiring leases is the count of active ones with 1 to 14 days left and no renewal',
    (row, { leasesBySubscriber }) => {
      const own = leasesBySubscriber.get(row.id) ?? []
      const expiring = liveOf(leasesBySubscriber, row.id).filter(
        (lease) =>
          lease.daysRemaining >= 1 &&
          lease.daysRemaining <= EXPIRING_DAYS &&
          !isRenewed(lease, own),
      )
      return equalFault('expiringLeases', row.expiringLeases, expiring.length)
    },
  ),
  rowInvariant(
    'subscribers',
    'cost-is-weighted',
    'Effective cost is the size-weighted cost of its active leases, rounded half-up',
    (row, { leasesBySubscriber }) =>
      equalFault(
        'effectiveCostPPM',
        row.effectiveCostPPM,
        blended(liveOf(leasesBySubscriber, row.id)),
      ),
  ),
  rowInvariant(
    'subscribers',
    'fixed-is-sum',
    'Effective fixed cost is the sum of the fees of its active fixed-fee leases',
    (row, { leasesBySubscriber }) =>
      equalFault(
        'effectiveCostFixed',
        row.effectiveCostFixed,
        sumBtc(
          liveOf(leasesBySubscriber, row.id)
            .filter((lease) => lease.feeModel === 'fixed')
            .map((lease) => lease.feeAmount ?? 0),
        ),
      ),
  ),
  rowInvariant(
    'subscribers',
    'peers-are-nodes',
    'Its main peers are aliases of nodes, each named once',
    ({ primaryPeers }, { nodes }): Fault[] => {
      const aliases = new Set([...nodes.values()].map((node) => node.alias))
      const unknown = primaryPeers.filter((alias) => !aliases.has(alias))
      if (unknown.length > 0) return [['primaryPeers', `"${unknown.join()}" is no node`]]
      return new Set(primaryPeers).size === primaryPeers.length
        ? []
        : [['primaryPeers', 'names a peer twice']]
    },
  ),
  rowInvariant(
    'subscribers',
    'channels-cover-leases',
    'It has at least one channel per active lease',
    (row, { leasesBySubscriber }) =>
      row.channelCount >= liveOf(leasesBySubscriber, row.id).length
        ? null
        : ['channelCount', `${row.channelCount} is fewer than its active leases`],
  ),
  rowInvariant(
    'subscribers',
    'past-instant',
    'Its policy was last updated before now',
    ({ lastPolicyUpdate }, lookup) => pastFaults({ lastPolicyUpdate }, lookup),
  ),
]

const ticketInvariants: readonly Invariant[] = [
  idPatternInvariant('demandTickets', /^dmd_\d{3,}$/),
  uniqueInvariant('demandTickets', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant('demandTickets', 'reference', 'Its subscriber exists', (row, { subscribers }) =>
    referenceFault('subscriberId', row.subscriberId, subscribers),
  ),
  rowInvariant(
    'demandTickets',
    'size-range',
    'The size lies between 0.01 and 50 BTC',
    ({ size }) =>
      size >= 0.01 && size <= 50 ? null : ['size', `${size} is not between 0.01 and 50`],
  ),
  rowInvariant('demandTickets', 'term-range', 'The term lies between 1 and 365 days', ({ term }) =>
    term >= 1 && term <= 365 ? null : ['term', `${term} is not between 1 and 365`],
  ),
  rowInvariant(
    'demandTickets',
    'price-band',
    'The price band is 0 ≤ min ≤ max ≤ 100 000 ppm',
    ({ priceMin, priceMax }): Fault[] => [
      ...(priceMin >= 0 && priceMin <= priceMax
        ? []
        : [['priceMin', `${priceMin} is not between 0 and priceMax`] as const]),
      ...(priceMax <= 100_000 ? [] : [['priceMax', `${priceMax} exceeds 100 000`] as const]),
    ],
  ),
  rowInvariant(
    'demandTickets',
    'matched-has-treasury',
    'A matched request names an existing treasury, any other none',
    (row, { treasuries }) => {
      if (row.status !== 'matched') {
        return row.matchedTreasuryId === undefined
          ? null
          : ['matchedTreasuryId', `does not go with ${row.status}`]
      }
      if (row.matchedTreasuryId === undefined) return ['matchedTreasuryId', 'is missing']
      return referenceFault('matchedTreasuryId', row.matchedTreasuryId, treasuries)
    },
  ),
  rowInvariant(
    'demandTickets',
    'past-instant',
    'It was created before now',
    ({ createdAt }, lookup) => pastFaults({ createdAt }, lookup),
  ),
]

const apiKeyInvariants: readonly Invariant[] = [
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

const webhookInvariants: readonly Invariant[] = [
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

const invoiceInvariants: readonly Invariant[] = [
  idPatternInvariant('invoices', /^inv_\d{6}_\d{3,}$/),
  uniqueInvariant('invoices', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  uniqueInvariant(
    'invoices',
    'one-per-period',
    'period',
    'A subscriber has one invoice per month',
    (row) => `${row.subscriberId} ${row.period}`,
  ),
  rowInvariant('invoices', 'reference', 'Its subscriber exists', (row, { subscribers }) =>
    referenceFault('subscriberId', row.subscriberId, subscribers),
  ),
  rowInvariant(
    'invoices',
    'period-form',
    'The period is a closed month, written YYYY-MM and part of the id',
    ({ id, period }, { nowIso }) =>
      PERIOD_PATTERN.test(period) &&
      id.startsWith(`inv_${period.replace('-', '')}_`) &&
      addMonths(period, 1) <= monthOf(nowIso)
        ? null
        : ['period', `"${period}" is not the closed month of ${id}`],
  ),
  rowInvariant(
    'invoices',
    'amount-positive',
    'The amount is above 0: whole satoshis in BTC, whole cents in USD',
    (row) => (isAmount(row) ? null : ['amount', `${row.amount} ${row.currency} is not an amount`]),
  ),
  rowInvariant(
    'invoices',
    'overdue-is-past',
    'An overdue invoice fell due before now, an unpaid one did not',
    (row, { nowIso }) => {
      if (row.status === 'overdue' && row.dueDate >= nowIso) {
        return ['status', `is overdue before ${row.dueDate}`]
      }
      return row.status === 'unpaid' && row.dueDate < nowIso
        ? ['status', `is unpaid after ${row.dueDate}`]
        : null
    },
  ),
  rowInvariant(
    'invoices',
    'due-after-issue',
    'It falls due 14 days after the first of the following month',
    (row) =>
      PERIOD_PATTERN.test(row.period)
        ? equalFault(
            'dueDate',
            row.dueDate,
            addMs(startOfDay(monthWindow(row.period).to), DUE_DAYS * DAY_MS),
          )
        : null,
  ),
  rowInvariant('invoices', 'pdf-path', 'The PDF is a path of the invoice', ({ id, pdfUrl }) =>
    equalFault('pdfUrl', pdfUrl, `/subscriber/invoices/${id}/invoice.pdf`),
  ),
]

const invoiceMonths = arrayInvariant(
  'invoices',
  'three-months-each',
  'Every subscriber has an invoice for each of the same months',
  (rows, { subscribers }) => {
    const periods = [...new Set(rows.map((row) => row.period))]
    const known = new Set(rows.map((row) => `${row.subscriberId} ${row.period}`))
    return [...subscribers.keys()].flatMap((id) =>
      periods
        .filter((period) => !known.has(`${id} ${period}`))
        .map((period) => ({ id, field: 'period', message: `has no invoice for ${period}` })),
    )
  },
)

export const SUBSCRIBER_INVARIANTS: readonly Invariant[] = [
  ...subscriberInvariants,
  ...ticketInvariants,
  ...apiKeyInvariants,
  ...webhookInvariants,
  ...invoiceInvariants,
  invoiceMonths,
]

/** Continued by a lease of the same parties that starts where this one ends. */
function isRenewed(lease: Lease, own: readonly Lease[]): boolean {
  return own.some(
    (other) =>
      other.treasuryId === lease.treasuryId &&
      other.startDate === lease.endDate &&
      other.status !== 'cancelled',
  )
}

function blended(leases: readonly Lease[]): number {
  const size = sumSats(leases.map((lease) => fromBtc(lease.size)))
  if (size === 0) return 0
  const weighted = leases.reduce((sum, lease) => {
    const fee = feeOf(lease)
    const ppm =
      fee === null ? lease.effectiveCostPPM : mulDiv(fee, 1_000_000, fromBtc(lease.size), 'half-up')
    return sum + BigInt(fromBtc(lease.size)) * BigInt(ppm)
  }, 0n)
  return mulDiv(weighted, 1, size, 'half-up')
}

function isAmount({ amount, currency }: RowOf<'invoices'>): boolean {
  if (amount <= 0) return false
  return currency === 'BTC' ? isWholeSats(amount) : Math.round(amount * 100) / 100 === amount
}
