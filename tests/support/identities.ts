import type { World } from '@/lib/mock-data/world'
import type { ChannelDayRecord, LeaseRecord, NodeDayRecord } from '@/types'

/** One identity of the functional specification, §4, computed a second way. */
export interface Identity {
  name: string
  expected: unknown
  actual: unknown
}

const DAY = 86_400_000
const BTC = 100_000_000

/** Every identity, by plain arithmetic over the records and the streamed facts. */
export function identitiesOf(world: World): Identity[] {
  const plain = new Plain(world)
  return [
    ...plain.nodes(),
    ...plain.channels(),
    ...plain.leases(),
    ...plain.treasuries(),
    ...plain.statements(),
    ...plain.subscribers(),
    ...plain.pools(),
    ...plain.yields(),
  ]
}

export function holds({ expected, actual }: Identity): boolean {
  return Object.is(expected, actual)
}

function same(name: string, actual: unknown, expected: unknown): Identity {
  return { name, actual, expected }
}

const add = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const toSats = (btc: number) => Math.round(btc * BTC)
/** Half-up to two decimals, in whole numbers. */
const pct = (part: number, whole: number) =>
  whole === 0 ? null : Number((BigInt(part) * 20_000n + BigInt(whole)) / (2n * BigInt(whole))) / 100
const halfUp = (numerator: bigint, denominator: bigint) =>
  Number((2n * numerator + denominator) / (2n * denominator))
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)

class Plain {
  private readonly now: number
  private readonly channelDays: ChannelDayRecord[]
  private readonly nodeDays: NodeDayRecord[]

  constructor(private readonly world: World) {
    this.now = world.now.getTime()
    this.channelDays = [...world.channelDays()]
    this.nodeDays = [...world.nodeDays()]
  }

  private since(days: number): string {
    return day(this.now - days * DAY)
  }

  nodes(): Identity[] {
    const { nodes, records } = this.world
    return nodes.flatMap((node) => {
      const record = records.nodes.find((row) => row.id === node.id)
      const own = records.channels.filter((row) => row.nodeId === node.id)
      const month = this.nodeDays.filter(
        (row) => row.nodeId === node.id && row.date >= this.since(30),
      )
      const capacity = add(own.map((row) => row.capacitySats)) + (record?.reserveSats ?? 0)
      return [
        same(`capacity of ${node.id}`, toSats(node.capacity), capacity),
        same(`capacity of ${node.id} yesterday`, month.at(-1)?.capacitySats, capacity),
        same(
          `uptime of ${node.id}`,
          node.uptime,
          pct(add(month.map((d) => d.onlineSeconds)), add(month.map((d) => d.observedSeconds))),
        ),
        same(`channels of ${node.id}`, node.channelCount, own.length),
      ]
    })
  }

  channels(): Identity[] {
    return this.world.channels.flatMap((channel) => {
      const week = this.channelDays.filter(
        (row) => row.channelId === channel.id && row.date >= this.since(7),
      )
      const routed = add(week.map((row) => row.routedSats))
      const settled = add(week.map((row) => row.htlcSettled))
      const attempts = add(week.map((row) => row.htlcAttempts))
      return [
        same(
          `balances of ${channel.id}`,
          toSats(channel.capacity),
          toSats(channel.localBalance) + toSats(channel.remoteBalance),
        ),
        same(
          `utilization of ${channel.id}`,
          channel.utilization,
          pct(routed, toSats(channel.capacity)),
        ),
        same(`success of ${channel.id}`, channel.htlcSuccessRate, pct(settled, attempts) ?? 0),
      ]
    })
  }

  leases(): Identity[] {
    return this.world.leases.flatMap((lease) => {
      const record = this.leaseRecord(lease.id)
      const left = Math.max(0, Math.ceil((Date.parse(lease.endDate) - this.now) / DAY))
      const cost = halfUp(BigInt(fee(record)) * 1_000_000n, BigInt(record.sizeSats))
      return [
        same(`days left of ${lease.id}`, lease.daysRemaining, left),
        same(`effective cost of ${lease.id}`, lease.effectiveCostPPM, cost),
      ]
    })
  }

  treasuries(): Identity[] {
    return this.world.treasuries.flatMap((treasury) => {
      const isOwn = (row: { treasuryId: string }) => row.treasuryId === treasury.id
      const nodes = this.world.nodes.filter(isOwn)
      const { gross, net, averageDeployed, netEver } = this.earned(treasury.id)
      const own = this.world.records.channels.filter(isOwn)
      const week = this.channelDays.filter((row) => isOwn(row) && row.date >= this.since(7))
      const uptimes = add(nodes.map((node) => Math.round(node.uptime * 100)))
      const live = this.world.records.leases.filter((row) => isOwn(row) && this.isLive(row))
      return [
        same(
          `deployed of ${treasury.id}`,
          toSats(treasury.deployedBTC),
          add(nodes.map((node) => toSats(node.capacity))),
        ),
        same(`active leases of ${treasury.id}`, treasury.activeLeases, live.length),
        same(
          `utilization of ${treasury.id}`,
          treasury.utilization,
          pct(add(week.map((d) => d.routedSats)), add(own.map((row) => row.capacitySats))),
        ),
        same(
          `uptime of ${treasury.id}`,
          treasury.averageUptime,
          halfUp(BigInt(uptimes), BigInt(nodes.length)) / 100,
        ),
        same(
          `gross APY of ${treasury.id}`,
          treasury.grossAPY,
          pct(gross * 365, averageDeployed * 30),
        ),
        same(`net APY of ${treasury.id}`, treasury.netAPY, pct(net * 365, averageDeployed * 30)),
        same(`earned to date of ${treasury.id}`, toSats(treasury.earnedToDate), netEver),
      ]
    })
  }

  statements(): Identity[] {
    return this.world.statements.flatMap((statement) => {
      const { lease, routing, margin } = this.month(statement.treasuryId, statement.period)
      const gross = lease + routing
      return [
        same(`lease fees of ${statement.id}`, toSats(statement.leaseFeesEarned), lease),
        same(`routing fees of ${statement.id}`, toSats(statement.routingFeesEarned), routing),
        same(`gross of ${statement.id}`, toSats(statement.grossTotal), gross),
        same(`margin of ${statement.id}`, toSats(statement.flowrateMargin), margin),
        same(`net of ${statement.id}`, toSats(statement.netTotal), gross - margin),
      ]
    })
  }

  subscribers(): Identity[] {
    const { subscribers, records } = this.world
    return subscribers.flatMap((subscriber) => {
      const isOwn = (row: { subscriberId: string | null }) => row.subscriberId === subscriber.id
      const live = records.leases.filter((row) => isOwn(row) && this.isLive(row))
      const week = this.channelDays.filter((row) => isOwn(row) && row.date >= this.since(7))
      const inbound = add(live.map((row) => row.sizeSats))
      const weighted = live.reduce(
        (sum, row) =>
          sum +
          BigInt(row.sizeSats) *
            BigInt(halfUp(BigInt(fee(row)) * 1_000_000n, BigInt(row.sizeSats))),
        0n,
      )
      const open = records.incidents.filter((row) => isOwn(row) && row.resolvedAt === null)
      return [
        same(`inbound of ${subscriber.id}`, toSats(subscriber.inboundLeased), inbound),
        same(
          `effective cost of ${subscriber.id}`,
          subscriber.effectiveCostPPM,
          halfUp(weighted, BigInt(inbound)),
        ),
        same(
          `payment success of ${subscriber.id}`,
          subscriber.paymentSuccessRate,
          pct(add(week.map((d) => d.htlcSettled)), add(week.map((d) => d.htlcAttempts))),
        ),
        same(`open incidents of ${subscriber.id}`, subscriber.openIncidents, open.length),
        ...this.invoices(subscriber.id),
      ]
    })
  }

  private invoices(subscriberId: string): Identity[] {
    const { leases, slaBreaches, invoices } = this.world.records
    return invoices
      .filter((row) => row.subscriberId === subscriberId)
      .map((invoice) => {
        const own = leases.filter((row) => row.subscriberId === subscriberId)
        const from = Date.parse(`${invoice.period}-01T00:00:00Z`)
        const to = Date.parse(invoice.issuedAt)
        const accrual = add(own.map((row) => accrued(row, to) - accrued(row, from)))
        const credits = slaBreaches.filter(
          (row) => row.subscriberId === subscriberId && row.fromAt.startsWith(invoice.period),
        )
        const amount = accrual - add(credits.map((row) => row.creditSats))
        return same(`amount of ${invoice.id}`, Number(invoice.amountSats), amount)
      })
  }

  pools(): Identity[] {
    return this.world.treasuryPools.map((pool) => {
      const members = this.world.treasuries.filter((row) => pool.treasuryIds.includes(row.id))
      const total = add(members.map((row) => toSats(row.deployedBTC)))
      return same(`total of ${pool.id}`, toSats(pool.totalCapacity), total)
    })
  }

  yields(): Identity[] {
    const all = this.world.treasuries.map((treasury) => this.days(treasury.id))
    return this.world.yieldDataPoints.flatMap((point) => {
      const parts = all.map((days) => days.find((row) => row.date === point.date))
      return [
        same(
          `routing yield of ${point.date}`,
          toSats(point.routingYield),
          add(parts.map((row) => row?.routing ?? 0)),
        ),
        same(
          `lease yield of ${point.date}`,
          toSats(point.leaseYield),
          add(parts.map((row) => row?.lease ?? 0)),
        ),
      ]
    })
  }

  private readonly daysByTreasury = new Map<
    string,
    { date: string; lease: number; routing: number; deployed: number }[]
  >()

  /** Lease fees after credits and routing fees of every day since inception. */
  private days(treasuryId: string) {
    const known = this.daysByTreasury.get(treasuryId)
    if (known !== undefined) return known
    const { leases, slaBreaches } = this.world.records
    const own = leases.filter((row) => row.treasuryId === treasuryId)
    const msatByDate = new Map<string, bigint>()
    const deployedByDate = new Map<string, number>()
    for (const row of this.channelDays) {
      if (row.treasuryId !== treasuryId) continue
      msatByDate.set(row.date, (msatByDate.get(row.date) ?? 0n) + row.feeMsat)
    }
    for (const row of this.nodeDays) {
      if (row.treasuryId !== treasuryId) continue
      deployedByDate.set(row.date, (deployedByDate.get(row.date) ?? 0) + row.capacitySats)
    }
    let msat = 0n
    const result = [...deployedByDate.keys()].sort().map((date) => {
      const start = Date.parse(`${date}T00:00:00Z`)
      const before = msat / 1000n
      msat += msatByDate.get(date) ?? 0n
      const credits = slaBreaches.filter(
        (row) => row.treasuryId === treasuryId && row.fromAt.startsWith(date),
      )
      return {
        date,
        lease:
          add(own.map((row) => accrued(row, start + DAY) - accrued(row, start))) -
          add(credits.map((row) => row.creditSats)),
        routing: Number(msat / 1000n - before),
        deployed: deployedByDate.get(date) ?? 0,
      }
    })
    this.daysByTreasury.set(treasuryId, result)
    return result
  }

  private month(treasuryId: string, period: string, until = '9999') {
    const days = this.days(treasuryId).filter(
      (row) => row.date.startsWith(period) && row.date < until,
    )
    const lease = add(days.map((row) => row.lease))
    const routing = add(days.map((row) => row.routing))
    const treasury = this.world.records.treasuries.find((row) => row.id === treasuryId)
    const margin = Math.max(
      0,
      Math.floor(((lease + routing) * (treasury?.marginBps ?? 0)) / 10_000),
    )
    return { lease, routing, margin }
  }

  private earned(treasuryId: string) {
    const days = this.days(treasuryId)
    const from = this.since(30)
    const window = days.filter((row) => row.date >= from)
    const gross = add(window.map((row) => row.lease + row.routing))
    const periods = [...new Set(days.map((row) => row.date.slice(0, 7)))]
    const marginUntil = (until: string) =>
      add(periods.map((period) => this.month(treasuryId, period, until).margin))
    const marginEver = marginUntil('9999')
    const grossEver = add(days.map((row) => row.lease + row.routing))
    const deployed = BigInt(add(window.map((row) => row.deployed)))
    return {
      gross,
      net: gross - (marginEver - marginUntil(from)),
      averageDeployed: halfUp(deployed, BigInt(window.length)),
      netEver: grossEver - marginEver,
    }
  }

  private isLive(row: LeaseRecord): boolean {
    return (row.status === 'active' || row.status === 'paused') && Date.parse(row.endAt) > this.now
  }

  private leaseRecord(id: string): LeaseRecord {
    const record = this.world.records.leases.find((row) => row.id === id)
    if (record === undefined) throw new Error(`No record of ${id}`)
    return record
  }
}

function fee(lease: LeaseRecord): number {
  if (lease.feeModel === 'fixed') return Number(lease.feeSats)
  return halfUp(BigInt(lease.sizeSats) * BigInt(lease.feePpm ?? 0), 1_000_000n)
}

function accrued(lease: LeaseRecord, at: number): number {
  if (lease.status === 'pending' || lease.status === 'cancelled') return 0
  const start = Date.parse(lease.startAt)
  const end = Date.parse(lease.endAt)
  const stop = Math.min(end, lease.endedAt === null ? end : Date.parse(lease.endedAt), at)
  if (stop <= start) return 0
  const earned = Number((BigInt(fee(lease)) * BigInt(stop - start)) / BigInt(end - start))
  const hasEnded = lease.endedAt !== null && at >= Date.parse(lease.endedAt)
  return earned + (hasEnded ? Number(lease.endFeeSats) : 0)
}
