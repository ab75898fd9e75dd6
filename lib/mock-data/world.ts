import { toBtc } from '@/lib/core/money'
import { startOfDay, utcDate } from '@/lib/core/time'
import { toCapacityDataPoint } from '@/lib/domains/liquidity/subscriber/rules'
import type { SeedArrays } from '@/lib/validators/view'
import type {
  CapacityDataPoint,
  ChannelDayRecord,
  IsoInstant,
  NodeDayRecord,
  YieldDataPoint,
} from '@/types'
import { buildNotifications } from './build/alerts'
import { buildDiffs, buildInvoices, buildPayouts, buildStatements } from './build/billing'
import { buildChannelOperations, buildChannelSteps } from './build/channel-steps'
import { createBuild } from './build/context'
import { buildFigures, type Figures } from './build/figures'
import { buildFleet } from './build/fleet'
import { buildApiKeys, buildWebhooks } from './build/integration'
import { buildLeases } from './build/leases'
import { buildLedger, CHART_DAYS, streamChannelDays, streamNodeDays } from './build/ledger'
import {
  buildAllocations,
  buildContracts,
  buildRenewals,
  buildSignatures,
  buildTickets,
} from './build/office'
import { buildOrganisations } from './build/organisations'
import { buildService } from './build/service'
import type { WorldRecords } from './records'
import { toSeedArrays } from './seed-arrays'
import { buildAudit } from './story/audit'

export interface WorldOptions {
  seed: number
  /** Floored to 00:00 UTC: the world's first day. */
  now: Date
  /** Repeats what lies below the organisations; 1 gives the document's counts. */
  scale: number
}

export interface World extends SeedArrays {
  seed: number
  scale: number
  /** 00:00 UTC of the first day: what the derived fields are as of. */
  now: Date
  anchorAt: IsoInstant
  records: WorldRecords
  /** 90 points per treasury; `yieldDataPoints` is their sum. */
  yieldByTreasury: Record<string, YieldDataPoint[]>
  /** The points of the last 90 days per subscriber, without days that have no leased channel. */
  capacityBySubscriber: Record<string, CapacityDataPoint[]>
  /** Every channel's facts of the 200 days before; made while they are read, never held. */
  channelDays(): Generator<ChannelDayRecord>
  nodeDays(): Generator<NodeDayRecord>
  /** The seed's arrays computed afresh from the records: what the exported ones must equal. */
  derive(): SeedArrays
}

/**
 * One world, built top-down: organisations → nodes → leases and the channels they need → daily facts
 * → everything that is computed from them. The same seed and day give the same world on any machine.
 * @throws RangeError for a scale that is not a positive whole number.
 */
export function createWorld({ seed, now, scale }: WorldOptions): World {
  if (!Number.isInteger(scale) || scale < 1) throw new RangeError(`Not a scale: ${scale}`)
  const anchorAt = startOfDay(utcDate(now))
  const build = createBuild(seed, new Date(anchorAt), scale)
  const organisations = buildOrganisations(build)
  const { tickets, ids: ticketIds } = buildTickets(build, organisations)
  const planned = buildLeases(build, ticketIds)
  const leases = planned.map(({ lease }) => lease)
  const fleet = buildFleet(build, organisations, planned)
  const service = buildService(build, fleet, planned)
  const ledger = buildLedger(build, fleet)
  const figures = buildFigures(build, { organisations, fleet, leases, service, ledger })
  const statements = buildStatements(build, organisations, figures.treasuries)
  const invoices = buildInvoices(build, leases, service.slaBreaches)
  const contracts = buildContracts(planned, organisations)
  const told: WorldRecords = {
    ...organisations,
    ...fleet,
    ...service,
    channelSteps: buildChannelSteps(build, fleet.channels),
    channelOperations: buildChannelOperations(fleet, leases),
    tickets,
    leases,
    renewals: buildRenewals(build, planned),
    contracts,
    contractSignatures: buildSignatures(contracts, organisations),
    allocations: buildAllocations(build, planned, contracts),
    statements,
    invoices,
    payouts: buildPayouts(build, organisations, statements),
    reconciliationDiffs: buildDiffs(build, fleet.channels, invoices),
    apiKeys: buildApiKeys(build),
    webhooks: buildWebhooks(build),
    notifications: [],
    auditEvents: [],
  }
  const records: WorldRecords = {
    ...told,
    notifications: buildNotifications(build, { records: told, figures, ledger }),
    auditEvents: buildAudit(build, told),
  }
  const derive = () => toSeedArrays({ build, records, figures, ledger })
  return {
    seed,
    scale,
    now: build.now,
    anchorAt,
    ...derive(),
    records,
    yieldByTreasury: yieldByTreasury(figures),
    capacityBySubscriber: capacityBySubscriber(figures),
    channelDays: () => streamChannelDays(build, fleet),
    nodeDays: () => streamNodeDays(build, fleet),
    derive,
  }
}

function yieldByTreasury({ treasuries }: Figures): World['yieldByTreasury'] {
  return Object.fromEntries(
    [...treasuries].map(([id, { earnings }]) => [
      id,
      earnings.slice(-CHART_DAYS).map(({ date, routingSats, leaseSats }) => ({
        date,
        routingYield: toBtc(routingSats),
        leaseYield: toBtc(leaseSats),
      })),
    ]),
  )
}

function capacityBySubscriber({ capacity }: Figures): World['capacityBySubscriber'] {
  return Object.fromEntries(
    [...capacity].map(([id, days]) => [id, days.flatMap((day) => toCapacityDataPoint(day) ?? [])]),
  )
}
