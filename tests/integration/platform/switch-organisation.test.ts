import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { sessionTable } from '@/lib/auth/table'
import type { Database } from '@/lib/db/context'
import { membershipTable } from '@/lib/platform/organisation/table'
import { findViewer } from '@/lib/platform/session/find-viewer'
import { switchOrganisation } from '@/lib/platform/session/switch-organisation'
import { addPeople, ctxOf, NOW } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
let db: Database
const now = new Date(NOW)

beforeAll(async () => {
  db = store.db
  await addPeople(db)
  await db.insert(sessionTable).values({
    id: 'ses_001',
    token: 'token_001',
    userId: 'usr_treasury',
    expiresAt: new Date(now.getTime() + 3_600_000),
    lastActiveAt: now,
  })
  await db
    .insert(membershipTable)
    .values({ userId: 'usr_treasury', organisationId: 'sub_002', role: 'viewer', createdAt: NOW })
})

const viewer = () => findViewer(ctxOf(db, 'treasury'), 'token_001', now)
const choose = (organisationId: string, sessionId = 'ses_001') =>
  switchOrganisation(ctxOf(db, 'treasury'), { sessionId, organisationId })

it('acts for the first organisation until another is chosen', async () => {
  const before = await viewer()
  expect(before?.actor.organisationId).toBe(before?.memberships[0]?.organisationId)
  await choose('sub_002')
  expect(await viewer()).toMatchObject({
    actor: { organisationId: 'sub_002', role: 'subscriber', memberRole: 'viewer' },
  })
})

it.each(['trs_002', 'flowrate', 'trs_999', ''])(
  'cannot act for %j, to which the person does not belong',
  async (organisationId) => {
    await expect(choose(organisationId)).rejects.toMatchObject({ status: 404 })
  },
)

it('falls back when the membership in the chosen organisation ends', async () => {
  await choose('sub_002')
  await db.delete(membershipTable).where(eq(membershipTable.organisationId, 'sub_002'))
  await expect(viewer()).resolves.toMatchObject({ actor: { organisationId: 'trs_001' } })
})
