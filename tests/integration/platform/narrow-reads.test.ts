import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/context'
import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import { listSubscribers } from '@/lib/domains/liquidity/subscriber/entities'
import { loadSurroundings } from '@/lib/flows/lease-view/load-surroundings'
import type { UserCtx } from '@/lib/platform/ctx'
import { rowsOf } from '@/tests/support/ledger-sql'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const DATABASE_WORDS = ['then', 'execute', 'select']

/** The store, and every text that it gave, whatever the way of asking. */
function watched(): { db: Database; read: Set<string> } {
  const read = new Set<string>()
  const note = (value: unknown): void => {
    if (typeof value === 'string') read.add(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(note)
  }
  const watch = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (_, key) => {
        const member: unknown = Reflect.get(target, key)
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => {
          if (key === 'then') {
            const [done, failed] = args as ((value: unknown) => unknown)[]
            return (target as unknown as Promise<unknown>).then((value) => {
              note(value)
              return done?.(value)
            }, failed)
          }
          const result: unknown = Reflect.apply(member, target, args)
          const isQuery = typeof result === 'object' && result !== null && 'then' in result
          const goesOn = isQuery || DATABASE_WORDS.includes(String(key)) || key === 'from'
          return goesOn && typeof result === 'object' && result !== null ? watch(result) : result
        }
      },
    })
  return { db: watch(store.db), read }
}

async function readBy(ask: (ctx: UserCtx) => Promise<unknown>, who: string): Promise<string[]> {
  const { db, read } = watched()
  const ctx = { ...store.ctx, db }
  await ask(who === 'admin' ? adminOf(ctx) : memberOf(ctx, who))
  return [...read]
}

/** Ids of leases, of what hangs on them and of their parties that are no business of an organisation. */
async function foreignIds(id: string): Promise<Set<string>> {
  const rows = await rowsOf(
    store.db,
    sql`with own as (select * from lease where treasury_id = ${id} or subscriber_id = ${id})
      select id from lease where id not in (select id from own)
      union all select id from channel where treasury_id <> ${id}
        and id not in (select channel_id from lease_backing where subscriber_id = ${id})
      union all select id from lease_backing where treasury_id <> ${id} and subscriber_id <> ${id}
      union all select id from channel_operation where treasury_id <> ${id}
      union all select id from demand_ticket where subscriber_id <> ${id}
        and (lease_id is null or lease_id not in (select id from own))
        and id not in (select ticket_id from own where ticket_id is not null)
      union all select id from invoice where subscriber_id <> ${id}
        and subscriber_id not in (select subscriber_id from own)
      union all select id from treasury where id <> ${id} and id not in (select treasury_id from own)
      union all select id from subscriber where id <> ${id} and id not in (select subscriber_id from own)
      union all select id from compliance_record where organisation_id <> ${id}
        and organisation_id not in (select treasury_id from own union select subscriber_id from own)`,
  )
  return new Set(rows.map((row) => String(row.id)))
}

const READS = {
  'the leases and their surroundings': loadSurroundings,
  'channels and what runs on them': (ctx: UserCtx) => listChannelViews(ctx),
  'subscribers and their peers': listSubscribers,
} as const

describe.each(Object.entries(READS))('what is read for %s', (_, ask) => {
  it.each(['trs_002', 'sub_002'])('holds no row that is no business of %s', async (who) => {
    const foreign = await foreignIds(who)
    expect(foreign.size).toBeGreaterThan(50)
    const read = await readBy(ask, who)
    expect(read.filter((text) => foreign.has(text))).toEqual([])
    expect((await readBy(ask, 'admin')).some((text) => foreign.has(text))).toBe(true)
  })
})

describe('what is read for a few channels', () => {
  it('is about them alone, and tells the desk no label that it does not show', async () => {
    const channels = await rowsOf(
      store.db,
      sql`select c.id, c.treasury_id as treasury from channel c
        where exists (select from lease_backing b where b.channel_id = c.id and b.to_at is null) order by c.id`,
    )
    const [shown] = channels
    const [id, treasury] = [String(shown?.id), String(shown?.treasury)]
    const labels = await rowsOf(store.db, sql`select alias from subscriber`)
    for (const who of ['admin', treasury]) {
      const read = await readBy((ctx) => listChannelViews(ctx, { ids: [id] }), who)
      expect(read).toContain(id)
      const operations = await rowsOf(
        store.db,
        sql`select id from channel_operation where channel_id <> ${id}`,
      )
      const others = new Set(operations.map((row) => String(row.id)))
      expect(others.size).toBeGreaterThan(0)
      expect(read.filter((text) => others.has(text))).toEqual([])
      const leases = read.filter((text) => /^lease_\d+$/.test(text))
      expect(new Set(leases).size).toBeLessThan(6)
      if (who === 'admin') {
        expect(read.filter((text) => labels.some(({ alias }) => alias === text))).toEqual([])
      }
    }
  })
})
