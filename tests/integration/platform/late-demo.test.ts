import { describe, expect, it } from 'vitest'
import { PERSONAS } from '@/lib/auth/personas'
import { sats } from '@/lib/core/money'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import { parseEnv } from '@/lib/env'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { systemCtx } from '@/lib/platform/ctx'
import { demoWorldTable } from '@/lib/platform/demo/table'
import { createAdmin } from '@/lib/platform/organisation/create-admin'
import { existingPersonas } from '@/lib/platform/organisation/existing-personas'
import { membershipTable } from '@/lib/platform/organisation/table'
import { prepareStore, seedIfWanted } from '@/scripts/server/prepare-store'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
const settings = (given: Record<string, string>) =>
  parseEnv({ FLOWRATE_NOW: REFERENCE_INSTANT, ...given })
const demo = settings({})
const alone = async () => undefined

describe('a first admin who comes before the demo world', () => {
  it('keeps it out at every start, and lets it in when it is asked for by hand', () =>
    store.inRollback(async (ctx) => {
      const { userId } = await createAdmin(systemCtx(ctx, 'test'), { email: 'first@admin.example' })
      for (const start of [settings({ FLOWRATE_DEMO: '0' }), demo]) {
        await prepareStore(ctx.db, start, alone)
        expect(await existingPersonas(ctx)).toEqual([])
        expect(await ctx.db.$count(demoWorldTable)).toBe(0)
      }

      await seedIfWanted(ctx.db, demo, alone)
      expect(await existingPersonas(ctx)).toEqual(PERSONAS)
      expect(await ctx.db.$count(demoWorldTable)).toBe(1)
      const own = await ctx.db.select().from(membershipTable)
      expect(own.find((each) => each.userId === userId)).toMatchObject({ role: 'admin' })

      await prepareStore(ctx.db, demo, alone)
      expect(await ctx.db.$count(demoWorldTable)).toBe(1)
    }))

  it('keeps the store without one once something was made that it would bring too', () =>
    store.inRollback(async (ctx) => {
      await createAdmin(systemCtx(ctx, 'test'), { email: 'first@admin.example' })
      await ctx.db.insert(poolTable).values({
        id: 'pool_first',
        name: 'The first pool',
        nickname: 'First',
        minTermDays: 7,
        maxExposureSats: sats(1_000_000),
        jurisdictions: ['CH'],
        createdAt: REFERENCE_INSTANT,
        version: 1,
      })
      await seedIfWanted(ctx.db, demo, alone)
      expect(await ctx.db.$count(demoWorldTable)).toBe(0)
      expect(await existingPersonas(ctx)).toEqual([])
    }))
})
