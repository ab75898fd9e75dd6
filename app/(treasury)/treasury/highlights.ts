import type { Highlight } from '@/components/liquidity/highlights'
import { formatInteger, formatPercent } from '@/components/shared/format'
import { compareText } from '@/lib/core/text'
import { DAY_MS, daysLeft, toMs } from '@/lib/core/time'
import { channelUtilizationPct, isChannelActive } from '@/lib/domains/liquidity/channel/rules'
import { isExpiring, renewedLeaseIds } from '@/lib/domains/liquidity/lease/rules'
import {
  type DriftedSetting,
  driftedSettings,
  uptimePct,
  versionState,
} from '@/lib/domains/liquidity/node/rules'
import type {
  ChannelRecord,
  LeaseRecord,
  NodeRecord,
  PlatformPolicyRecord,
  PolicyTemplateRecord,
  Sats,
} from '@/types'

const LOW_UTILIZATION_PCT = 20
const WARNING_DAYS = 14

const SETTING_UNITS: Readonly<Record<DriftedSetting['setting'], string>> = {
  'base fee': 'msat',
  'fee rate': 'ppm',
  'time lock': 'blocks',
}

export interface TreasuryCases {
  leases: readonly LeaseRecord[]
  nodes: readonly { node: NodeRecord; onlineSeconds: number; observedSeconds: number }[]
  channels: readonly { channel: ChannelRecord; week: { routedSats: Sats } }[]
  lesseeOf: (leaseId: string) => string
  policy: PlatformPolicyRecord
  template: PolicyTemplateRecord | undefined
  now: Date
}

/** The special cases that a treasury's data shows now. Source: functional specification §11. */
export function treasuryHighlights(cases: TreasuryCases): Highlight[] {
  return [
    ...leaseAtTheLimit(cases),
    ...offlineNode(cases),
    ...nodeVersions(cases),
    ...driftedNode(cases),
    ...channelExtremes(cases),
  ]
}

function leaseAtTheLimit({ leases, lesseeOf, now }: TreasuryCases): Highlight[] {
  const renewed = renewedLeaseIds(leases)
  const lease = leases.find(
    (each) => isExpiring(each, now, renewed) && daysLeft(each.endAt, now) === WARNING_DAYS,
  )
  if (lease === undefined) return []
  return [
    {
      name: 'lease-at-14-days',
      title: `${lease.id}: exactly ${WARNING_DAYS} days left`,
      text: [
        { sats: lease.sizeSats },
        ` leased to ${lesseeOf(lease.id)} until `,
        { at: lease.endAt },
        '; today is the first day that it counts as expiring.',
      ],
      href: '/treasury/kpi/active-leases',
    },
  ]
}

function offlineNode({ nodes }: TreasuryCases): Highlight[] {
  const figure = nodes.find(({ node }) => node.status === 'offline')
  if (figure === undefined) return []
  const { node, onlineSeconds, observedSeconds } = figure
  const uptime = uptimePct(onlineSeconds, observedSeconds)
  return [
    {
      name: 'node-offline',
      title: `Node ${node.alias}: offline`,
      text: [
        'No answer since ',
        { at: node.statusSince },
        uptime === null ? '.' : `; its uptime over 30 complete days is ${formatPercent(uptime)} %.`,
      ],
      href: '/treasury/kpi/node-uptime',
    },
  ]
}

function nodeVersions({ nodes, policy }: TreasuryCases): Highlight[] {
  const stateOf = ({ node }: TreasuryCases['nodes'][number]) => versionState(node, policy)
  const outdated = nodes.find((figure) => stateOf(figure) === 'outdated')?.node
  const advisory = nodes.find((figure) => stateOf(figure) === 'advisory')?.node
  const limits = (node: NodeRecord) => (node.implementation === 'cln' ? policy.cln : policy.lnd)
  return [
    ...(outdated === undefined
      ? []
      : [
          {
            name: 'node-outdated',
            title: `Node ${outdated.alias}: below the version floor`,
            text: [
              `Runs ${outdated.version}, the floor is ${limits(outdated).floor}; it takes no new allocations until it is upgraded.`,
            ],
            href: alertsAbout(outdated.alias),
          },
        ]),
    ...(advisory === undefined
      ? []
      : [
          {
            name: 'node-advisory',
            title: `Node ${advisory.alias}: an upgrade is advised`,
            text: [
              `Runs ${advisory.version}, not below the floor of ${limits(advisory).floor} but below the advised ${limits(advisory).advisory}.`,
            ],
            href: alertsAbout(advisory.alias),
          },
        ]),
  ]
}

function driftedNode({ nodes, template }: TreasuryCases): Highlight[] {
  if (template === undefined) return []
  for (const { node } of nodes) {
    const drift = driftedSettings(node, template)
    if (drift.length === 0) continue
    const parts = drift.map(
      ({ setting, value, min, max }) =>
        `${setting} ${formatInteger(value)} ${SETTING_UNITS[setting]}, recommended ${formatInteger(min)} to ${formatInteger(max)}`,
    )
    return [
      {
        name: 'policy-drift',
        title: `Node ${node.alias}: fee settings outside the template`,
        text: [`Outside of the template “${template.name}”: ${parts.join('; ')}.`],
        href: alertsAbout(node.alias),
      },
    ]
  }
  return []
}

function channelExtremes({ channels, now }: TreasuryCases): Highlight[] {
  const rated = channels
    .map(({ channel, week }) => ({
      channel,
      routedSats: week.routedSats,
      pct: channelUtilizationPct(week.routedSats, channel.capacitySats) ?? 0,
    }))
    .filter(({ channel }) => isChannelActive(channel) && isWeekOld(channel, now))
    .sort((a, b) => a.pct - b.pct || compareText(a.channel.id, b.channel.id))
  const lowest = rated.find(({ pct }) => pct < LOW_UTILIZATION_PCT)
  const highest = rated.findLast(({ pct }) => pct > 100)
  const text = ({ channel, routedSats, pct }: (typeof rated)[number], rest: string) => [
    { sats: routedSats },
    ` routed in 7 days over `,
    { sats: channel.capacitySats },
    ` of capacity: ${formatPercent(pct)} %${rest}`,
  ]
  return [
    ...(highest === undefined
      ? []
      : [
          {
            name: 'channel-above-100',
            title: `Channel ${highest.channel.id}: used above 100 %`,
            text: text(highest, ', because volume may pass more than once.'),
            href: '/treasury/kpi/utilization',
          },
        ]),
    ...(lowest === undefined
      ? []
      : [
          {
            name: 'channel-below-20',
            title: `Channel ${lowest.channel.id}: used below ${LOW_UTILIZATION_PCT} %`,
            text: text(lowest, `, under the target of ${LOW_UTILIZATION_PCT} %.`),
            href: '/treasury/kpi/utilization',
          },
        ]),
  ]
}

function isWeekOld({ openedAt }: ChannelRecord, now: Date): boolean {
  return openedAt !== null && now.getTime() - toMs(openedAt) >= 7 * DAY_MS
}

function alertsAbout(alias: string): string {
  return `/treasury/alerts?q=${encodeURIComponent(alias)}`
}
