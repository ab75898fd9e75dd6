import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { addMs, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { isPublicChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { listContracts } from '@/lib/domains/liquidity/contract/entities'
import { listLeases } from '@/lib/domains/liquidity/lease/entities'
import { LEASE_ACTIONS } from '@/lib/domains/liquidity/lease/policy'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { advanceChannel } from '@/lib/domains/liquidity/orchestration/advance-channel'
import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import { subscriberTable } from '@/lib/domains/liquidity/subscriber/table'
import { getTreasuryBreakdown, TREASURY_KPIS } from '@/lib/domains/liquidity/treasury/breakdowns'
import { treasuryTable } from '@/lib/domains/liquidity/treasury/table'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { contractDocument } from '@/lib/flows/lease-view/contract-document'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { listEveryLeaseView } from '@/lib/flows/lease-view/queries'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import { liveEventTable } from '@/lib/platform/live/table'
import { notificationTable } from '@/lib/platform/notification/table'
import { breakdownCsv } from '@/lib/web/breakdown-csv'
import { renderPdf } from '@/lib/web/pdf'
import { channelsOf, deliver } from '@/tests/support/delivery'
import { adminOf, memberOf, SUBSCRIBER_IDS, systemOf, TREASURY_IDS } from '@/tests/support/members'
import { pdfText } from '@/tests/support/pdf-text'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

/** Everything about leases that reaches somebody's screen, files or scripts. */
async function everythingFor(ctx: UserCtx): Promise<string> {
  const rows = await listEveryLeaseView(ctx)
  const parts: unknown[] = [rows, await listLeases(ctx), await listContracts(ctx)]
  for (const { id, contract } of rows) {
    parts.push(await getLeaseView(ctx, id))
    for (const action of LEASE_ACTIONS) {
      parts.push(await getLeaseForm(ctx, { leaseId: id, action }).catch(refused))
    }
    if (contract === null) continue
    const document = await contractDocument(ctx, contract.id)
    parts.push(document)
    parts.push(pdfText(await renderPdf(document.paper, ctx.clock.now())))
  }
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('\n')
}

/** What a refusal says; anything else that fails fails the test. */
function refused(error: unknown): string {
  if (error instanceof AppError) return error.message
  throw error
}

const hidden = { treasury: [] as string[], lessees: new Map<string, string[]>() }

beforeAll(async () => {
  const treasuries = await store.db
    .select()
    .from(treasuryTable)
    .where(eq(treasuryTable.isAnonymised, true))
  for (const { id, name, alias } of treasuries) {
    const nodes = await store.db.select().from(nodeTable).where(eq(nodeTable.treasuryId, id))
    hidden.treasury.push(id, name, alias)
    hidden.treasury.push(...nodes.flatMap((node) => [`"${node.id}"`, node.alias, node.pubkey]))
  }
  for (const { id, name, nodeAlias, nodePubkey } of await store.db.select().from(subscriberTable)) {
    hidden.lessees.set(id, [name, nodeAlias, nodePubkey])
  }
})

describe('in rows, drawers, contracts and papers', () => {
  it('there is something to hide', () => {
    expect(hidden.treasury.length).toBeGreaterThan(5)
    expect(hidden.treasury).toContain('trs_003')
  })

  it.each(SUBSCRIBER_IDS)('%s reads nothing of an anonymised treasury', async (id) => {
    const text = await everythingFor(memberOf(store.ctx, id))
    expect(hidden.treasury.filter((word) => text.includes(word))).toEqual([])
    const others = SUBSCRIBER_IDS.filter((other) => other !== id)
    const foreign = others.flatMap((other) => [`"${other}"`, ...(hidden.lessees.get(other) ?? [])])
    expect(foreign.filter((word) => text.includes(word))).toEqual([])
  })

  it.each(TREASURY_IDS)('%s reads no lessee’s own name', async (id) => {
    const text = await everythingFor(memberOf(store.ctx, id))
    const names = [...hidden.lessees.values()].flatMap(([name, nodeAlias]) => [name, nodeAlias])
    expect(names.filter((word) => text.includes(word ?? ''))).toEqual([])
    const own = hidden.treasury.includes(id)
    const foreign = own ? [] : hidden.treasury.filter((word) => text.includes(word))
    expect(foreign).toEqual([])
  })

  it('Flowrate reads both names, on paper too', async () => {
    const ctx = adminOf(store.ctx)
    const rows = await listEveryLeaseView(ctx)
    const row = rows.find(
      ({ desk, contract }) => desk?.treasuryId === 'trs_003' && contract !== null,
    )
    const document = await contractDocument(ctx, row?.contract?.id ?? '')
    const text = pdfText(await renderPdf(document.paper, ctx.clock.now()))
    expect(text).toContain('Kestrelby Family Office')
    expect(text).toContain(row?.desk?.subscriberName)
  })
})

describe('the peer of a channel', () => {
  const OWNER = 'trs_001'

  /** All that a treasury reads of its channels: API, figures with their CSV, alerts, events. */
  async function channelsFor(ctx: UserCtx): Promise<string> {
    const breakdown = await getTreasuryBreakdown(ctx, 'utilization')
    if (breakdown === null) throw new Error('No utilization')
    const events = await ctx.db
      .select()
      .from(liveEventTable)
      .where(eq(liveEventTable.organisationId, OWNER))
    const alerts = await ctx.db
      .select()
      .from(notificationTable)
      .where(eq(notificationTable.organisationId, OWNER))
    const parts = [await listChannelViews(ctx), events, alerts]
    const csv = await breakdownCsv('treasury', breakdown, ctx.clock.now()).text()
    return [await everythingFor(ctx), JSON.stringify(parts), csv].join('\n')
  }

  it(
    'is shown to its treasury only once the funding transaction is broadcast',
    () =>
      store.inRollback(async (base) => {
        const before = await channelsFor(memberOf(base, OWNER))
        const stranger = [...hidden.lessees].find(
          ([, [, alias, pubkey]]) =>
            !before.includes(alias ?? '') && !before.includes(pubkey ?? ''),
        )
        const [subscriberId, [, alias = '', pubkey = ''] = []] = stranger ?? []
        if (subscriberId === undefined) throw new Error('Every lessee is a peer already')
        const lease = await deliver(base, { subscriberId })
        const [ordered] = await channelsOf(base.db, lease.id)
        const channelId = ordered?.channel.id ?? ''
        const shown = async (ctx: DbCtx) => {
          await syncAlerts(systemOf(ctx))
          const text = await channelsFor(memberOf(ctx, OWNER))
          return [text.includes(channelId), text.includes(alias), text.includes(pubkey)]
        }
        // Late, so that the alerts speak of it too.
        const late = { ...base, clock: fixedClock(addMs(REFERENCE_INSTANT, 7 * HOUR_MS)) }
        expect(await shown(base)).toEqual([true, false, false])
        await advanceChannel(adminOf(base), { channelId })
        expect(await shown(late)).toEqual([true, false, false])
        expect(JSON.stringify(await listChannelViews(adminOf(base)))).toContain(pubkey)
        await advanceChannel(adminOf(base), { channelId })
        // The key in the lease's details alone; the alias nowhere: its peer is the lessee, by its label.
        expect(await shown(late)).toEqual([true, false, true])
      }),
    240_000,
  )
})

describe('the peers of a treasury’s channels', () => {
  /** What a treasury reads of its channels outside of a lease's details. */
  async function channelsFor(ctx: UserCtx): Promise<string> {
    const parts: unknown[] = [await listEveryLeaseView(ctx), await listChannelViews(ctx)]
    for (const kpi of TREASURY_KPIS) {
      const breakdown = await getTreasuryBreakdown(ctx, kpi)
      parts.push(breakdown)
      if (breakdown === null) continue
      parts.push(await breakdownCsv('treasury', breakdown, ctx.clock.now()).text())
    }
    const { organisationId } = ctx.actor
    for (const table of [notificationTable, liveEventTable]) {
      parts.push(await ctx.db.select().from(table).where(eq(table.organisationId, organisationId)))
    }
    return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('\n')
  }

  it.each(TREASURY_IDS)('%s knows a lessee by one label, on channels as on leases', (id) =>
    store.inRollback(async (base) => {
      await syncAlerts(systemOf(base))
      const me = memberOf(base, id)
      const text = await channelsFor(me)
      const words = [...hidden.lessees.values()].flat()
      expect(words.filter((word) => text.includes(word))).toEqual([])

      const labels = new Map(
        (await listEveryLeaseView(me)).map((row) => [row.id, row.counterparty]),
      )
      const backing = (await listChannelViews(me)).filter(({ leaseId }) => leaseId !== null)
      expect(backing.filter(({ peerAlias }) => peerAlias !== null).length).toBeGreaterThan(0)
      const utilization = await getTreasuryBreakdown(me, 'utilization')
      for (const { id: channelId, leaseId, peerAlias, peerPubkey } of backing) {
        if (peerAlias !== null) expect(peerAlias).toBe(labels.get(leaseId ?? ''))
        expect(peerPubkey).toBeNull()
        const row = utilization?.rows.find((each) => each.id === channelId)
        const cell = row?.cells[1]
        if (cell?.kind === 'text') expect(cell.text).toBe(peerAlias)
      }
    }),
  )

  it('have their key in the details of a channel that is on the chain, and there alone', async () => {
    const me = memberOf(store.ctx, 'trs_001')
    for (const { id } of await listEveryLeaseView(me)) {
      const { channels } = await getLeaseView(me, id)
      for (const { state, fundingOutpoint, peerPubkey } of channels) {
        expect(peerPubkey !== null).toBe(isPublicChannel({ state, fundingOutpoint }))
      }
    }
    const lessee = memberOf(store.ctx, 'sub_001')
    for (const { id } of await listEveryLeaseView(lessee)) {
      const { channels } = await getLeaseView(lessee, id)
      expect(channels.every(({ peerPubkey }) => peerPubkey === null)).toBe(true)
    }
  })

  it('are the nodes themselves to Flowrate', async () => {
    const text = JSON.stringify(await listChannelViews(adminOf(store.ctx)))
    const [, nodeAlias, pubkey] = hidden.lessees.get('sub_001') ?? []
    expect(text).toContain(nodeAlias)
    expect(text).toContain(pubkey)
  })
})

describe('a contract on paper', () => {
  it('says who, what, how long, how much, and what was signed', async () => {
    const ctx = memberOf(store.ctx, 'sub_001')
    const rows = await listEveryLeaseView(ctx)
    const row = rows.find(
      ({ isProviderAnonymised, status }) => isProviderAnonymised && status === 'active',
    )
    const document = await contractDocument(ctx, row?.contract?.id ?? '')
    const text = pdfText(await renderPdf(document.paper, ctx.clock.now()))
    for (const part of [
      'Lease of inbound capacity',
      row?.counterparty,
      'Exchange Amber',
      `${(row?.sizeSats ?? 0).toLocaleString('en-US')} sats`,
      `${row?.termDays} days of 24 hours`,
      `${row?.effectivePpm.toLocaleString('en-US')} ppm of size`,
      `${row?.annualisedPpm.toLocaleString('en-US')} ppm`,
      'start and end move by the delay',
      '99.5 %',
      '95 %',
      'own keys',
      '10 % of the fee',
      ...document.termsText.split('\n'),
      document.termsHash,
      'Page 1 of',
    ]) {
      // A long line goes on in the next one.
      expect(text.replaceAll(/\s+/g, ' '), part).toContain(part)
    }
    expect(
      document.signatures.map(({ party, signerName }) => [party, signerName === null]),
    ).toEqual(
      expect.arrayContaining([
        ['treasury', true],
        ['subscriber', false],
      ]),
    )
  })

  it('keeps its bytes, and is nobody else’s', async () => {
    const ctx = memberOf(store.ctx, 'trs_001')
    const rows = await listEveryLeaseView(ctx)
    const id = rows.find(({ contract }) => contract !== null)?.contract?.id ?? ''
    const { paper } = await contractDocument(ctx, id)
    const [one, two] = [
      await renderPdf(paper, ctx.clock.now()),
      await renderPdf(paper, ctx.clock.now()),
    ]
    expect(pdfText(one)).toBe(pdfText(two))
    await expect(contractDocument(memberOf(store.ctx, 'trs_002'), id)).rejects.toMatchObject({
      status: 404,
    })
  })
})
