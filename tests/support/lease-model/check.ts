import { expect } from 'vitest'
import type { LeaseModel } from './model'
import type { Snapshot } from './snapshot'
import { CAPACITY, PLATFORM_LIMIT, POOLS, SUBSCRIBERS, TREASURIES } from './world'

/** The store is what the model says, and what must never break is whole. */
export function checkAgainst(model: LeaseModel, snapshot: Snapshot): void {
  sameStates(model, snapshot)
  promisesHold(model)
  fundsHold(snapshot)
  termsMeet(model)
}

function sameStates(model: LeaseModel, { leases, tickets, renewals }: Snapshot): void {
  expect(leases.map((row) => row.lease.id).sort()).toEqual([...model.leases.keys()].sort())
  for (const { lease, allocation, contract } of leases) {
    const known = model.leases.get(lease.id)
    expect(
      {
        status: lease.status,
        size: lease.sizeSats,
        term: Date.parse(lease.endAt) - Date.parse(lease.startAt),
        isCancelAtTerm: lease.isCancelAtTerm,
        allocation: allocation?.status ?? null,
        contract: contract?.status ?? null,
        signed: contract === null ? 0 : signatures(contract),
      },
      lease.id,
    ).toEqual({
      status: known?.status,
      size: known?.size,
      term: (known?.end ?? 0) - (known?.start ?? 0),
      isCancelAtTerm: known?.isCancelAtTerm,
      allocation: known?.allocation?.status ?? null,
      contract: known?.contract?.status ?? null,
      signed: known?.contract?.signed.length ?? 0,
    })
  }
  for (const ticket of tickets) {
    expect(ticket.status, ticket.id).toBe(model.tickets.get(ticket.id)?.status)
    const filled = model.filled(ticket.id)
    expect(filled).toBeGreaterThanOrEqual(0)
    expect(filled).toBeLessThanOrEqual(ticket.sizeSats)
    const isFull = filled === ticket.sizeSats
    if (isFull) expect(ticket.status, ticket.id).toBe('matched')
    if (ticket.status === 'cancelled' || ticket.status === 'lapsed') expect(filled).toBe(0)
  }
  for (const renewal of renewals) {
    expect(renewal.status, renewal.id).toBe(model.renewals.get(renewal.id)?.status)
  }
}

function signatures(contract: NonNullable<Snapshot['leases'][number]['contract']>): number {
  return [contract.signedByTreasuryAt, contract.signedBySubscriberAt].filter((at) => at !== null)
    .length
}

/** Promised at every instant from now on: within what there is and within every limit. */
function promisesHold(model: LeaseModel): void {
  for (const id of TREASURIES) {
    const peak = model.peak(model.now, (lease) => lease.treasury === id)
    expect(peak, `promised by ${id}`).toBeLessThanOrEqual(CAPACITY[id])
  }
  for (const id of SUBSCRIBERS) {
    expect(model.peak(model.now, (lease) => lease.sub === id)).toBeLessThanOrEqual(PLATFORM_LIMIT)
    for (const [pool, { maxExposureSats }] of Object.entries(POOLS)) {
      const held = model.peak(model.now, (lease) => lease.sub === id && lease.pool === pool)
      expect(held, `${id} in ${pool}`).toBeLessThanOrEqual(maxExposureSats)
    }
  }
}

/** Reserve and channels make up the same bitcoin as ever, and no channel backs more than it holds. */
function fundsHold({ nodes, channels, backings, leases }: Snapshot): void {
  for (const id of TREASURIES) {
    const own = nodes.filter((node) => node.treasuryId === id)
    const standing = channels.filter(
      (channel) =>
        channel.treasuryId === id && channel.state !== 'closed' && channel.state !== 'failed',
    )
    const reserve = own.reduce((sum, node) => sum + node.reserveSats, 0)
    const inChannels = standing.reduce((sum, channel) => sum + channel.capacitySats, 0)
    expect(reserve).toBeGreaterThanOrEqual(0)
    expect(reserve + inChannels, `deployed by ${id}`).toBe(CAPACITY[id])
  }
  for (const channel of channels) {
    expect(channel.localSats + channel.remoteSats).toBe(channel.capacitySats)
    const open = backings.filter((row) => row.channelId === channel.id && row.toAt === null)
    expect(open.length, `leases behind ${channel.id}`).toBeLessThanOrEqual(1)
  }
  for (const { lease } of leases) {
    if (lease.status !== 'active' && lease.status !== 'paused') continue
    const behind = backings.filter((row) => row.leaseId === lease.id && row.toAt === null)
    const share = behind.reduce((sum, row) => sum + row.shareSats, 0)
    expect(share, `behind ${lease.id}`).toBeGreaterThanOrEqual(lease.sizeSats)
  }
}

/** A renewal begins at the millisecond at which the old term ends. */
function termsMeet(model: LeaseModel): void {
  for (const lease of model.leases.values()) {
    if (lease.renews === null || lease.status === 'cancelled') continue
    expect(lease.start).toBe(model.leases.get(lease.renews)?.end)
  }
}
