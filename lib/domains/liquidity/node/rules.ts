import { addSats, sumSats, toBtc } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import { compareVersions } from '@/lib/core/semver'
import { DAY_MS, HOUR_MS, toMs } from '@/lib/core/time'
import type {
  ChannelRecord,
  IsoInstant,
  Node,
  NodeRecord,
  PlatformPolicyRecord,
  PolicyTemplateRecord,
  Sats,
} from '@/types'
import { isStandingChannel } from '../channel/rules'

export const VERSION_STATES = ['ok', 'advisory', 'outdated'] as const
export type VersionState = (typeof VERSION_STATES)[number]

export interface DriftedSetting {
  setting: 'base fee' | 'fee rate' | 'time lock'
  value: number
  min: number
  max: number
}

/** What a node's channels and daily facts add up to. */
export interface NodeSummary {
  capacitySats: Sats
  channelCount: number
  /** Sums of the last 30 complete days. */
  onlineSeconds: number
  observedSeconds: number
  /** Median of the last complete day; null without facts. */
  pingMs: number | null
  lastRebalanceAt: IsoInstant | null
  warnings: readonly string[]
}

export interface WarningInputs {
  versionState: VersionState
  drift: readonly string[]
  /** Uptime of the last 7 complete days in percent; null without facts. */
  uptimePct: number | null
  now: Date
}

/** Online ÷ observed seconds × 100, two decimals; null when nothing was observed. Source: §4, "Uptime". */
export function uptimePct(onlineSeconds: number, observedSeconds: number): number | null {
  return percentOf(onlineSeconds, observedSeconds)
}

/** Σ capacity of channels not closed or failed + on-node reserve. Source: §4, "Node capacity". */
export function nodeCapacitySats(
  channels: readonly Pick<ChannelRecord, 'capacitySats' | 'state'>[],
  reserveSats: Sats,
): Sats {
  const standing = channels.filter((channel) => isStandingChannel(channel.state))
  return addSats(sumSats(standing.map((channel) => channel.capacitySats)), reserveSats)
}

/** Fee settings outside the template's bands (bounds included). Source: §2, PolicyTemplate. */
export function driftedSettings(
  node: Pick<NodeRecord, 'baseFeeMsat' | 'feePpm' | 'timeLockBlocks'>,
  template: PolicyTemplateRecord,
): DriftedSetting[] {
  const settings: DriftedSetting[] = [
    {
      setting: 'base fee',
      value: node.baseFeeMsat,
      min: template.baseFeeMsatMin,
      max: template.baseFeeMsatMax,
    },
    { setting: 'fee rate', value: node.feePpm, min: template.feePpmMin, max: template.feePpmMax },
    {
      setting: 'time lock',
      value: node.timeLockBlocks,
      min: template.timeLockBlocksMin,
      max: template.timeLockBlocksMax,
    },
  ]
  return settings.filter(({ value, min, max }) => value < min || value > max)
}

/** Names of the fee settings outside the template; empty for a match. */
export function policyDrift(
  node: Pick<NodeRecord, 'baseFeeMsat' | 'feePpm' | 'timeLockBlocks'>,
  template: PolicyTemplateRecord,
): string[] {
  return driftedSettings(node, template).map(({ setting }) => setting)
}

/**
 * Below the floor: outdated; below the advisory: advisory. Numeric segments, a pre-release suffix is
 * ignored; an implementation without floors is ok. Source: functional specification §9 #9.
 */
export function versionState(
  node: Pick<NodeRecord, 'implementation' | 'version'>,
  policy: Pick<PlatformPolicyRecord, 'lnd' | 'cln'>,
): VersionState {
  if (node.implementation === 'other') return 'ok'
  const { floor, advisory } = policy[node.implementation]
  const version = releaseOf(node.version)
  if (compareVersions(version, releaseOf(floor)) < 0) return 'outdated'
  return compareVersions(version, releaseOf(advisory)) < 0 ? 'advisory' : 'ok'
}

function releaseOf(version: string): string {
  return /^v?\d+(?:\.\d+)*/i.exec(version.trim())?.[0] ?? version
}

/** Present remote signers reach the quorum. Source: §2, "Node.hasSigner = quorum met". */
export function hasSignerQuorum(
  node: Pick<NodeRecord, 'signerQuorumRequired' | 'signerQuorumPresent'>,
): boolean {
  return node.signerQuorumPresent >= node.signerQuorumRequired
}

/** Since when the signers present are as they are. */
export function signersSince(node: Pick<NodeRecord, 'signerSince' | 'createdAt'>): IsoInstant {
  return node.signerSince ?? node.createdAt
}

/** Since when the fee settings are as they are. */
export function policySince(node: Pick<NodeRecord, 'policySince' | 'createdAt'>): IsoInstant {
  return node.policySince ?? node.createdAt
}

/** Since when the version stands to the floors as it does: since it runs, or since the policy says so. */
export function versionStateSince(
  node: Pick<NodeRecord, 'versionSince' | 'createdAt'>,
  { effectiveFrom }: Pick<PlatformPolicyRecord, 'effectiveFrom'>,
): IsoInstant {
  const runs = node.versionSince ?? node.createdAt
  return runs > effectiveFrom ? runs : effectiveFrom
}

/**
 * What is worst about a node and since when, for the queue of the fleet; null for a healthy one. Alerts
 * on the same facts tell the same instants.
 */
export function nodeProblem(
  node: NodeRecord,
  policy: Pick<PlatformPolicyRecord, 'lnd' | 'cln' | 'effectiveFrom'>,
): { text: string; since: IsoInstant } | null {
  if (node.status === 'offline') return { text: 'Offline', since: node.statusSince }
  if (!hasSignerQuorum(node)) {
    const { signerQuorumPresent: present, signerQuorumRequired: required } = node
    return { text: `Signer quorum lost: ${present} of ${required}`, since: signersSince(node) }
  }
  if (versionState(node, policy) !== 'outdated') return null
  const text = `Version ${node.version} is below the floor`
  return { text, since: versionStateSince(node, policy) }
}

/**
 * May take new allocations: in service, not offline for more than an hour and not below the version
 * floor. Source: functional specification §4, "Available".
 */
export function isEligibleNode(
  node: NodeRecord,
  policy: Pick<PlatformPolicyRecord, 'lnd' | 'cln'>,
  now: Date,
): boolean {
  if (node.retiredAt !== null || versionState(node, policy) === 'outdated') return false
  return node.status !== 'offline' || now.getTime() - toMs(node.statusSince) <= HOUR_MS
}

/** Short sentences about what is wrong with a node, worst first; empty for a healthy one. */
export function nodeWarnings(
  node: NodeRecord,
  { versionState: state, drift, uptimePct: uptime, now }: WarningInputs,
): string[] {
  const warnings: string[] = []
  if (node.status === 'offline') warnings.push('Offline')
  if (node.status === 'syncing') warnings.push('Syncing with the chain')
  if (!hasSignerQuorum(node)) {
    warnings.push(
      `Signer quorum lost: ${node.signerQuorumPresent} of ${node.signerQuorumRequired} present`,
    )
  }
  if (state === 'outdated') warnings.push(`Version ${node.version} is below the floor`)
  if (state === 'advisory') warnings.push(`Version ${node.version} should be upgraded`)
  if (uptime !== null && uptime < 99) warnings.push('Uptime below 99 % in the last 7 days')
  if (node.backupAt === null || now.getTime() - toMs(node.backupAt) > DAY_MS) {
    warnings.push('No backup in the last 24 hours')
  }
  if (drift.length > 0) warnings.push(`Fee policy drift: ${drift.join(', ')}`)
  return warnings
}

/** Record and summary → the seed's Node; 0 stands for "no data" there. */
export function toNode(record: NodeRecord, summary: NodeSummary): Node {
  return {
    id: record.id,
    treasuryId: record.treasuryId,
    alias: record.alias,
    pubkey: record.pubkey,
    version: `v${record.version}`,
    status: record.status,
    ping: summary.pingMs ?? 0,
    lastRebalance: summary.lastRebalanceAt ?? record.createdAt,
    uptime: uptimePct(summary.onlineSeconds, summary.observedSeconds) ?? 0,
    channelCount: summary.channelCount,
    capacity: toBtc(summary.capacitySats),
    feeBaseMsat: record.baseFeeMsat,
    feePPM: record.feePpm,
    hasSigner: hasSignerQuorum(record),
    warnings: [...summary.warnings],
  }
}
