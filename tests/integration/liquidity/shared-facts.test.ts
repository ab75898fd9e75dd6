import { describe, expect, it } from 'vitest'
import { daysLeft } from '@/lib/core/time'
import { listCounterparties } from '@/lib/domains/liquidity/lease/counterparties'
import { listLeases } from '@/lib/domains/liquidity/lease/entities'
import { listLeaseRecords } from '@/lib/domains/liquidity/lease/queries'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import {
  capacityOf,
  daysSoFar,
  loadBackingFacts,
  loadSubscriberFigures,
} from '@/lib/domains/liquidity/subscriber/figures'
import { loadTreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import { sum } from '@/tests/support/breakdown'
import { adminOf, memberOf, SUBSCRIBER_IDS, TREASURY_IDS } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const NOW = new Date(REFERENCE_INSTANT)
const admin = () => adminOf(store.ctx)
const treasuries = () => TREASURY_IDS.map((id) => memberOf(store.ctx, id))
const subscribers = () => SUBSCRIBER_IDS.map((id) => memberOf(store.ctx, id))

describe('a lease', () => {
  it('has the same size, dates, fee, status and days left for treasury, subscriber and admin', async () => {
    const seen = new Map<string, Set<string>>()
    const witnesses = new Map<string, number>()
    for (const ctx of [admin(), ...treasuries(), ...subscribers()]) {
      // Who the provider is differs by who asks.
      for (const { treasuryId: _provider, ...lease } of await listLeases(ctx)) {
        const words = seen.get(lease.id) ?? new Set()
        seen.set(lease.id, words.add(JSON.stringify(lease)))
        witnesses.set(lease.id, (witnesses.get(lease.id) ?? 0) + 1)
      }
    }
    expect(seen.size).toBe(50)
    expect([...seen.values()].filter((words) => words.size > 1)).toEqual([])
    expect([...witnesses.values()].every((count) => count === 3)).toBe(true)
  })

  it('is one record for all three, read with the same days left', async () => {
    const all = new Map((await listLeaseRecords(admin())).map((lease) => [lease.id, lease]))
    for (const ctx of [...treasuries(), ...subscribers()]) {
      for (const lease of await listLeaseRecords(ctx)) {
        expect(lease).toEqual(all.get(lease.id))
        expect(daysLeft(lease.endAt, NOW)).toBe(
          Math.max(0, Math.ceil((Date.parse(lease.endAt) - NOW.getTime()) / 86_400_000)),
        )
      }
    }
  })

  it('names its parties alike for everyone who may see it, and hides an anonymised treasury', async () => {
    const all = await listCounterparties(admin())
    expect([...all.values()].some((row) => row.isProviderAnonymised)).toBe(true)
    for (const ctx of [...treasuries(), ...subscribers()]) {
      for (const [id, parties] of await listCounterparties(ctx))
        expect(parties).toEqual(all.get(id))
    }
    const names = new Map(
      (await loadTreasuryFigures(admin())).map(({ treasury }) => [treasury.id, treasury]),
    )
    for (const lease of await listLeaseRecords(admin())) {
      const treasury = names.get(lease.treasuryId)
      const label = all.get(lease.id)?.providerLabel
      expect(label === treasury?.name).toBe(treasury?.isAnonymised === false)
    }
  })
})

describe('a treasury', () => {
  it('has the same figures for itself and for the admins', async () => {
    const { treasuries: all } = await loadPlatformFigures(admin())
    const own = await Promise.all(treasuries().map((ctx) => loadTreasuryFigures(ctx)))
    expect(own.flat()).toEqual(all)
  })

  it('adds to the total supply what it deploys, once', async () => {
    const { metrics } = await loadPlatformFigures(admin())
    const own = (await Promise.all(treasuries().map((ctx) => loadTreasuryFigures(ctx)))).flat()
    const total = (pick: (metrics: (typeof own)[number]['metrics']) => number | null) =>
      sum(own.map((item) => pick(item.metrics) ?? 0))
    expect(metrics.totalSupply.value).toBe(total((m) => m.deployed.value))
    expect(metrics.activeLeases.value).toBe(total((m) => m.activeLeases.value))
    expect(metrics.avgNetApy.operands.netSats).toBe(total((m) => m.window.earnings.netSats))
  })
})

describe('a subscriber', () => {
  it('has the same figures for itself and for the admins', async () => {
    const all = await loadSubscriberFigures(admin())
    for (const [index, ctx] of subscribers().entries()) {
      const [own] = await loadSubscriberFigures(ctx)
      const seen = all[index]
      expect(own?.metrics).toEqual(seen?.metrics)
      expect(own?.leases).toEqual(seen?.leases)
      expect(own?.incidents).toEqual(seen?.incidents)
    }
  })

  it('sees the delivered and used capacity that the admins see', async () => {
    const window = daysSoFar(NOW, 90)
    const facts = await loadBackingFacts(admin(), window)
    const all = await loadSubscriberFigures(admin())
    for (const [index, ctx] of subscribers().entries()) {
      const [own] = await loadSubscriberFigures(ctx)
      const seen = all[index]
      if (own === undefined || seen === undefined) throw new Error('No figures')
      expect(capacityOf(own, await loadBackingFacts(ctx, window), window)).toEqual(
        capacityOf(seen, facts, window),
      )
    }
  })

  it('leases what the treasuries lease out, together', async () => {
    const total = async (contexts: UserCtx[]) => {
      const live = (await Promise.all(contexts.map(listLeaseRecords)))
        .flat()
        .filter(
          ({ status, endAt }) => ['active', 'paused'].includes(status) && new Date(endAt) > NOW,
        )
      return sum(live.map((lease) => lease.sizeSats))
    }
    const inbound = sum(
      (await Promise.all(subscribers().map((ctx) => loadSubscriberFigures(ctx))))
        .flat()
        .map(({ metrics }) => metrics.inboundLeased.value ?? 0),
    )
    expect(inbound).toBe(await total(treasuries()))
    expect(inbound).toBe(await total(subscribers()))
  })
})

it('an incident is open for its subscriber exactly while it is open for the admins', async () => {
  const { incidents } = await loadPlatformFigures(admin())
  for (const ctx of subscribers()) {
    const [own] = await loadSubscriberFigures(ctx)
    expect(own?.incidents).toEqual(
      incidents.filter(({ subscriberId }) => subscriberId === ctx.actor.organisationId),
    )
  }
})
