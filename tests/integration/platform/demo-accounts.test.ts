import { eq, isNull } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { sessionTable, userTable } from '@/lib/auth/table'
import type { DbCtx } from '@/lib/db/context'
import { auditEventTable } from '@/lib/platform/audit/table'
import { audit } from '@/lib/platform/audit/write'
import { systemCtx } from '@/lib/platform/ctx'
import { openDemoAccounts, shutDemoAccounts } from '@/lib/platform/organisation/demo-accounts'
import { addPeople, ctxOf } from '@/tests/support/people'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
const start = (ctx: DbCtx) => systemCtx(ctx, 'start')

async function withPeople(run: (ctx: DbCtx) => Promise<void>): Promise<void> {
  await store.inRollback(async (ctx) => {
    await addPeople(ctx.db)
    await ctx.db.insert(userTable).values({ id: 'usr_real', name: 'Real', email: 'real@x.example' })
    await run(ctx)
  })
}

const openOnes = async ({ db }: DbCtx) =>
  (await db.select({ id: userTable.id }).from(userTable).where(isNull(userTable.disabledAt))).map(
    ({ id }) => id,
  )

it('shutting ends the sessions of the demo people and nobody else’s, with a row for each', () =>
  withPeople(async (ctx) => {
    await proved(ctxOf(ctx.db, 'admin'))
    await ctx.db
      .insert(sessionTable)
      .values({ id: 'r', token: 'r', userId: 'usr_real', expiresAt: new Date('2040-01-01') })
    expect(await shutDemoAccounts(start(ctx))).toBe(8)
    expect(await openOnes(ctx)).toEqual(['usr_real'])
    expect(await ctx.db.select({ id: sessionTable.id }).from(sessionTable)).toEqual([{ id: 'r' }])
    const rows = () =>
      ctx.db.$count(auditEventTable, eq(auditEventTable.action, 'demo_account.shut'))
    expect(await rows()).toBe(8)
    expect(await shutDemoAccounts(start(ctx))).toBe(8)
    expect(await rows()).toBe(8)
  }))

it('opening opens what a start has shut, and nobody whom an admin has disabled', () =>
  withPeople(async (ctx) => {
    await shutDemoAccounts(start(ctx))
    await audit(start(ctx), { action: 'user.disabled', entityType: 'User', entityId: 'usr_admin' })
    await openDemoAccounts(start(ctx))
    const open = await openOnes(ctx)
    expect(open).toHaveLength(8)
    expect(open).not.toContain('usr_admin')
    await ctx.db
      .update(userTable)
      .set({ disabledAt: new Date('2026-01-01') })
      .where(eq(userTable.id, 'usr_admin2'))
    await openDemoAccounts(start(ctx))
    expect(await openOnes(ctx)).not.toContain('usr_admin2')
  }))
