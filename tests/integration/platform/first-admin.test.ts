import { createHash } from 'node:crypto'
import { verifyPassword } from 'better-auth/crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { DEMO_PASSWORD, PERSONAS } from '@/lib/auth/personas'
import { accountTable, sessionTable, userTable, verificationTable } from '@/lib/auth/table'
import type { DbCtx } from '@/lib/db/context'
import { auditEventTable } from '@/lib/platform/audit/table'
import { systemCtx } from '@/lib/platform/ctx'
import { adminInput, createAdmin } from '@/lib/platform/organisation/create-admin'
import { hasAccounts } from '@/lib/platform/organisation/has-accounts'
import { membershipTable, organisationTable } from '@/lib/platform/organisation/table'
import {
  findPasswordLink,
  issuePasswordLink,
  newPassword,
  redeemPasswordLink,
  setPassword,
} from '@/lib/platform/session/set-password'
import { refusal } from '@/tests/support/lease-life'
import { useTestDb } from '@/tests/support/test-db'

const hashed = vi.hoisted(() => vi.fn())
vi.mock('better-auth/crypto', async (original) => {
  const library = await original<typeof import('better-auth/crypto')>()
  const hashPassword = hashed.mockImplementation(library.hashPassword)
  return { ...library, hashPassword }
})

const store = useTestDb('empty')
const EMAIL = 'first@admin.example'
const PASSWORD = 'four plain words here'
const system = (ctx: DbCtx) => systemCtx(ctx, 'test')

async function aLink(ctx: DbCtx) {
  const { userId } = await createAdmin(system(ctx), { email: EMAIL })
  return { userId, token: await issuePasswordLink(system(ctx), userId) }
}

const storyOf = async (ctx: DbCtx, id: string) =>
  (
    await ctx.db
      .select()
      .from(auditEventTable)
      .where(eq(auditEventTable.entityId, id))
      .orderBy(auditEventTable.seq)
  ).map(({ action }) => action)

it('the first admin of an empty store gets Flowrate’s own organisation with it', () =>
  store.inRollback(async (ctx) => {
    expect(await hasAccounts(ctx)).toBe(false)
    const { userId } = await createAdmin(system(ctx), { email: EMAIL, name: 'First Admin' })
    expect(await ctx.db.select().from(organisationTable)).toMatchObject([
      { id: 'flowrate', kind: 'flowrate' },
    ])
    expect(await ctx.db.select().from(membershipTable)).toMatchObject([
      { userId, organisationId: 'flowrate', role: 'admin' },
    ])
    expect(await ctx.db.select().from(userTable)).toMatchObject([
      { id: userId, email: EMAIL, name: 'First Admin', disabledAt: null },
    ])
    expect(await hasAccounts(ctx)).toBe(true)
    expect(await storyOf(ctx, userId)).toEqual(['user.created'])
  }))

it('is the same person again while no password was chosen, and refused after', () =>
  store.inRollback(async (ctx) => {
    const { userId, token } = await aLink(ctx)
    expect(await createAdmin(system(ctx), { email: EMAIL })).toEqual({ userId })
    await redeemPasswordLink(system(ctx), { token, password: PASSWORD })
    const again = () => createAdmin(system(ctx), { email: EMAIL })
    expect(await refusal(ctx, again)).toBe('account_exists')
  }))

it('a link sets one password, once, and is stored as a hash alone', () =>
  store.inRollback(async (ctx) => {
    const { userId, token } = await aLink(ctx)
    expect(token).toMatch(/^[\w-]{43}$/)
    const [stored] = await ctx.db.select().from(verificationTable)
    expect(stored?.value).toBe(createHash('sha256').update(token).digest('hex'))
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(await findPasswordLink(ctx, token)).toEqual({ email: EMAIL })
    await ctx.db.insert(sessionTable).values({
      id: 's',
      token: 's',
      userId,
      expiresAt: sql`now() + interval '1 hour'`,
    })
    await redeemPasswordLink(system(ctx), { token, password: PASSWORD })
    const [account] = await ctx.db.select().from(accountTable)
    const hash = account?.password ?? ''
    expect(await verifyPassword({ hash, password: PASSWORD })).toBe(true)
    expect(await ctx.db.$count(sessionTable)).toBe(0)
    expect(await findPasswordLink(ctx, token)).toBeNull()
    const again = () => redeemPasswordLink(system(ctx), { token, password: 'another password' })
    expect(await refusal(ctx, again)).toBe('not_found')
    expect(await storyOf(ctx, userId)).toEqual([
      'user.created',
      'user.password_link_issued',
      'user.password_set',
    ])
  }))

it('a link works for an hour, and until the next one is made', () =>
  store.inRollback(async (ctx) => {
    const { userId, token } = await aLink(ctx)
    const [stored] = await ctx.db
      .select({
        // The column keeps milliseconds, the clock of the store microseconds.
        isAnHour: sql<boolean>`abs(extract(epoch from ${verificationTable.expiresAt} - now()) - 3600) < 0.001`,
      })
      .from(verificationTable)
    expect(stored?.isAnHour).toBe(true)
    await ctx.db.update(verificationTable).set({ expiresAt: sql`now() - interval '1 second'` })
    expect(await findPasswordLink(ctx, token)).toBeNull()
    const late = () => redeemPasswordLink(system(ctx), { token, password: PASSWORD })
    expect(await refusal(ctx, late)).toBe('not_found')
    const next = await issuePasswordLink(system(ctx), userId)
    const newest = await issuePasswordLink(system(ctx), userId)
    expect(await findPasswordLink(ctx, next)).toBeNull()
    expect(await findPasswordLink(ctx, newest)).toEqual({ email: EMAIL })
    expect(await findPasswordLink(ctx, '')).toBeNull()
  }))

it('a password set on the server shuts the links made before, that person’s alone', () =>
  store.inRollback(async (ctx) => {
    const { userId, token } = await aLink(ctx)
    const other = await createAdmin(system(ctx), { email: 'other@admin.example' })
    const others = await issuePasswordLink(system(ctx), other.userId)
    await setPassword(system(ctx), { userId, password: PASSWORD })
    expect(await findPasswordLink(ctx, token)).toBeNull()
    const late = () => redeemPasswordLink(system(ctx), { token, password: 'another password' })
    expect(await refusal(ctx, late)).toBe('not_found')
    expect(await findPasswordLink(ctx, others)).toEqual({ email: 'other@admin.example' })
  }))

it('a link that is none costs no hash', () =>
  store.inRollback(async (ctx) => {
    const { token } = await aLink(ctx)
    hashed.mockClear()
    const none = () => redeemPasswordLink(system(ctx), { token: `${token}x`, password: PASSWORD })
    expect(await refusal(ctx, none)).toBe('not_found')
    expect(hashed).not.toHaveBeenCalled()
    await redeemPasswordLink(system(ctx), { token, password: PASSWORD })
    expect(hashed).toHaveBeenCalledOnce()
  }))

it('setting a password anew replaces the one before', () =>
  store.inRollback(async (ctx) => {
    const { userId } = await createAdmin(system(ctx), { email: EMAIL })
    await setPassword(system(ctx), { userId, password: PASSWORD })
    await setPassword(system(ctx), { userId, password: 'something else now' })
    const accounts = await ctx.db.select().from(accountTable)
    expect(accounts).toHaveLength(1)
    const hash = accounts[0]?.password ?? ''
    expect(await verifyPassword({ hash, password: 'something else now' })).toBe(true)
    expect(await verifyPassword({ hash, password: PASSWORD })).toBe(false)
  }))

it('a password has 12 to 128 characters of any kind, and is not the public one', () => {
  const isFine = (text: string) => newPassword.safeParse(text).success
  for (const text of ['a'.repeat(12), ' leading and trailing ', '🐟'.repeat(12), 'a'.repeat(128)]) {
    expect(isFine(text), text).toBe(true)
  }
  for (const text of ['', 'a'.repeat(11), 'a'.repeat(129), DEMO_PASSWORD]) {
    expect(isFine(text), text).toBe(false)
  }
})

it('an address is one, in small letters', () => {
  expect(adminInput.parse({ email: 'You@Example.ORG' }).email).toBe('you@example.org')
  for (const email of [
    '',
    'you',
    'a b@c.example',
    'a\u0000@b.example',
    `${'x'.repeat(250)}@b.example`,
  ]) {
    expect(adminInput.safeParse({ email }).success, email).toBe(false)
  }
  for (const { email } of PERSONAS) {
    const { error } = adminInput.safeParse({ email: email.toUpperCase() })
    expect(error?.issues[0]?.message).toMatch(/a person of the demo, whose password is public/)
  }
})
