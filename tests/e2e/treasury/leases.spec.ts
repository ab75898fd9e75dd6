import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { axeCheck, SIZES, showTheme, THEMES } from '@/tests/support/browser/axe'
import { ask } from '@/tests/support/browser/http'
import { hasFocus, ready, tabTo } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'

const LIST = '/treasury/leases'
/** Runs, and is of the first treasury and the first subscriber. */
const LEASE = 'lease_021'

function rows(page: Page) {
  return page.locator('tbody tr[data-id]')
}

async function idsOf(page: Page): Promise<string[]> {
  return rows(page).evaluateAll((found) => found.map((row) => row.getAttribute('data-id') ?? ''))
}

test('shows each state on a tab of its own, with its count', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto(LIST)
  await ready(page)
  const tabs = page.getByRole('navigation', { name: 'Leases' })
  for (const [name, tab, states] of [
    ['Active', 'active', /Active|Paused/],
    ['Pending', 'pending', /Pending/],
    ['Ended', 'ended', /Expired|Completed|Cancelled|Terminated|Defaulted/],
  ] as const) {
    const link = tabs.getByRole('link', { name: new RegExp(`^${name}`) })
    const count = Number(await link.locator('.num').innerText())
    expect(count).toBeGreaterThan(0)
    await link.click()
    await expect(page).toHaveURL(new RegExp(`tab=${tab}$`))
    await expect(link).toHaveAttribute('aria-current', 'page')
    await expect(rows(page)).toHaveCount(count)
    await expect(rows(page).filter({ hasText: states })).toHaveCount(count)
  }
})

test('filters, sorts and searches in the URL, and keeps it over reload and Back', async ({
  openAs,
}) => {
  const page = await openAs('treasury')
  await page.goto(`${LIST}?tab=active`)
  await ready(page)
  const all = await rows(page).count()
  await page.getByRole('button', { name: 'Fee', exact: true }).click()
  const fixed = page.getByRole('checkbox', { name: /^Fixed fee/ })
  const promised = Number(await fixed.locator('.num').innerText())
  await fixed.click()
  await expect(page).toHaveURL(/tab=active&feeModel=fixed/)
  await expect(rows(page)).toHaveCount(promised)
  expect(promised).toBeLessThan(all)
  await page.reload()
  await expect(rows(page)).toHaveCount(promised)
  await page.goBack()
  await expect(rows(page)).toHaveCount(all)

  await page.getByRole('columnheader', { name: /^Size/ }).getByRole('link').click()
  await expect(page).toHaveURL(/sort=-size/)
  const sizes = await rows(page)
    .locator('td[data-label^="Size"] data')
    .evaluateAll((found) => found.map((cell) => Number(cell.getAttribute('value'))))
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a))

  await page.getByRole('button', { name: 'More filters' }).click()
  const typed = page.getByRole('dialog', { name: 'More filters' })
  const [largest = 0] = sizes
  await typed.getByLabel('Size from (BTC)').fill(String(largest / 100_000_000))
  await typed.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/min=/)
  await expect(rows(page)).toHaveCount(sizes.filter((size) => size === largest).length)
  await page.getByRole('link', { name: 'Clear filters' }).first().click()
  await expect(rows(page)).toHaveCount(all)

  await page.goto(`${LIST}?q=nothing-has-this-name`)
  await expect(page.getByText('No leases match')).toBeVisible()
  await page.getByRole('link', { name: 'Clear filters' }).first().click()
  await expect(page).not.toHaveURL(/q=/)
})

test('takes no decimal comma for thousands in a filter', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto(LIST)
  await ready(page)
  const all = await rows(page).count()
  await page.getByRole('button', { name: 'More filters' }).click()
  const typed = page.getByRole('dialog', { name: 'More filters' })
  const field = typed.getByLabel('Size from (BTC)')
  await field.pressSequentially('0,05')
  await page.keyboard.press('Enter')
  await expect(typed.getByText(/commas only between thousands/)).toBeVisible()
  await expect(field).toBeFocused()
  await expect(page).not.toHaveURL(/min=/)
  await page.goto(`${LIST}?min=0,05`)
  await expect(page.getByRole('link', { name: /“0,05” isn’t an amount in BTC/ })).toBeVisible()
  await expect(rows(page)).toHaveCount(all)
})

test('sorts the running leases by what ends first', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto(`${LIST}?tab=active`)
  const ends = await rows(page)
    .locator('time[data-slot=days-left]')
    .evaluateAll((found) => found.map((time) => time.getAttribute('datetime') ?? ''))
  expect(ends.length).toBeGreaterThan(3)
  expect(ends).toEqual([...ends].sort())
})

test('opens a lease over the list and goes back to its row', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto(`${LIST}?tab=active`)
  await ready(page)
  const link = page.locator(`tr[data-id=${LEASE}] [data-row-link]`)
  await link.click()
  const drawer = page.getByRole('dialog', { name: `${LEASE}` })
  await expect(drawer).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`${LIST}/${LEASE}$`))
  for (const part of [
    'Facts',
    'Term',
    'Backing channels',
    'Contract',
    'Renewals',
    'Incidents and credits',
    'Timeline',
  ]) {
    await expect(drawer.getByRole('heading', { name: new RegExp(`^${part}`) })).toBeVisible()
  }
  await expect(drawer.getByRole('progressbar', { name: 'Term passed' })).toBeVisible()
  await expect(drawer.getByText(/^\d+ of \d+ days have passed/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(page).toHaveURL(/tab=active$/)
  await expect.poll(() => hasFocus(link)).toBe(true)

  await page.locator(`tr[data-id=${LEASE}] td[data-label=Term]`).click()
  await expect(drawer).toBeVisible()
  await drawer.getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => hasFocus(link)).toBe(true)

  await page.goto(`${LIST}/${LEASE}`)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${LEASE}`)
  await page.getByText('Read the contract').click()
  await expect(page.getByRole('heading', { name: 'Signed terms' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Back to leases' })).toBeVisible()
})

test('does it by keyboard alone', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto('/treasury')
  await ready(page)
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leases')
  await ready(page)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  const link = page.locator('[data-row-link]').first()
  await expect(link).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(() => hasFocus(link)).toBe(true)
  const [id = ''] = await idsOf(page)
  await tabTo(page, page.getByRole('button', { name: `Actions for ${id}` }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Export row' })).toBeVisible()
})

test('exports exactly the filtered rows, in satoshis and in bitcoin', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto(`${LIST}?tab=active&feeModel=ppm&sort=-size&per=100`)
  await ready(page)
  const shown = await idsOf(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^treasury-leases_\d{4}-\d{2}-\d{2}\.csv$/)
  const text = await readFile(await download.path(), 'utf8')
  const records = parse(text, { columns: true }) as Record<string, string>[]
  expect(records.map(({ id }) => id)).toEqual(shown)
  for (const record of records) {
    expect(record.fee_model).toBe('ppm')
    expect(record.size_btc).toBe((Number(record.size_sats) / 100_000_000).toFixed(8))
    expect(record.fee_btc).toBe((Number(record.fee_sats) / 100_000_000).toFixed(8))
  }

  const one = await page.request.get(`${LIST}/export.csv?lease=${LEASE}`)
  const [only, ...others] = parse(await one.text(), { columns: true }) as Record<string, string>[]
  expect(only?.id).toBe(LEASE)
  expect(others).toEqual([])
})

test('offers a viewer no action of a lease', async ({ openAs }) => {
  const page = await openAs('treasury-viewer')
  await page.goto(`${LIST}/${LEASE}`)
  await expect(page.locator('[data-slot=viewer-notice]')).toBeVisible()
  await expect(page.locator('main button[aria-haspopup=dialog]')).toHaveCount(0)
})

test('tells neither other tenants nor other roles of a lease', async ({ site }) => {
  for (const [as, path, status] of [
    ['treasury', `${LIST}/${LEASE}`, 200],
    ['treasury2', `${LIST}/${LEASE}`, 404],
    ['treasury', `${LIST}/lease_999`, 404],
    ['subscriber', LIST, 403],
    ['admin', `${LIST}/${LEASE}`, 403],
    ['treasury2', `${LIST}/${LEASE}/contract.pdf`, 404],
  ] as const) {
    expect((await ask(site, { path, as })).status, `${as} ${path}`).toBe(status)
  }
})

test('shows a page that says so, and a way back, where a file can’t be had', async ({
  openAs,
  guard,
}) => {
  guard.expected.add(403).add(404)
  const page = await openAs('treasury')
  for (const [path, status, title, action, back] of [
    [`${LIST}/lease_999/contract.pdf`, 404, 'There is no such file', 'Back to the page', LIST],
    ['/admin/audit/export.csv', 403, 'This file is not yours', 'Go to your overview', '/treasury'],
  ] as const) {
    expect((await page.goto(path))?.status(), path).toBe(status)
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
    await axeCheck(page, title)
    await page.getByRole('link', { name: action }).click()
    await expect(page).toHaveURL(back)
  }
})

test('has no fault on a phone in either theme, and nothing wider than the screen', async ({
  openAs,
}) => {
  const page = await openAs('treasury', { reducedMotion: 'reduce', viewport: SIZES[0] })
  await page.goto(LIST)
  await ready(page)
  await page.locator('[data-row-link]').first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  for (const theme of THEMES) {
    await showTheme(page, theme)
    await axeCheck(page, `drawer, ${theme}`)
  }
  await page.setViewportSize({ width: 320, height: 700 })
  const overflow = await page.evaluate(() => {
    const drawer = document.querySelector('dialog[open]')
    return Math.max(
      document.documentElement.scrollWidth - window.innerWidth,
      (drawer?.scrollWidth ?? 0) - (drawer?.clientWidth ?? 0),
    )
  })
  expect(overflow).toBeLessThanOrEqual(0)
})

test('shows twelve rows and more above the fold', async ({ openAs }) => {
  const page = await openAs('treasury', { viewport: { width: 1440, height: 900 } })
  await page.goto(`${LIST}?per=25`)
  await ready(page)
  const visible = await rows(page).evaluateAll(
    (found) => found.filter((row) => row.getBoundingClientRect().bottom <= 900).length,
  )
  expect(visible).toBeGreaterThanOrEqual(12)
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  )
  expect(sideways).toBeLessThanOrEqual(0)
})
