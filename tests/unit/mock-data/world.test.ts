import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PERSONAS } from '@/lib/auth/personas'
import { isOverdue } from '@/lib/domains/billing/invoice/rules'
import { PEOPLE, SIGNING_IN } from '@/lib/mock-data/blueprint/people'
import * as mockData from '@/lib/mock-data/index'
import { createWorld, type World } from '@/lib/mock-data/world'
import { apiKeyStatus } from '@/lib/platform/api-key/rules'
import { ARRAY_NAMES, findViolations } from '@/lib/validators/world'
import { holds, identitiesOf } from '../../support/identities'
import { VOLUMES, volumesOf } from '../../support/volumes'

const REFERENCE = new Date('2026-11-20T00:00:00.000Z')
const world = createWorld({ seed: 583, now: REFERENCE, scale: 1 })

const tally = <T>(rows: readonly T[], key: (row: T) => string) => {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[key(row)] = (counts[key(row)] ?? 0) + 1
  return counts
}

describe('the seeded world', () => {
  it('holds every identity of the formulas, recomputed another way', () => {
    expect(identitiesOf(world).filter((identity) => !holds(identity))).toEqual([])
  })

  it('has the volumes of the data model', () => {
    expect(volumesOf(world)).toEqual(VOLUMES)
  })

  it('is the same world for every instant of a day', () => {
    const evening = createWorld({ seed: 583, now: new Date('2026-11-20T23:59:59Z'), scale: 1 })
    expect(canonical(evening)).toBe(canonical(world))
  })

  it('differs for another seed and for another day', () => {
    const other = createWorld({ seed: 584, now: REFERENCE, scale: 1 })
    const tomorrow = createWorld({ seed: 583, now: new Date('2026-11-21T00:00:00Z'), scale: 1 })
    expect(canonical(other)).not.toBe(canonical(world))
    expect(canonical(tomorrow)).not.toBe(canonical(world))
  })

  it.each(['Pacific/Kiritimati', 'America/St_Johns', 'Pacific/Pago_Pago'])(
    'is the same in the time zone %s',
    (zone) => {
      const script = path.resolve(import.meta.dirname, '../../support/print-canonical.ts')
      const tsx = path.resolve('node_modules/.bin/tsx')
      const text = execFileSync(tsx, [script], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      })
      expect(text).toBe(canonical(world))
    },
    30_000,
  )

  it('multiplies what lies below the organisations, and stays sound', () => {
    const large = createWorld({ seed: 583, now: REFERENCE, scale: 3 })
    expect(volumesOf(large)).toMatchObject({
      treasuries: 5,
      subscribers: 10,
      nodes: 60,
      channels: 300,
      leases: 150,
      demandTickets: 75,
      contracts: 120,
    })
    expect(findViolations(large)).toEqual([])
  })

  it('streams the facts of 200 complete days at most, each key once', () => {
    const keys = new Set<string>()
    let rows = 0
    for (const { channelId, date } of world.channelDays()) {
      rows += 1
      keys.add(`${channelId} ${date}`)
      expect(date >= '2026-05-04' && date < '2026-11-20').toBe(true)
    }
    expect(keys.size).toBe(rows)
    expect(rows).toBeGreaterThan(12_000)
  })
})

describe('the demo cases', () => {
  const { records } = world

  it('gives leases and contracts their tallies', () => {
    expect(tally(records.leases, (lease) => lease.status)).toEqual({
      active: 24,
      paused: 1,
      completed: 7,
      expired: 3,
      pending: 8,
      cancelled: 6,
      terminated: 1,
    })
    expect(tally(records.contracts, (contract) => contract.status)).toEqual({
      active: 30,
      completed: 7,
      draft: 3,
      void: 3,
    })
    const drafts = records.contracts.filter((contract) => contract.status === 'draft')
    expect(drafts.filter((row) => row.signedBySubscriberAt !== null)).toHaveLength(1)
    expect(tally(records.tickets, (ticket) => ticket.status)).toEqual({
      pending: 15,
      matched: 7,
      rejected: 3,
    })
  })

  it('distributes nodes, channels, keys and webhooks as the specification counts them', () => {
    const counts = (rows: readonly string[]) =>
      Object.values(tally(rows, (id) => id)).sort((a, b) => b - a)
    expect(counts(world.nodes.map((row) => row.treasuryId))).toEqual([5, 4, 4, 4, 3])
    expect(counts(world.channels.map((row) => row.nodeId))).toEqual([
      10, 8, 7, 6, 6, 6, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3,
    ])
    expect(counts(world.apiKeys.map((row) => row.subscriberId))).toEqual([
      3, 3, 3, 2, 2, 2, 2, 1, 1, 1,
    ])
    expect(counts(world.webhooks.map((row) => row.subscriberId))).toEqual([
      2, 2, 2, 2, 2, 2, 1, 1, 1,
    ])
    expect(tally(world.alerts, (row) => row.userType)).toEqual({
      treasury: 10,
      subscriber: 10,
      admin: 10,
    })
    const peers = new Set(records.subscribers.map((row) => row.nodePubkey))
    expect(records.channels.filter((row) => peers.has(row.peerPubkey))).toHaveLength(40)
  })

  it('places the first lease cases with the first treasury and subscriber', () => {
    const own = world.leases.filter(
      (row) => row.treasuryId === 'trs_001' && row.subscriberId === 'sub_001',
    )
    const live = own.filter((row) => row.status === 'active')
    expect(live.length).toBeGreaterThanOrEqual(2)
    expect(live.some((row) => row.size === 1.5)).toBe(true)
    expect(live.some((row) => row.daysRemaining === 14)).toBe(true)
    const pairs = new Set(
      world.leases
        .filter((row) => row.status === 'active')
        .map((row) => `${row.treasuryId} ${row.subscriberId}`),
    )
    expect(pairs).toContain('trs_001 sub_002')
    expect(pairs).toContain('trs_002 sub_001')
    expect(live.every((row) => row.size >= 0.01 && row.size <= 5)).toBe(true)
  })

  it('has nodes of each version state, one offline, one drifted and one without its quorum', () => {
    const own = world.nodes.filter((row) => row.treasuryId === 'trs_001')
    const versions = own.map((row) => row.version)
    expect(versions).toContain('v0.15.5')
    expect(versions).toContain('v0.17.0')
    expect(versions.some((version) => version.startsWith('v0.19.'))).toBe(true)
    expect(own.filter((row) => row.status === 'offline')).toHaveLength(1)
    expect(own.filter((row) => row.warnings.some((text) => text.includes('drift')))).toHaveLength(1)
    expect(own.filter((row) => !row.hasSigner)).toHaveLength(1)
  })

  it('keeps one channel above 100 % and one below 20 % on every later day too', () => {
    for (const offset of [0, 3, 17]) {
      const at = new Date(REFERENCE.getTime() + offset * 86_400_000)
      const used = createWorld({ seed: 583, now: at, scale: 1 }).channels.map(
        (row) => row.utilization,
      )
      expect(used).toContain(112)
      expect(used).toContain(17.5)
    }
  })

  it('keeps the first subscriber at 94.9 % and every other above the limit', () => {
    const rates = world.subscribers.map((row) => row.paymentSuccessRate)
    expect(rates[0]).toBe(94.9)
    expect(rates.slice(1).every((rate) => rate >= 96)).toBe(true)
  })

  it('anonymises the third treasury and no other', () => {
    const hidden = records.treasuries.filter((row) => row.isAnonymised)
    expect(hidden.map((row) => row.id)).toEqual(['trs_003'])
  })

  it('leaves one invoice overdue by less than 30 days, one paid late and one overpaid', () => {
    const overdue = records.invoices.filter((row) => isOverdue(row, REFERENCE))
    expect(overdue).toHaveLength(1)
    expect(REFERENCE.getTime() - Date.parse(overdue[0]?.dueAt ?? '')).toBeLessThan(30 * 86_400_000)
    expect(records.invoices.some((row) => row.paidAt !== null && row.paidAt > row.dueAt)).toBe(true)
    expect(records.invoices.some((row) => row.paidSats > row.amountSats)).toBe(true)
  })

  it('has expired, revoked and never used keys, and a disabled webhook with failures', () => {
    const states = records.apiKeys.map((key) => apiKeyStatus(key, REFERENCE))
    expect(states).toContain('expired')
    expect(states).toContain('revoked')
    expect(records.apiKeys.some((key) => key.lastUsedAt === null)).toBe(true)
    const disabled = records.webhooks.filter((row) => !row.isActive)
    expect(disabled.map((row) => row.subscriberId)).toEqual(['sub_001'])
    expect(disabled[0]?.failureCount).toBeGreaterThan(0)
  })

  it('has an open reconciliation difference and records under review, not of the first two', () => {
    expect(records.reconciliationDiffs.some((row) => row.status === 'open')).toBe(true)
    const review = records.complianceRecords.filter((row) => row.status !== 'approved')
    expect(new Set(review.map((row) => row.status))).toEqual(
      new Set(['pending', 'rejected', 'resubmit_required']),
    )
    for (const row of review) expect(row.organisationId).not.toMatch(/00[12]$/)
  })

  it('leaves room in the pools of the first two treasuries for the first subscriber', () => {
    const room = (id: string) => world.treasuryPools.find((pool) => pool.id === id)
    expect(room('pool_001')?.treasuryIds).toEqual(['trs_001'])
    expect(room('pool_001')?.availableCapacity).toBeGreaterThan(1.2)
    expect(room('pool_002')?.treasuryIds).toEqual(['trs_002'])
    expect(room('pool_002')?.availableCapacity).toBeGreaterThan(0.8)
  })

  it('has a pending request that no pool serves for each reason', () => {
    const pending = world.demandTickets.filter((row) => row.status === 'pending')
    const pools = world.treasuryPools
    const jurisdictionOf = new Map(records.subscribers.map((row) => [row.id, row.jurisdiction]))
    const fails = (
      test: (ticket: (typeof pending)[number], pool: (typeof pools)[number]) => boolean,
    ) => pending.filter((ticket) => pools.every((pool) => test(ticket, pool)))
    expect(fails((ticket, pool) => ticket.term < pool.policy.minTerm)).not.toEqual([])
    expect(fails((ticket, pool) => ticket.size > pool.policy.maxExposure)).not.toEqual([])
    expect(fails((ticket, pool) => ticket.size > pool.availableCapacity)).not.toEqual([])
    expect(
      fails(
        (ticket, pool) =>
          !pool.policy.jurisdictions.includes(jurisdictionOf.get(ticket.subscriberId) ?? ''),
      ),
    ).not.toEqual([])
    expect(pending.filter((ticket) => ticket.priceMax <= 300)).not.toEqual([])
  })

  it('stays in believable ranges', () => {
    for (const row of world.treasuries) {
      expect(row.deployedBTC).toBeGreaterThanOrEqual(0.5)
      expect(row.deployedBTC).toBeLessThanOrEqual(50)
      expect(row.grossAPY).toBeGreaterThan(3)
      expect(row.grossAPY).toBeLessThan(9)
    }
    for (const id of ['/treasury', '/subscriber', '/admin']) {
      expect(world.alerts.some((alert) => alert.actionUrl?.startsWith(id))).toBe(true)
    }
  })

  it('names the people of the sign-in page in the log', () => {
    const named = new Map(
      PERSONAS.map(({ userId, name, organisationId }) => [userId, { name, organisationId }]),
    )
    for (const id of SIGNING_IN) {
      const person = PEOPLE.find((row) => row.userId === id)
      expect(named.get(id)).toEqual({
        name: person?.name,
        organisationId: person?.organisationId,
      })
    }
  })
})

describe('the exported modules', () => {
  it('export the arrays of the reference world', () => {
    for (const name of ARRAY_NAMES) expect(mockData[name]).toEqual(world[name])
  })

  it('find a record by id and by owner', () => {
    expect(mockData.getTreasuryById('trs_001')?.id).toBe('trs_001')
    expect(mockData.getTreasuryById('trs_999')).toBeUndefined()
    expect(mockData.getNodesByTreasury('trs_001')).toHaveLength(5)
    const leases = mockData.getLeasesBySubscriber('sub_001')
    expect(leases.length).toBeGreaterThan(0)
    expect(leases.every((lease) => lease.subscriberId === 'sub_001')).toBe(true)
    expect(mockData.getInvoicesBySubscriber('sub_001')).toHaveLength(3)
    expect(mockData.getStatementsByTreasury('trs_001')).toHaveLength(3)
    expect(mockData.getAlertsByUserType('admin')).toHaveLength(10)
    expect(mockData.getYieldByTreasury('trs_001')).toHaveLength(90)
  })
})

function canonical(of: World): string {
  return JSON.stringify(of)
}
