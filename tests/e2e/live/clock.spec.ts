import { axeCheck, showTheme } from '@/tests/support/browser/axe'
import { type Answer, ask, type RawRequest } from '@/tests/support/browser/http'
import { pressOn } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'
import { OWN_SITE, useOwnServer } from './own-server'

/** All that comes due within 90 days is done first. */
const DUE_WORK = { timeout: 40_000 }

useOwnServer()
test.describe.configure({ mode: 'serial' })

function move(body: unknown, request: Partial<RawRequest> = {}): Promise<Answer> {
  return ask(OWN_SITE, {
    path: '/api/demo/clock',
    method: 'POST',
    as: 'admin',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...request,
    headers: { 'content-type': 'application/json', origin: OWN_SITE, ...request.headers },
  })
}

test('refuses what is no move ahead, and everyone but admins', async () => {
  const statuses = async (attempts: readonly Promise<Answer>[]) =>
    (await Promise.all(attempts)).map(({ status }) => status)
  const bad = [
    { advance: 'P1M' },
    { advance: '-P1D' },
    { advance: 'P401D' },
    { advance: 1 },
    {},
    [],
  ]
  expect(await statuses(bad.map((body) => move(body)))).toEqual(bad.map(() => 422))
  const day = { advance: 'P1D' }
  expect(
    await statuses([
      move('{'),
      move(day, { as: 'anonymous' }),
      move(day, { as: 'treasury' }),
      move(day, { as: 'subscriber-viewer' }),
      move(day, { headers: { origin: 'https://evil.example' } }),
      move(undefined, { method: 'GET' }),
    ]),
  ).toEqual([400, 401, 403, 403, 403, 405])
  const { body } = await move({ advance: 'PT1S' })
  expect(JSON.parse(body)).toEqual({ now: '2026-11-20T12:00:01.000Z', offsetSeconds: 1 })
})

test('moves once per key, and says the same again', async () => {
  const headers = { 'idempotency-key': 'clock-of-today' }
  const first = await move({ advance: 'PT1S' }, { headers })
  const again = await move({ advance: 'PT1S' }, { headers })
  expect(JSON.parse(first.body)).toEqual({ now: '2026-11-20T12:00:02.000Z', offsetSeconds: 2 })
  expect(again.body).toBe(first.body)
  expect(again.headers['idempotent-replayed']).toBe('true')
  expect((await move({ advance: 'PT2S' }, { headers })).status).toBe(422)
})

test('an admin moves it by keyboard, and every open page learns of it', async ({ openAs }) => {
  const admin = await openAs('admin')
  const other = await openAs('subscriber')
  await other.goto('/subscriber')
  await other.locator('html[data-live=on]').waitFor({ state: 'attached' })
  await admin.goto('/admin')
  await admin.locator('html[data-live=on]').waitFor({ state: 'attached' })
  await expect(other.getByText(/^Demo clock: \+2 seconds/)).toBeVisible()

  const opener = admin.getByRole('button', { name: 'Product clock' })
  await pressOn(admin, opener)
  const control = admin.getByRole('dialog', { name: 'Product clock' })
  await expect(control).toContainText('20 Nov 2026, 12:00:02 UTC')
  await pressOn(admin, control.getByRole('button', { name: '+90 days' }))
  const question = control.getByRole('group', { name: 'Move 90 days ahead, to' })
  await expect(question).toBeFocused()
  await expect(question).toContainText('Everybody in this demo sees the new day')
  await expect(question).toContainText('it can’t be undone')
  await expect(question).toContainText('leases end')
  await expect(question).toContainText('3 months are closed')
  await admin.keyboard.press('Enter')
  await pressOn(admin, question.getByRole('button', { name: 'Leave it' }))
  await expect(question).toBeHidden()
  await expect(admin.locator('[data-slot=demo-clock]')).toContainText('+2 seconds')
  await pressOn(admin, control.getByRole('button', { name: '+90 days' }))
  await expect(question).toBeFocused()
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(admin, theme)
    await axeCheck(admin, `clock asks, ${theme}`)
  }
  await pressOn(admin, question.getByRole('button', { name: 'Move 90 days ahead' }))
  const said = 'The product clock is now 18 Feb 2027, 12:00:02 UTC.'
  await expect(admin.getByRole('status').filter({ hasText: said })).toBeAttached(DUE_WORK)
  await expect(control).toContainText('+90 days 2 seconds')
  await expect(admin.locator('[data-slot=demo-clock]')).toContainText('+90 days 2 seconds')
  await expect(other.locator('[data-slot=demo-clock]')).toContainText('18 Feb 2027, 12:00:02 UTC')

  await admin.keyboard.press('Escape')
  await expect(control).toBeHidden()
  await expect(opener).toBeFocused()
})

test('a bad number is told beside its field and kept; a good one counts as days', async ({
  openAs,
}) => {
  const page = await openAs('admin')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/admin')
  await page.getByRole('button', { name: 'Product clock' }).click()
  const field = page.getByLabel('Days ahead')
  await field.fill('500')
  await field.press('Enter')
  await expect(page.getByText('The clock moves ahead by up to 400 days at a time.')).toBeVisible()
  await expect(field).toHaveValue('500')
  await expect(field).toBeFocused()
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(page, theme)
    await axeCheck(page, `clock open at 390 px, ${theme}`)
  }
  await field.fill('2')
  await field.press('Enter')
  await page.getByRole('button', { name: 'Move 2 days ahead' }).click()
  await expect(page.locator('[data-slot=demo-clock]')).toContainText('+92 days', DUE_WORK)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
})

test('others see that it was moved and find no way to move it', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto('/treasury')
  await expect(page.getByText(/^Demo clock: \+92 days/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Product clock' })).toHaveCount(0)
})
