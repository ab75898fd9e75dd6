import { expectFigureBehind } from '@/tests/support/browser/figures'
import { pressOn, ready } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'
import { SUBSCRIBER_KPIS } from '../security/routes'

for (const kpi of SUBSCRIBER_KPIS) {
  test(`opens the list behind ${kpi} with the same total`, async ({ openAs }) => {
    await expectFigureBehind(await openAs('subscriber'), '/subscriber', kpi)
  })
}

test('shows expiring leases as the figure counts them', async ({ openAs }) => {
  const page = await openAs('subscriber')
  await page.goto('/subscriber')
  const value = Number(await page.locator('[data-kpi=expiring]').getAttribute('data-value'))
  await expect(page.locator('#expiring li[data-id]')).toHaveCount(value)
})

test('opens a figure and comes back by keyboard', async ({ openAs }) => {
  const page = await openAs('subscriber')
  await page.goto('/subscriber')
  await ready(page)
  await pressOn(page, page.locator('[data-kpi=inbound-leased]').getByRole('link'))
  await expect(page).toHaveURL(/\/subscriber\/kpi\/inbound-leased$/)
  await pressOn(page, page.getByRole('link', { name: 'Back to overview' }))
  await expect(page).toHaveURL(/\/subscriber$/)
})

test('saves settings for every device and takes them back', async ({ openAlone, openAs }) => {
  const page = await openAs('subscriber2')
  await page.goto('/settings')
  await ready(page)
  const zone = page.getByLabel('Time zone')
  await page.getByLabel('Page after sign-in').selectOption('alerts')
  await zone.selectOption('Asia/Tokyo')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' }).first()).toBeAttached()

  const elsewhere = await openAlone('subscriber2')
  await elsewhere.goto('/')
  await expect(elsewhere).toHaveURL(/\/subscriber\/alerts$/)
  await expect(elsewhere.getByRole('main')).toContainText(/Tokyo|GMT\+9|JST|UTC.09/)

  await page.getByLabel('Page after sign-in').selectOption('overview')
  await zone.selectOption('')
  await page.getByRole('button', { name: 'Save' }).click()
  await ready(page)
})

test('says what is wrong with a sign-in and keeps the address', async ({ openAs, guard }) => {
  guard.expected.add(401)
  const page = await openAs('anonymous')
  await page.goto('/sign-in')
  await ready(page)
  await page.getByLabel('E-mail').fill('subscriber-viewer@flowrate.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: /\w/ }).first()).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue('subscriber-viewer@flowrate.example')
  await expect(page.getByLabel('Password')).toHaveValue('')
  await page.getByLabel('Password').fill('flowrate-demo-2026')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/subscriber$/)
})
