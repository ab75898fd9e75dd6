import { parse } from 'csv-parse/sync'
import { axeCheck, SIZES, showTheme, THEMES } from '@/tests/support/browser/axe'
import { ask } from '@/tests/support/browser/http'
import { hasFocus, ready } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'

const LIST = '/admin/leases'
const LEASE = 'lease_021'

test('shows both names of every lease, finds a party and turns pages', async ({ openAs }) => {
  const page = await openAs('admin')
  await page.goto(`${LIST}?per=25`)
  await ready(page)
  const rows = page.locator('tbody tr[data-id]')
  await expect(rows).toHaveCount(25)
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(page).toHaveURL(/page=2/)
  await page.getByRole('columnheader', { name: 'Subscriber' }).getByRole('link').click()
  await expect(page).toHaveURL(/sort=lessee/)
  const names = await page.locator('td[data-label=Subscriber]').allInnerTexts()
  expect(names).toEqual([...names].sort())

  const treasury = await page.locator('td[data-label=Treasury]').first().innerText()
  await page.goto(`${LIST}?counterparty=${encodeURIComponent(treasury)}&per=100`)
  await expect(page.locator('td[data-label=Treasury]').first()).toBeVisible()
  expect(new Set(await page.locator('td[data-label=Treasury]').allInnerTexts())).toEqual(
    new Set([treasury]),
  )
})

test('opens a lease over the list, and leads to its audit entries', async ({ openAs }) => {
  const page = await openAs('admin')
  await page.goto(`${LIST}?q=${LEASE}`)
  await ready(page)
  const link = page.locator(`tr[data-id=${LEASE}] [data-row-link]`)
  await link.click()
  const drawer = page.getByRole('dialog', { name: `${LEASE}` })
  await expect(drawer.getByText('trs_001')).toBeVisible()
  await expect(drawer.getByText('sub_001')).toBeVisible()
  await expect(drawer.getByRole('button', { name: `Pause: ${LEASE}` })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect.poll(() => hasFocus(link)).toBe(true)
  await page.goto(`${LIST}/${LEASE}`)
  await page.getByRole('link', { name: 'Audit entries' }).click()
  await expect(page).toHaveURL(new RegExp(`/admin/audit\\?entityId=${LEASE}$`))
})

test('exports what the filters leave, with both names and ids', async ({ openAs }) => {
  const page = await openAs('admin')
  await page.goto(`${LIST}?status=active,paused&per=100`)
  await ready(page)
  const shown = await page
    .locator('tbody tr[data-id]')
    .evaluateAll((found) => found.map((row) => row.getAttribute('data-id')))
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href')
  const answer = await page.request.get(href ?? '')
  const records = parse(await answer.text(), { columns: true }) as Record<string, string>[]
  expect(records.map(({ id }) => id)).toEqual(shown)
  const own = records.find(({ id }) => id === LEASE)
  expect(own?.treasury_id).toBe('trs_001')
  expect(own?.subscriber_id).toBe('sub_001')
})

test('is for Flowrate alone, and says where nothing is', async ({ site }) => {
  for (const [as, path, status] of [
    ['admin', `${LIST}/${LEASE}`, 200],
    ['admin', `${LIST}/lease_999`, 404],
    ['treasury', LIST, 403],
    ['subscriber', `${LIST}/${LEASE}`, 403],
    ['treasury', `${LIST}/export.csv`, 403],
  ] as const) {
    expect((await ask(site, { path, as })).status, `${as} ${path}`).toBe(status)
  }
})

test('has no fault on a phone in either theme', async ({ openAs }) => {
  const page = await openAs('admin', { reducedMotion: 'reduce', viewport: SIZES[0] })
  await page.goto(LIST)
  await ready(page)
  await page.locator('[data-row-link]').first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  for (const theme of THEMES) {
    await showTheme(page, theme)
    await axeCheck(page, `drawer, ${theme}`)
  }
})
