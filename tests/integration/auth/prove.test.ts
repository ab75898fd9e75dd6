import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Auth, createAuth } from '@/lib/auth/auth'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { createSignInLimiter } from '@/lib/auth/sign-in-limiter'
import { rateLimitTable, sessionTable } from '@/lib/auth/table'
import type { Database } from '@/lib/db/context'
import { auditEventTable } from '@/lib/platform/audit/table'
import { systemCtx } from '@/lib/platform/ctx'
import { proveIdentity } from '@/lib/platform/session/prove'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import { addPeople, ctxOf } from '@/tests/support/people'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
let db: Database
let auth: Auth

beforeAll(async () => {
  db = store.db
  await addPeople(db)
  const secret = 'a secret of at least thirty-two bytes'
  auth = createAuth({ db, secret, baseUrl: 'http://127.0.0.1:3000', origins: [] })
})
beforeEach(async () => {
  await db.delete(rateLimitTable)
  await db.delete(sessionTable)
})

const limits = { place: { points: 8, seconds: 600 }, account: { points: 12, seconds: 3600 } }
const person = async (secondsAgo: number) => {
  const ctx = await proved(ctxOf(db, 'treasury'), secondsAgo)
  return { ...ctx, client: { ip: '203.0.113.9', userAgent: null }, sessionId: ctx.sessionId ?? '' }
}
const prove = (ctx: Awaited<ReturnType<typeof person>>, password: string) =>
  proveIdentity(ctx, { auth, limiter: createSignInLimiter(db, limits) }, { password })
const codeOf = (result: Promise<unknown>) =>
  result.then(
    () => 'ok',
    (error: { code?: string }) => error.code ?? String(error),
  )
const lastAction = async () => {
  const [row] = await db.select().from(auditEventTable).orderBy(desc(auditEventTable.seq)).limit(1)
  return row?.action
}

describe('a proof', () => {
  it('is fresh for five minutes', async () => {
    expect(await codeOf(requireFreshProof(await person(298)))).toBe('ok')
    expect(await codeOf(requireFreshProof(await person(301)))).toBe('reauth_required')
  })

  it('is a sign-in too', async () => {
    const ctx = await person(10_000)
    const none = { provedAt: null, createdAt: sql`now() - interval '1 minute'` }
    await db.update(sessionTable).set(none).where(eq(sessionTable.id, ctx.sessionId))
    expect(await codeOf(requireFreshProof(ctx))).toBe('ok')
  })

  it('belongs to one session of one person', async () => {
    const ctx = await person(0)
    const other = { ...ctxOf(db, 'subscriber'), sessionId: ctx.sessionId }
    expect(await codeOf(requireFreshProof(other))).toBe('reauth_required')
    expect(await codeOf(requireFreshProof(ctxOf(db, 'treasury')))).toBe('reauth_required')
    const job = { ...systemCtx(ctx, 'job'), sessionId: ctx.sessionId }
    expect(await codeOf(requireFreshProof(job))).toBe('reauth_required')
  })

  it('comes back with the password, in this session alone, with an audit row', async () => {
    const [ctx, elsewhere] = [await person(900), await person(900)]
    await prove(ctx, DEMO_PASSWORD)
    expect(await codeOf(requireFreshProof(ctx))).toBe('ok')
    expect(await codeOf(requireFreshProof(elsewhere))).toBe('reauth_required')
    expect(await lastAction()).toBe('session.proved')
  })

  it('is not given for a wrong password', async () => {
    const ctx = await person(900)
    expect(await codeOf(prove(ctx, 'not the password'))).toBe('invalid_input')
    expect(await lastAction()).toBe('session.proof_refused')
    expect(await codeOf(requireFreshProof(ctx))).toBe('reauth_required')
  })

  it('can be guessed eight times, then not even the right password is looked at', async () => {
    const ctx = await person(900)
    for (let guess = 0; guess < 8; guess += 1) {
      expect(await codeOf(prove(ctx, `guess ${guess}`))).toBe('invalid_input')
    }
    expect(await codeOf(prove(ctx, DEMO_PASSWORD))).toBe('too_many_requests')
    expect(await lastAction()).toBe('session.proof_blocked')
    expect(await codeOf(requireFreshProof(ctx))).toBe('reauth_required')
  })

  it('is not kept from others behind the same address, nor from the account’s other sessions', async () => {
    const [ctx, elsewhere] = [await person(900), await person(900)]
    const other = { ...(await proved(ctxOf(db, 'subscriber'), 900)), client: ctx.client }
    for (let guess = 0; guess < 9; guess += 1) await codeOf(prove(ctx, `guess ${guess}`))
    const theirs = { ...other, sessionId: other.sessionId ?? '' }
    expect(await codeOf(prove(theirs, DEMO_PASSWORD))).toBe('ok')
    expect(await codeOf(prove(elsewhere, DEMO_PASSWORD))).toBe('ok')
  })

  it('can be guessed a hundred times an hour over all sessions of an account', async () => {
    for (let guess = 0; guess < 12; guess += 1) {
      expect(await codeOf(prove(await person(900), `guess ${guess}`))).toBe('invalid_input')
    }
    expect(await codeOf(prove(await person(900), DEMO_PASSWORD))).toBe('too_many_requests')
  })
})
