import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { axeCheck, SIZES, showTheme, THEMES } from '@/tests/support/browser/axe'
import { hasFocus, pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'

const LIST = '/subscriber/leases/requests'

function openRequest(page: Page) {
  return page.getByRole('button', { name: 'Request more capacity' }).first().click()
}

async function rowOf(page: Page, id: string) {
  const row = page.locator(`tr[data-id="${id}"]`)
  await expect(row).toBeVisible()
  return row
}

/** Sends a request for so much and tells its id. */
async function request(page: Page, size: string): Promise<string> {
  await page.goto(LIST)
  await ready(page)
  await openRequest(page)
  const dialog = page.getByRole('dialog', { name: 'Request capacity' })
  await dialog.getByLabel('Size (BTC)').fill(size)
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(dialog).toBeHidden()
  const said = page.getByRole('status').filter({ hasText: /^Request \w+ was sent\.$/ })
  await expect(said).toHaveCount(1)
  return /^Request (\w+) /.exec(await said.innerText())?.[1] ?? ''
}

async function choose(page: Page, id: string, action: string) {
  await page.getByRole('button', { name: `Actions for ${id}` }).click()
  await page.getByRole('button', { name: action, exact: true }).click()
}

test('asks for capacity with a price band of the market, and finds the request', async ({
  openAs,
}) => {
  const page = await openAs('subscriber2')
  await page.goto(LIST)
  await ready(page)
  await openRequest(page)
  const dialog = page.getByRole('dialog', { name: 'Request capacity' })
  const lowest = dialog.getByLabel('Lowest price (ppm)')
  const highest = dialog.getByLabel('Highest price (ppm)')
  await expect(dialog.getByRole('radio', { name: 'Standard' })).toBeChecked()
  await dialog.getByLabel('Size (BTC)').fill('0.5')
  await expect(dialog.getByText('= 50,000,000 sats')).toBeVisible()
  await dialog.getByRole('button', { name: '180 days' }).click()
  await expect(dialog.getByLabel('Term (days)')).toHaveValue('180')
  const standard = await highest.inputValue()
  await dialog.getByRole('radio', { name: 'Priority' }).check()
  const numberIn = (text: string) => Number(text.replaceAll(',', ''))
  expect(numberIn(await highest.inputValue())).toBeGreaterThanOrEqual(numberIn(standard))
  await highest.fill('30,000')
  await expect(dialog.getByRole('radio', { name: 'Custom' })).toBeChecked()
  await expect(lowest).not.toHaveValue('')
  await lowest.fill('10000')
  const estimate = dialog.getByRole('region', { name: 'Estimate' })
  await expect(estimate).toContainText('0.00500000 BTC to 0.01500000 BTC')
  await expect(estimate).toContainText(/ppm for 180 days, over \d+ running leases/)
  await dialog.getByLabel('Comment').fill('For the spring')
  await dialog.getByRole('button', { name: 'Send request' }).click()

  await expect(dialog).toBeHidden()
  await page.getByRole('link', { name: 'View request' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Request dmd_/)
  await expect(page.locator('main')).toContainText('10,000 to 30,000 ppm')
  await expect(page.locator('main')).toContainText('For the spring')
  await expect(page.locator('main')).toContainText('Lapses if nothing happens to it')
})

test('keeps what was typed when the server refuses, and says why under the field', async ({
  openAs,
}) => {
  const page = await openAs('subscriber2')
  await page.goto(LIST)
  await ready(page)
  await openRequest(page)
  const dialog = page.getByRole('dialog', { name: 'Request capacity' })
  await dialog.getByLabel('Size (BTC)').fill('0.5')
  await dialog.getByRole('radio', { name: 'Economy' }).check()
  await dialog.getByLabel('Term (days)').fill('21')
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(dialog.getByText('A whole number from 30 to 365.')).toBeVisible()
  await expect(dialog.getByLabel('Size (BTC)')).toHaveValue('0.5')
  await expect(dialog.getByRole('radio', { name: 'Economy' })).toBeChecked()
  await expect(dialog.getByLabel('Term (days)')).toBeFocused()
  await dialog.getByLabel('Size (BTC)').fill('49')
  await expect(dialog.getByText(/^Above your headroom of/)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(dialog).toBeHidden()
})

test('clones and cancels a request from its row', async ({ openAs }) => {
  const page = await openAs('subscriber2')
  const id = await request(page, '0.23')
  const row = await rowOf(page, id)
  await expect(row).toContainText('Pending')
  await choose(page, id, 'Clone request')
  await page
    .getByRole('dialog', { name: `Clone ${id}?` })
    .getByRole('button', { name: 'Send the same again' })
    .click()
  await expect(page.locator('tbody tr', { hasText: '0.23000000' })).toHaveCount(2)

  await choose(page, id, 'Cancel request')
  const dialog = page.getByRole('dialog', { name: `Cancel ${id}?` })
  await dialog.getByRole('button', { name: 'Cancel request' }).click()
  await expect(row).toContainText('Cancelled')
  await expect
    .poll(() => hasFocus(page.getByRole('button', { name: `Actions for ${id}` })))
    .toBe(true)
  await page.getByRole('button', { name: `Actions for ${id}` }).click()
  const line = page.getByRole('button', { name: /^Cancel request/ })
  await expect(line).toHaveAttribute('aria-disabled', 'true')
  await expect(line).toContainText('no longer open')
})

test('goes from the list to a drawer and back, and between tabs, without losing the list', async ({
  openAs,
}) => {
  const page = await openAs('subscriber')
  await page.goto(`${LIST}?status=matched`)
  await ready(page)
  const link = page.locator('[data-row-link]').first()
  await link.click()
  const drawer = page.getByRole('dialog', { name: 'Capacity request' })
  await expect(drawer).toContainText('Allocations')
  await expect(drawer.getByRole('listitem').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(page).toHaveURL(/status=matched/)
  await page.getByRole('columnheader', { name: 'Term' }).getByRole('link').click()
  await expect(page).toHaveURL(/sort=-term/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Requests')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('is reached from the overview and from the leases, and is no drawer of theirs', async ({
  openAs,
}) => {
  const page = await openAs('subscriber')
  await page.goto('/subscriber')
  await ready(page)
  await page.getByRole('link', { name: /^\d+ open requests?$/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Requests')
  const tabs = page.getByRole('navigation', { name: 'Leases', exact: true })
  await tabs.getByRole('link', { name: /^All/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leases')
  await tabs.getByRole('link', { name: /^Requests/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Requests')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('downloads the filtered rows in satoshis and bitcoin', async ({ openAs }) => {
  const page = await openAs('subscriber')
  await page.goto(`${LIST}?status=matched&min=0.2`)
  await ready(page)
  const shown = await page
    .locator('tbody tr[data-id]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-id')))
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^subscriber-requests_\d{4}-\d{2}-\d{2}\.csv$/)
  const records = parse(await readFile(await download.path(), 'utf8'), { columns: true }) as Record<
    string,
    string
  >[]
  expect(records.map(({ id }) => id)).toEqual(shown)
  for (const { size_sats = '', size_btc = '', status } of records) {
    expect(Number(size_btc) * 100_000_000).toBeCloseTo(Number(size_sats), 0)
    expect(status).toBe('matched')
  }
})

test('offers those who only look no request', async ({ openAs }) => {
  const page = await openAs('subscriber-viewer')
  await page.goto(LIST)
  await ready(page)
  await expect(page.getByRole('button', { name: 'Request more capacity' })).toHaveCount(0)
  const [menu] = await page.getByRole('button', { name: /^Actions for / }).all()
  await menu?.click()
  const lines = page.getByRole('list', { name: /^Actions for / })
  await expect(lines.getByRole('link', { name: 'View' })).toBeVisible()
  await expect(lines.getByRole('button')).toHaveCount(0)
  await lines.getByRole('link', { name: 'View' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('button', { name: /request$/ })).toHaveCount(0)
})

test('asks by keyboard alone', async ({ openAs }) => {
  const page = await openAs('subscriber2')
  await page.goto(LIST)
  await ready(page)
  await pressOn(page, page.getByRole('button', { name: 'Request more capacity' }))
  const dialog = page.getByRole('dialog', { name: 'Request capacity' })
  await tabTo(page, dialog.getByLabel('Size (BTC)'))
  await page.keyboard.type('0.31')
  await pressOn(page, dialog.getByRole('button', { name: '30 days' }))
  await pressOn(page, dialog.getByRole('button', { name: 'Send request' }))
  await expect(dialog).toBeHidden()
  await expect(page.locator('tbody tr', { hasText: '0.31000000' }).first()).toContainText('30 days')
})

test('has no fault that axe finds in its dialogs on a phone', async ({ openAs }) => {
  test.setTimeout(120_000)
  const page = await openAs('subscriber', { viewport: SIZES[0], reducedMotion: 'reduce' })
  for (const theme of THEMES) {
    await page.goto(LIST)
    await ready(page)
    await showTheme(page, theme)
    await openRequest(page)
    const dialog = page.getByRole('dialog', { name: 'Request capacity' })
    await dialog.getByLabel('Size (BTC)').fill('49')
    await dialog.getByLabel('Term (days)').fill('1')
    await dialog.getByLabel('Comment').focus()
    await axeCheck(page, `request dialog, ${theme}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Discard', exact: true }).click()
    await choose(page, 'dmd_025', 'Cancel request')
    await axeCheck(page, `cancel dialog, ${theme}`)
    await page.keyboard.press('Escape')
  }
})
