/** Terms of the field in plain words, at most 40 words each. */
export const GLOSSARY = {
  'inbound-capacity': {
    term: 'Inbound capacity',
    meaning: 'The most bitcoin a node can still receive over its channels before they are full.',
  },
  lease: {
    term: 'Lease',
    meaning:
      'A treasury keeps channel capacity open toward a subscriber for an agreed term and fee.',
  },
  'lease-yield': {
    term: 'Lease yield',
    meaning: 'The fee earned for keeping leased capacity available, counted day by day.',
  },
  'routing-yield': {
    term: 'Routing yield',
    meaning: 'Fees earned when other people’s payments pass through the treasury’s channels.',
  },
  utilization: {
    term: 'Utilization',
    meaning:
      'Routed volume divided by capacity over the chosen window. Above 100 % means that the capacity turned over more than once.',
  },
  'capital-utilisation': {
    term: 'Capital utilisation',
    meaning: 'The share of deployed bitcoin that is leased at this moment.',
  },
  'gross-apy': {
    term: 'Gross APY',
    meaning:
      'Earnings before Flowrate’s margin, scaled to a year and divided by the average deployed bitcoin. Simple, not compounded, and not a promise.',
  },
  'net-apy': {
    term: 'Net APY',
    meaning:
      'Earnings after Flowrate’s margin, scaled to a year and divided by the average deployed bitcoin. Simple, not compounded, and not a promise.',
  },
  'flowrate-margin': {
    term: 'Flowrate margin',
    meaning: 'Flowrate’s share of the fees earned. It is never taken from the principal.',
  },
  ppm: {
    term: 'ppm',
    meaning:
      'Parts per million of the leased amount for the whole term: 1,000 ppm is 0.1 % of the amount.',
  },
  'effective-cost': {
    term: 'Effective cost',
    meaning:
      'The lease fee as parts per million of its size, over the term agreed. Several leases are weighted by size.',
  },
  'annualised-cost': {
    term: 'Annualised cost',
    meaning: 'The effective cost scaled to 365 days, so that leases of different terms compare.',
  },
  'htlc-success': {
    term: 'HTLC success',
    meaning: 'The share of payment attempts through a channel that completed.',
  },
  'base-fee': {
    term: 'Base fee and fee rate',
    meaning:
      'The two parts of a routing fee: a fixed amount in millisatoshis, and a share of the amount in ppm.',
  },
  'local-remote': {
    term: 'Local and remote balance',
    meaning: 'What the treasury can send, and what it can receive, in one channel.',
  },
  rebalance: {
    term: 'Rebalance',
    meaning: 'Moving bitcoin between one’s own channels to restore room in a direction.',
  },
  splicing: {
    term: 'Splicing',
    meaning: 'Making a channel larger or smaller without closing it.',
  },
  'remote-signer': {
    term: 'Remote signer',
    meaning: 'A separate device that holds the keys and approves what the node does.',
  },
  'non-custodial': {
    term: 'Non-custodial',
    meaning:
      'Leased principal stays under the treasury’s own keys, on its own nodes. Flowrate can neither move nor freeze it.',
  },
  'settlement-balance': {
    term: 'Settlement balance',
    meaning: 'Fees and prepayments that Flowrate holds until they are paid out.',
  },
  pool: {
    term: 'Pool',
    meaning: 'A named group of treasuries whose capacity is offered under one policy.',
  },
  exposure: {
    term: 'Exposure',
    meaning: 'All the capacity promised to one lessee at the same time.',
  },
  'risk-tier': {
    term: 'Risk tier',
    meaning: 'Low, medium or high, from the compliance score and the size of the request.',
  },
  'sla-breach': {
    term: 'SLA breach and credit',
    meaning:
      'Service below its agreed target for longer than allowed, and the part of the fee given back for it.',
  },
  'policy-drift': {
    term: 'Policy drift',
    meaning: 'Fee settings of a node or channel that lie outside the recommended template.',
  },
  'delivered-used': {
    term: 'Delivered and used inbound',
    meaning:
      'Delivered is the capacity that was really available on a day; used is the most of it that was taken up.',
  },
  'reconciliation-difference': {
    term: 'Reconciliation difference',
    meaning: 'Two records of the same fact that disagree.',
  },
  'settlement-payout': {
    term: 'Settlement and payout',
    meaning:
      'A settlement is a treasury’s share of a paid invoice; the payout is its transfer to the treasury.',
  },
  deployed: {
    term: 'Deployed BTC',
    meaning: 'All bitcoin on the nodes: the capacity of open channels plus the on-node reserve.',
  },
  'earned-to-date': {
    term: 'Earned to date',
    meaning: 'Lease and routing fees since the first day, after Flowrate’s margin.',
  },
  'active-leases': {
    term: 'Active leases',
    meaning: 'Leases whose term is running at this moment.',
  },
  uptime: {
    term: 'Node uptime',
    meaning:
      'Seconds online divided by seconds observed, over 30 days; the plain average of the nodes.',
  },
  'inbound-leased': {
    term: 'Inbound leased',
    meaning: 'The size of all running leases together.',
  },
  expiring: {
    term: 'Expiring leases',
    meaning: 'Running leases that end within 14 days and have no accepted renewal.',
  },
  'total-supply': {
    term: 'Total supply',
    meaning: 'All bitcoin deployed by the treasuries, each treasury counted once.',
  },
  incident: {
    term: 'Open incidents',
    meaning: 'Faults that were reported or detected and are not resolved yet.',
  },
} as const

export type GlossaryKey = keyof typeof GLOSSARY
