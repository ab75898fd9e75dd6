import type { ComplianceStatus, SanctionsResult } from '@/types'

export interface TreasuryPlan {
  name: string
  alias: string
  nodePrefix: string
  jurisdiction: string
  btc: number
  marginBps: number
  createdDaysAgo: number
  isAnonymised: boolean
  poolIndex: number
}

/** Five treasuries from half a bitcoin to fifty; each is created inside the days that have facts. */
export const TREASURY_PLANS: readonly TreasuryPlan[] = [
  {
    name: 'Aldermoor Treasury',
    alias: 'Provider Alder',
    nodePrefix: 'ALDERMOOR',
    jurisdiction: 'CH',
    btc: 24.8,
    marginBps: 850,
    createdDaysAgo: 198,
    isAnonymised: false,
    poolIndex: 1,
  },
  {
    name: 'Hollowell Reserve',
    alias: 'Provider Hazel',
    nodePrefix: 'HOLLOWELL',
    jurisdiction: 'DE',
    btc: 12.4,
    marginBps: 900,
    createdDaysAgo: 190,
    isAnonymised: false,
    poolIndex: 2,
  },
  {
    name: 'Kestrelby Family Office',
    alias: 'Provider Larch',
    nodePrefix: 'LARCH',
    jurisdiction: 'SG',
    btc: 48,
    marginBps: 700,
    createdDaysAgo: 185,
    isAnonymised: true,
    poolIndex: 3,
  },
  {
    name: 'Fennick Trust',
    alias: 'Provider Maple',
    nodePrefix: 'FENNICK',
    jurisdiction: 'NL',
    btc: 5.2,
    marginBps: 1000,
    createdDaysAgo: 178,
    isAnonymised: false,
    poolIndex: 4,
  },
  {
    name: 'Saltmere Savings',
    alias: 'Provider Willow',
    nodePrefix: 'SALTMERE',
    jurisdiction: 'PT',
    btc: 0.53,
    marginBps: 1000,
    createdDaysAgo: 172,
    isAnonymised: false,
    poolIndex: 4,
  },
]

export interface SubscriberPlan {
  name: string
  alias: string
  nodeAlias: string
  domain: string
  jurisdiction: string
  isUsd: boolean
  keys: number
  webhooks: number
}

export const SUBSCRIBER_PLANS: readonly SubscriberPlan[] = [
  ['Quayline Exchange', 'Exchange Amber', 'quayline.in', 'quayline', 'CH', 3, 2],
  ['Pennantry Wallet', 'Wallet Basalt', 'pennantry-hub', 'pennantry', 'DE', 3, 2],
  ['Tillbridge Payments', 'Payments Cobalt', 'tillbridge-lnd', 'tillbridge', 'NL', 3, 2],
  ['Orchardgate Exchange', 'Exchange Dolomite', 'orchardgate-1', 'orchardgate', 'GB', 2, 2],
  ['Lumenfold Wallet', 'Wallet Ember', 'lumenfold', 'lumenfold', 'EE', 2, 2],
  ['Harrowpay', 'Payments Flint', 'harrowpay-main', 'harrowpay', 'CA', 2, 2],
  ['Castellane Markets', 'Exchange Garnet', 'castellane-gw', 'castellane', 'US', 2, 1],
  ['Brookminter', 'Wallet Heliodor', 'brookminter-0', 'brookminter', 'SG', 1, 1],
  ['Sundialer Checkout', 'Payments Iolite', 'sundialer', 'sundialer', 'AT', 1, 1],
  ['Verdanto Exchange', 'Exchange Jasper', 'verdanto-ln', 'verdanto', 'BR', 1, 0],
].map(toSubscriberPlan)

function toSubscriberPlan(row: (string | number)[], index: number): SubscriberPlan {
  const [name, alias, nodeAlias, domain, jurisdiction, keys, webhooks] = row
  return {
    name: String(name),
    alias: String(alias),
    nodeAlias: String(nodeAlias),
    domain: String(domain),
    jurisdiction: String(jurisdiction),
    keys: Number(keys),
    webhooks: Number(webhooks),
    isUsd: index === 6 || index === 8,
  }
}

export interface CompliancePlan {
  status: ComplianceStatus
  /** Identity, address, entity. */
  checks: readonly [boolean, boolean, boolean]
  sanctions: SanctionsResult
  reason: string | null
}

export const APPROVED: CompliancePlan = {
  status: 'approved',
  checks: [true, true, true],
  sanctions: 'pass',
  reason: null,
}

/** Yearly re-reviews that are not (or not yet) approved; running leases go on. */
export const COMPLIANCE_EXCEPTIONS: Readonly<Record<string, CompliancePlan>> = {
  sub_006: {
    status: 'pending',
    checks: [true, true, false],
    sanctions: 'pass',
    reason: 'Yearly re-review: new register extract requested',
  },
  sub_008: {
    status: 'resubmit_required',
    checks: [true, false, true],
    sanctions: 'pass',
    reason: 'Yearly re-review: proof of address is older than three months',
  },
  sub_009: {
    status: 'rejected',
    checks: [true, true, true],
    sanctions: 'fail',
    reason: 'Yearly re-review: a beneficial owner appears on a sanctions list',
  },
  sub_010: {
    status: 'pending',
    checks: [true, true, true],
    sanctions: 'pending',
    reason: 'Yearly re-review: sanctions screening is running',
  },
  trs_004: {
    status: 'pending',
    checks: [true, false, true],
    sanctions: 'pass',
    reason: 'Yearly re-review: change of registered office',
  },
}

export interface PoolPlan {
  name: string
  nickname: string
  treasuries: readonly number[]
  minTermDays: number
  maxExposureBtc: number
  jurisdictions: readonly string[]
}

const EUROPE = ['AT', 'CH', 'DE', 'EE', 'FR', 'GB', 'NL', 'PT'] as const

export const POOL_PLANS: readonly PoolPlan[] = [
  {
    name: 'Alpine core',
    nickname: 'Pool Alpine',
    treasuries: [1],
    minTermDays: 30,
    maxExposureBtc: 6,
    jurisdictions: [...EUROPE, 'CA', 'SG', 'US'],
  },
  {
    name: 'Northern reserve',
    nickname: 'Pool Northern',
    treasuries: [2],
    minTermDays: 30,
    maxExposureBtc: 4,
    jurisdictions: [...EUROPE, 'SG', 'US'],
  },
  {
    name: 'Harbour large',
    nickname: 'Pool Harbour',
    treasuries: [3],
    minTermDays: 60,
    maxExposureBtc: 10,
    jurisdictions: ['CA', 'CH', 'DE', 'GB', 'NL', 'SG', 'US'],
  },
  {
    name: 'Lowland small',
    nickname: 'Pool Lowland',
    treasuries: [4, 5],
    minTermDays: 30,
    maxExposureBtc: 2.5,
    jurisdictions: [...EUROPE],
  },
  {
    name: 'Blended',
    nickname: 'Pool Blended',
    treasuries: [1, 3, 4],
    minTermDays: 90,
    maxExposureBtc: 10,
    jurisdictions: ['CH', 'DE', 'NL', 'SG'],
  },
]

/** Nodes of the wider network that the treasuries route to. */
export const NETWORK_PEERS: readonly string[] = [
  'amberhop',
  'bridgewalk-routing',
  'cinderlight',
  'deepwell.ln',
  'eastmere-router',
  'farpoint-hub',
  'gullwing-0',
  'hightide-node',
  'inkstone',
  'juniper-relay',
  'knotwork',
  'lanternway',
  'millrace-3',
  'northlight-ln',
  'oxbow-liquidity',
  'pinegap',
  'quicksilver-hop',
  'ridgeway-ln',
]
