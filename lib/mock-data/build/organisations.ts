import { bech32, bech32m, hex } from '@scure/base'
import { numberedId } from '@/lib/core/ids'
import { addMs, DAY_MS, HOUR_MS } from '@/lib/core/time'
import { INITIAL_POLICY } from '@/lib/platform/policy/rules'
import type {
  ComplianceRecordRecord,
  OrganisationRecord,
  PayoutAddressRecord,
  PlatformPolicyRecord,
  PolicyTemplateRecord,
  SubscriberRecord,
  TreasuryPoolRecord,
  TreasuryRecord,
} from '@/types'
import {
  APPROVED,
  COMPLIANCE_EXCEPTIONS,
  POOL_PLANS,
  SUBSCRIBER_PLANS,
  TREASURY_PLANS,
} from '../blueprint/organisations'
import { hexDigits, pubkeyOf } from '../generators'
import { type Build, btcToSats } from './context'

export interface Organisations {
  organisations: OrganisationRecord[]
  treasuries: TreasuryRecord[]
  payoutAddresses: PayoutAddressRecord[]
  policyTemplates: PolicyTemplateRecord[]
  platformPolicies: PlatformPolicyRecord[]
  subscribers: SubscriberRecord[]
  pools: TreasuryPoolRecord[]
  complianceRecords: ComplianceRecordRecord[]
}

/** The parties: who they are does not depend on the scale. */
export function buildOrganisations(build: Build): Organisations {
  const treasuries = TREASURY_PLANS.map(
    (plan, index): TreasuryRecord => ({
      id: numberedId('trs', index + 1),
      name: plan.name,
      marginBps: plan.marginBps,
      alias: plan.alias,
      isAnonymised: plan.isAnonymised,
      jurisdiction: plan.jurisdiction,
      policyTemplateId: numberedId('tmpl', plan.btc >= 10 ? 1 : 2),
      createdAt: build.ago(plan.createdDaysAgo, -9),
    }),
  )
  const subscribers = SUBSCRIBER_PLANS.map(
    (plan, index): SubscriberRecord => ({
      id: numberedId('sub', index + 1),
      name: plan.name,
      alias: plan.alias,
      jurisdiction: plan.jurisdiction,
      nodeAlias: plan.nodeAlias,
      nodePubkey: pubkeyOf(`subscriber ${index + 1}`, build.seed),
      lastPolicyUpdateAt: build.ago(3 + index * 4, 6),
      createdAt: build.ago(196 - index * 5, -10),
    }),
  )
  return {
    treasuries,
    subscribers,
    organisations: organisationsOf(build, treasuries, subscribers),
    payoutAddresses: payoutAddresses(build, treasuries),
    policyTemplates: POLICY_TEMPLATES.map((template) => ({ ...template })),
    platformPolicies: [platformPolicy(build)],
    pools: POOL_PLANS.map((plan, index) => ({
      id: numberedId('pool', index + 1),
      name: plan.name,
      nickname: plan.nickname,
      treasuryIds: plan.treasuries.map((position) => numberedId('trs', position)),
      minTermDays: plan.minTermDays,
      maxExposureSats: btcToSats(plan.maxExposureBtc),
      jurisdictions: [...plan.jurisdictions],
      createdAt: build.ago(170 - index, -11),
      version: 1,
    })),
    complianceRecords: complianceRecords(build, treasuries, subscribers),
  }
}

const POLICY_TEMPLATES: readonly PolicyTemplateRecord[] = [
  {
    id: 'tmpl_001',
    name: 'Large router',
    baseFeeMsatMin: 0,
    baseFeeMsatMax: 1000,
    feePpmMin: 400,
    feePpmMax: 2000,
    timeLockBlocksMin: 40,
    timeLockBlocksMax: 144,
  },
  {
    id: 'tmpl_002',
    name: 'Small router',
    baseFeeMsatMin: 0,
    baseFeeMsatMax: 1000,
    feePpmMin: 600,
    feePpmMax: 2200,
    timeLockBlocksMin: 40,
    timeLockBlocksMax: 144,
  },
]

function platformPolicy(build: Build): PlatformPolicyRecord {
  return { ...INITIAL_POLICY, version: 1, effectiveFrom: build.ago(199) }
}

function organisationsOf(
  build: Build,
  treasuries: readonly TreasuryRecord[],
  subscribers: readonly SubscriberRecord[],
): OrganisationRecord[] {
  const flowrate: OrganisationRecord = {
    id: 'flowrate',
    kind: 'flowrate',
    name: 'Flowrate',
    jurisdiction: 'CH',
    createdAt: build.ago(199),
  }
  const asOrganisation =
    (kind: 'treasury' | 'subscriber') =>
    ({ id, name, jurisdiction, createdAt }: TreasuryRecord | SubscriberRecord) => ({
      id,
      kind,
      name,
      jurisdiction,
      createdAt,
    })
  return [
    flowrate,
    ...treasuries.map(asOrganisation('treasury')),
    ...subscribers.map(asOrganisation('subscriber')),
  ]
}

/** One verified address each but for the fourth treasury; the first has a second, unverified one. */
function payoutAddresses(
  build: Build,
  treasuries: readonly TreasuryRecord[],
): PayoutAddressRecord[] {
  const rows = treasuries.map((treasury, index) => ({
    treasuryId: treasury.id,
    address: regtestAddress(build.seed, treasury.id, index % 2 === 0 ? 1 : 0),
    verifiedAt: index === 3 ? null : addMs(treasury.createdAt, 2 * DAY_MS + 3 * HOUR_MS),
  }))
  const first = treasuries[0]
  const second =
    first === undefined
      ? []
      : [
          {
            treasuryId: first.id,
            address: regtestAddress(build.seed, `${first.id} second`, 0),
            verifiedAt: null,
          },
        ]
  return [...rows, ...second].map((row, index) => ({ id: numberedId('addr', index + 1), ...row }))
}

/** A regtest address of witness version 0 (bech32) or 1 (bech32m, a 32-byte program). */
function regtestAddress(seed: number, label: string, version: 0 | 1): string {
  const digits = hexDigits(version === 0 ? 40 : 64, seed, 'address', label)
  const coder = version === 0 ? bech32 : bech32m
  return coder.encode('bcrt', [version, ...coder.toWords(hex.decode(digits))])
}

function complianceRecords(
  build: Build,
  treasuries: readonly TreasuryRecord[],
  subscribers: readonly SubscriberRecord[],
): ComplianceRecordRecord[] {
  const random = build.stream('compliance')
  const parties = [
    ...subscribers.map((party) => ({ party, entityType: 'subscriber' as const })),
    ...treasuries.map((party) => ({ party, entityType: 'treasury' as const })),
  ]
  return parties.map(({ party, entityType }, index) => {
    const plan = COMPLIANCE_EXCEPTIONS[party.id] ?? APPROVED
    const [isIdVerified, isAddressVerified, isEntityVerified] = plan.checks
    const isApproved = plan.status === 'approved'
    const updatedAt = isApproved ? addMs(party.createdAt, DAY_MS) : build.ago(2 + index, 5)
    return {
      id: numberedId('kyc', index + 1),
      organisationId: party.id,
      entityType,
      status: plan.status,
      isIdVerified,
      isAddressVerified,
      isEntityVerified,
      documentsReceived: random.int(4, 9),
      riskScore: plan.sanctions === 'fail' ? 84 : random.int(8, isApproved ? 28 : 55),
      sanctionsCheck: plan.sanctions,
      jurisdiction: party.jurisdiction,
      reason: plan.reason,
      updatedAt,
      nextReviewAt: isApproved ? addMs(updatedAt, 365 * DAY_MS) : build.ago(-28 - index),
    }
  })
}
