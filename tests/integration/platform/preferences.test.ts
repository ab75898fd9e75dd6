import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { auditEventTable } from '@/lib/platform/audit/table'
import { preferenceChangeInput } from '@/lib/platform/preference/inputs'
import { getPreferences } from '@/lib/platform/preference/queries'
import { chartRange, DEFAULT_PREFERENCES, tablePreference } from '@/lib/platform/preference/rules'
import { savePreferences } from '@/lib/platform/preference/save-preferences'
import { preferenceTable } from '@/lib/platform/preference/table'
import { addPeople, ctxOf, NOW } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
let db: Database

beforeAll(async () => {
  db = store.db
  await addPeople(db)
})
beforeEach(() => db.delete(preferenceTable))

const auditRows = (userId: string) =>
  db.select().from(auditEventTable).where(eq(auditEventTable.entityId, userId))

it('starts from the defaults', async () => {
  expect(await getPreferences(ctxOf(db, 'treasury'))).toEqual(DEFAULT_PREFERENCES)
})

it('keeps a change and says in the audit log what became of what', async () => {
  const ctx = ctxOf(db, 'treasury')
  await savePreferences(ctx, [
    { kind: 'unit', unit: 'sats' },
    { kind: 'chart', chart: 'yield', range: 30 },
  ])
  const preferences = await getPreferences(ctx)
  expect(preferences).toMatchObject({ unit: 'sats', ranges: { yield: 30 } })
  expect(chartRange(preferences, 'yield')).toBe(30)
  expect(chartRange(preferences, 'supply')).toBe(7)
  const rows = await auditRows('usr_treasury')
  expect(rows.at(-1)).toMatchObject({
    at: NOW,
    action: 'preferences.changed',
    actorId: 'usr_treasury',
    organisationId: 'trs_001',
    requestId: 'test-request',
    details: {
      unit: { from: 'btc', to: 'sats' },
      ranges: { from: {}, to: { yield: 30 } },
    },
  })
})

it('leaves no audit row when nothing changes', async () => {
  const ctx = ctxOf(db, 'treasury2')
  await savePreferences(ctx, [{ kind: 'unit', unit: 'btc' }])
  await savePreferences(ctx, [{ kind: 'theme', theme: 'dark' }])
  await savePreferences(ctx, [{ kind: 'theme', theme: 'dark' }])
  expect(await auditRows('usr_treasury2')).toHaveLength(1)
})

it('keeps what one table knows apart from the others', async () => {
  const ctx = ctxOf(db, 'treasury')
  await savePreferences(ctx, [
    { kind: 'density', density: 'comfortable' },
    { kind: 'table', table: 'audit', change: { hiddenColumns: ['ip'], per: 50 } },
  ])
  await savePreferences(ctx, [{ kind: 'table', table: 'audit', change: { density: 'compact' } }])
  const preferences = await getPreferences(ctx)
  expect(tablePreference(preferences, 'audit')).toEqual({
    hiddenColumns: ['ip'],
    density: 'compact',
    per: 50,
  })
  expect(tablePreference(preferences, 'alerts')).toEqual({
    density: 'comfortable',
    per: 25,
  })
})

it('lets viewers set their own, and touches nobody else’s', async () => {
  await savePreferences(ctxOf(db, 'treasury-viewer'), [{ kind: 'unit', unit: 'sats' }])
  expect((await getPreferences(ctxOf(db, 'treasury-viewer'))).unit).toBe('sats')
  expect((await getPreferences(ctxOf(db, 'treasury'))).unit).toBe('btc')
})

it('loses none of two changes that come at once', async () => {
  const ctx = ctxOf(db, 'subscriber')
  await Promise.all([
    savePreferences(ctx, [{ kind: 'unit', unit: 'sats' }]),
    savePreferences(ctx, [{ kind: 'theme', theme: 'dark' }]),
    savePreferences(ctx, [{ kind: 'time-zone', timeZone: 'Europe/Zurich' }]),
  ])
  expect(await getPreferences(ctx)).toMatchObject({
    unit: 'sats',
    theme: 'dark',
    timeZone: 'Europe/Zurich',
  })
})

it('leaves neither change nor audit row when the transaction fails', async () => {
  const ctx = ctxOf(db, 'subscriber2')
  const failing = withTransaction(ctx, async (tx) => {
    await savePreferences(tx, [{ kind: 'unit', unit: 'sats' }])
    throw new Error('The power went')
  })
  await expect(failing).rejects.toThrow('The power went')
  expect(await getPreferences(ctx)).toEqual(DEFAULT_PREFERENCES)
  expect(await auditRows('usr_subscriber2')).toHaveLength(0)
})

it('refuses more charts than a product can have', async () => {
  const changes = Array.from({ length: 61 }, (_, index) => ({
    kind: 'chart' as const,
    chart: `c${index}`,
    range: 7 as const,
  }))
  await expect(savePreferences(ctxOf(db, 'admin'), changes)).rejects.toMatchObject({ status: 422 })
})

it.each([
  { kind: 'unit', unit: 'eur' },
  { kind: 'unit', unit: 'btc', userId: 'usr_admin' },
  { kind: 'time-zone', timeZone: 'Mars/Olympus' },
  { kind: 'time-zone', timeZone: '../../etc' },
  { kind: 'chart', chart: '__proto__', range: 7 },
  { kind: 'chart', chart: 'yield', range: 8 },
  { kind: 'table', table: 'audit', change: { per: 33 } },
  { kind: 'table', table: 'audit', change: { hiddenColumns: ['<script>'] } },
  { kind: 'page-size', pageSize: '25' },
  { kind: 'nonsense' },
  null,
])('refuses the change %j', (change) => {
  expect(preferenceChangeInput.safeParse(change).success).toBe(false)
})
