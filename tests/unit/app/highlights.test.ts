import { describe, expect, it } from 'vitest'
import { type AdminCases, adminHighlights } from '@/app/(admin)/admin/highlights'
import {
  type SubscriberCases,
  subscriberHighlights,
} from '@/app/(subscriber)/subscriber/highlights'
import { type TreasuryCases, treasuryHighlights } from '@/app/(treasury)/treasury/highlights'
import { sats } from '@/lib/core/money'
import { addDays, DAY_MS, startOfDay, utcDate } from '@/lib/core/time'
import { renewedLeaseIds } from '@/lib/domains/liquidity/lease/rules'
import { createWorld } from '@/lib/mock-data/world'

const world = createWorld({ seed: 583, now: new Date('2026-11-20T00:00:00.000Z'), scale: 1 })
const { records, now } = world
const tomorrow = new Date(now.getTime() + DAY_MS)

function treasuryCases(): TreasuryCases {
  const own = (row: { treasuryId: string }) => row.treasuryId === 'trs_001'
  const weekAgo = addDays(utcDate(now), -7)
  const routed = new Map<string, number>()
  for (const day of world.channelDays()) {
    if (day.date < weekAgo) continue
    routed.set(day.channelId, (routed.get(day.channelId) ?? 0) + day.routedSats)
  }
  const treasury = records.treasuries.find(({ id }) => id === 'trs_001')
  const [policy] = records.platformPolicies
  if (treasury === undefined || policy === undefined) throw new Error('The world lacks a record')
  return {
    leases: records.leases.filter(own),
    nodes: records.nodes
      .filter(own)
      .map((node) => ({ node, onlineSeconds: 9_950, observedSeconds: 10_000 })),
    channels: records.channels
      .filter(own)
      .map((channel) => ({ channel, week: { routedSats: sats(routed.get(channel.id) ?? 0) } })),
    lesseeOf: () => 'Exchange Amber',
    policy,
    template: records.policyTemplates.find(({ id }) => id === treasury.policyTemplateId),
    now,
  }
}

function subscriberCases(): SubscriberCases {
  const own = (row: { subscriberId: string }) => row.subscriberId === 'sub_001'
  const leases = records.leases.filter(own)
  return {
    leases,
    renewedLeaseIds: renewedLeaseIds(leases),
    paymentSuccess: { value: 94.9, operands: { htlcSettled: 9_490, htlcAttempts: 10_000 } },
    providers: new Map(
      leases.map(({ id, treasuryId }) => [
        id,
        { providerLabel: 'Pool Harbour', isProviderAnonymised: treasuryId === 'trs_003' },
      ]),
    ),
    invoices: [],
    webhooks: records.webhooks.filter(own),
    apiKeys: records.apiKeys.filter(own),
    now,
  }
}

function adminCases(): AdminCases {
  const [policy] = records.platformPolicies
  if (policy === undefined) throw new Error('The world lacks a policy')
  const row = { id: 'diff_001', title: 'Channel chan_001', detail: 'Expected 1, found 2 BTC' }
  return {
    queues: [
      {
        name: 'reconciliation',
        title: 'Reconciliation differences',
        explanation: '',
        timing: 'since',
        rows: [{ ...row, at: startOfDay('2026-11-18') }],
      },
    ],
    treasuries: records.treasuries.map((treasury) => ({
      treasury,
      deployedSats: 100,
      nodes: records.nodes
        .filter((node) => node.treasuryId === treasury.id)
        .map((node) => ({ node })),
    })),
    apiKeys: records.apiKeys,
    policy,
    now,
  }
}

const names = (highlights: { name: string }[]) => highlights.map(({ name }) => name)

describe('what a treasury is pointed at', () => {
  it('names every special case of the demo world', () => {
    expect(names(treasuryHighlights(treasuryCases()))).toEqual([
      'lease-at-14-days',
      'node-offline',
      'node-outdated',
      'node-advisory',
      'policy-drift',
      'channel-above-100',
      'channel-below-20',
    ])
  })

  it('leaves out a lease that no longer has exactly 14 days', () => {
    const later = treasuryHighlights({ ...treasuryCases(), now: tomorrow })
    expect(names(later)).not.toContain('lease-at-14-days')
  })

  it('leaves out what the data does not show', () => {
    const cases = { ...treasuryCases(), leases: [], nodes: [], channels: [] }
    expect(treasuryHighlights(cases)).toEqual([])
  })

  it('gives the real figure of a channel used above 100 %', () => {
    const found = treasuryHighlights(treasuryCases()).find(({ name }) => name.endsWith('-100'))
    expect(found?.text.join(' ')).toMatch(/1\d\d\.\d\d %/)
  })
})

describe('what a subscriber is pointed at', () => {
  it('names every special case of the demo world', () => {
    expect(names(subscriberHighlights(subscriberCases()))).toEqual([
      'lease-at-14-days',
      'payment-success-low',
      'anonymised-provider',
      'webhook-disabled',
      'key-never-used',
    ])
  })

  it('names an overdue invoice with what is still owed', () => {
    const invoice = { number: 'INV-2026-000001', dueAt: startOfDay('2026-11-15'), isOverdue: true }
    const [found] = subscriberHighlights({
      ...subscriberCases(),
      leases: [],
      webhooks: [],
      apiKeys: [],
      paymentSuccess: { value: 99, operands: {} },
      invoices: [{ ...invoice, openSats: sats(5_000) }],
    })
    expect(found?.text).toContainEqual({ sats: 5_000 })
  })

  it('is silent about payment success at the target', () => {
    const cases = { ...subscriberCases(), paymentSuccess: { value: 95, operands: {} } }
    expect(names(subscriberHighlights(cases))).not.toContain('payment-success-low')
  })
})

describe('what an admin is pointed at', () => {
  it('names the cases that its queues, treasuries and keys show', () => {
    expect(names(adminHighlights(adminCases()))).toEqual([
      'reconciliation-open',
      'node-outdated',
      'node-offline',
      'anonymised-treasury',
      'keys-exceptional',
    ])
  })

  it('leads to the queue that lists the difference', () => {
    const [found] = adminHighlights(adminCases())
    expect(found?.href).toBe('/admin/queues/reconciliation')
  })
})
