import { parse } from 'csv-parse/sync'
import { getTreasuryById, treasuries } from '@/lib/mock-data'
import { axeCheck, SIZES, showTheme, THEMES } from '@/tests/support/browser/axe'
import { ask } from '@/tests/support/browser/http'
import { hasFocus, ready } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'

const LIST = '/subscriber/leases'
const LEASE = 'lease_021'
/** Of the first subscriber and the treasury that hides its name. */
const ANONYMOUS_LEASE = 'lease_033'
const HIDDEN = 'trs_003'

test('leads from the leases to the requests and back without a drawer', async ({ openAs }) => {
  const page = await openAs('subscriber')
  await page.goto(LIST)
  await ready(page)
  const tabs = page.getByRole('navigation', { name: 'Leases' })
  await tabs.getByRole('link', { name: /^Requests/ }).click()
  await expect(page).toHaveURL(/\/requests$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Requests')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await tabs.getByRole('link', { name: /^Active/ }).click()
  await expect(page).toHaveURL(/tab=active$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leases')
  await page.getByRole('button', { name: 'Request more capacity' }).click()
  await expect(page.getByRole('dialog', { name: 'Request capacity' })).toBeVisible()
})

test('shows a provider that hides its name under that of its pool, badge and all', async ({
  openAs,
  site,
}) => {
  const page = await openAs('subscriber')
  await page.goto(`${LIST}?per=100`)
  await ready(page)
  const row = page.locator(`tr[data-id=${ANONYMOUS_LEASE}]`)
  await expect(row.getByText('Anonymised')).toBeVisible()
  await expect(row.getByText('KYB verified')).toBeVisible()
  const link = row.locator('[data-row-link]')
  await link.click()
  const drawer = page.getByRole('dialog', { name: `${ANONYMOUS_LEASE}` })
  await expect(drawer).toBeVisible()
  await expect(drawer.getByText(/^Node /)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => hasFocus(link)).toBe(true)

  const name = getTreasuryById(HIDDEN)?.name ?? ''
  for (const path of [
    LIST,
    `${LIST}?per=100`,
    `${LIST}/${ANONYMOUS_LEASE}`,
    `${LIST}/export.csv`,
  ]) {
    for (const headers of [{}, { rsc: '1', 'next-url': LIST }]) {
      const { body } = await ask(site, { path, as: 'subscriber', headers })
      expect(body, path).not.toContain(name)
      expect(treasuries.filter(({ id }) => body.includes(id)).map(({ id }) => id)).toEqual([])
    }
  }
})

test('exports what the filters leave, with the provider as it is known', async ({ openAs }) => {
  const page = await openAs('subscriber')
  await page.goto(`${LIST}?tab=active&per=100`)
  await ready(page)
  const shown = await page
    .locator('tbody tr[data-id]')
    .evaluateAll((found) => found.map((row) => row.getAttribute('data-id')))
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href')
  const answer = await page.request.get(href ?? '')
  const records = parse(await answer.text(), { columns: true }) as Record<string, string>[]
  expect(records.map(({ id }) => id)).toEqual(shown)
  expect(records.every(({ provider }) => provider !== '')).toBe(true)
  expect(Object.keys(records[0] ?? {})).toContain('delivered_sats')
})

test('offers a viewer to look and to export, and nothing else', async ({ openAs }) => {
  const page = await openAs('subscriber-viewer')
  await page.goto(LIST)
  await ready(page)
  await expect(page.getByRole('button', { name: 'Request more capacity' })).toHaveCount(0)
  const row = page.locator(`tr[data-id=${LEASE}]`)
  await row.getByRole('button', { name: `Actions for ${LEASE}` }).click()
  const lines = page.getByRole('list', { name: `Actions for ${LEASE}` })
  await expect(lines.getByRole('link')).toHaveText(['View', 'Export row'])
  await expect(lines.getByRole('button')).toHaveCount(0)
})

test('tells neither other tenants nor other roles of a lease', async ({ site }) => {
  for (const [as, path, status] of [
    ['subscriber', `${LIST}/${LEASE}`, 200],
    ['subscriber2', `${LIST}/${LEASE}`, 404],
    ['subscriber', `${LIST}/lease_999`, 404],
    ['treasury', LIST, 403],
    ['admin', `${LIST}/${LEASE}`, 403],
  ] as const) {
    expect((await ask(site, { path, as })).status, `${as} ${path}`).toBe(status)
  }
})

test('has no fault on a phone in either theme', async ({ openAs }) => {
  const page = await openAs('subscriber', { reducedMotion: 'reduce', viewport: SIZES[0] })
  await page.goto(LIST)
  await ready(page)
  await page.locator('[data-row-link]').first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  for (const theme of THEMES) {
    await showTheme(page, theme)
    await axeCheck(page, `drawer, ${theme}`)
  }
})
