import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { hasFocus, pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'

/** A part of the log that no test adds to. */
const SEEDED = '?to=2026-11-19'

function rows(page: Page) {
  return page.locator('tbody tr[data-id]')
}

async function idsOf(page: Page): Promise<string[]> {
  return rows(page).evaluateAll((found) => found.map((row) => row.getAttribute('data-id') ?? ''))
}

async function matching(page: Page): Promise<number> {
  const text = await page.getByRole('status').filter({ hasText: 'entries' }).first().innerText()
  return Number(/^([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''))
}

test('finds rows while typing, and keeps the view over reload and Back', async ({ openAs }) => {
  const page = await openAs('admin2')
  await page.goto(`/admin/audit${SEEDED}`)
  await ready(page)
  const all = await matching(page)
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('ctr_032')
  await expect(page).toHaveURL(/q=ctr_032/)
  await expect.poll(() => matching(page)).toBeLessThan(all)
  const found = await matching(page)
  expect(found).toBeGreaterThan(1)

  await page.getByRole('button', { name: 'Action', exact: true }).click()
  const option = page.getByRole('checkbox', { name: /^contract/ })
  const promised = Number(await option.locator('.num').innerText())
  await option.click()
  await expect(page).toHaveURL(/action=contract/)
  await expect(rows(page)).toHaveCount(promised)
  await expect(page.getByRole('link', { name: /Remove filter Action: .*/ })).toBeVisible()

  await page.reload()
  await expect(rows(page)).toHaveCount(promised)
  await expect(page.getByRole('searchbox')).toHaveValue('ctr_032')
  await page.goBack()
  await expect(page).not.toHaveURL(/action=/)
  await expect.poll(() => matching(page)).toBe(found)
  await page.goForward()
  await page.getByRole('link', { name: /Remove filter Action/ }).click()
  await expect.poll(() => matching(page)).toBe(found)
  await page.getByRole('link', { name: 'Clear filters' }).first().click()
  await expect(page).not.toHaveURL(/q=/)
})

test('sorts by headings and turns pages', async ({ openAs }) => {
  const page = await openAs('admin2')
  await page.goto(`/admin/audit${SEEDED}&per=10`)
  await ready(page)
  const first = await idsOf(page)
  expect(first).toHaveLength(10)
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(page).toHaveURL(/page=2/)
  await expect(page.getByText(/^Page 2 of/)).toBeVisible()
  const second = await idsOf(page)
  expect(second.filter((id) => first.includes(id))).toEqual([])

  await page.getByRole('columnheader', { name: 'Time' }).getByRole('link').click()
  await expect(page.getByRole('columnheader', { name: 'Time' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await expect(page).not.toHaveURL(/page=2/)
  const times = await rows(page)
    .locator('time')
    .evaluateAll((found) => found.map((time) => time.getAttribute('datetime') ?? ''))
  expect(times).toEqual([...times].sort())
  await page.getByRole('columnheader', { name: 'Entity' }).getByRole('link').click()
  await expect(page).toHaveURL(/sort=entity/)
})

test('remembers columns and density for the person', async ({ openAs, openAlone }) => {
  const page = await openAs('admin2')
  await page.goto(`/admin/audit${SEEDED}`)
  await ready(page)
  const address = page.getByRole('columnheader', { name: 'IP address' })
  await page.getByRole('button', { name: 'View', exact: true }).click()
  const box = page.getByRole('checkbox', { name: 'IP address' })
  await box.setChecked(false)
  await expect(address).toHaveCount(0)
  await page.getByRole('button', { name: 'Comfortable' }).click()
  await ready(page)

  const elsewhere = await openAlone('admin2')
  await elsewhere.goto(`/admin/audit${SEEDED}`)
  await expect(elsewhere.getByRole('columnheader', { name: 'IP address' })).toHaveCount(0)
  await expect(elsewhere.locator('table[data-density=comfortable]')).toBeVisible()

  await box.setChecked(true)
  await expect(address).toBeVisible()
  await page.getByRole('button', { name: 'Compact' }).click()
  await ready(page)
})

test('opens an entry in a drawer with its own address and gives the focus back', async ({
  openAs,
}) => {
  const page = await openAs('admin')
  await page.goto(`/admin/audit${SEEDED}&q=ctr_032`)
  await ready(page)
  const link = page.locator('[data-row-link]').first()
  const [id = ''] = await idsOf(page)
  await link.click()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toBeVisible()
  await expect(drawer).toContainText(id)
  await expect(page).toHaveURL(new RegExp(`/admin/audit/${id}$`))
  await drawer.getByRole('button', { name: 'Close' }).click()
  await expect(drawer).toHaveCount(0)
  await expect(page).toHaveURL(/q=ctr_032/)
  await expect.poll(() => hasFocus(link)).toBe(true)

  await page.goto(`/admin/audit/${id}`)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Back to the log' })).toBeVisible()
  await expect(page.locator('main')).toContainText(id)
})

test('downloads exactly the filtered rows as RFC 4180', async ({ openAs }) => {
  const page = await openAs('admin')
  await page.goto(`/admin/audit${SEEDED}&q=contract&sort=at&per=100`)
  await ready(page)
  const shown = await idsOf(page)
  expect(shown.length).toBeGreaterThan(5)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^admin-audit_\d{4}-\d{2}-\d{2}\.csv$/)
  const text = await readFile(await download.path(), 'utf8')
  expect(text.replaceAll('\r\n', '')).not.toMatch(/\r(?!\n)/)
  expect(text.endsWith('\r\n')).toBe(true)
  const records = parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<
    string,
    string
  >[]
  expect(records.map(({ id }) => id)).toEqual(shown)
  for (const { details = '' } of records) expect(() => JSON.parse(details)).not.toThrow()
})

test('makes text that a sheet would run harmless in the export', async ({ openAlone, openAs }) => {
  const payload = '=HYPERLINK("http://x.example")'
  const page = await openAlone('admin2', { userAgent: payload })
  await page.goto('/admin/audit')
  const log = await openAs('admin')
  const response = await log.request.get('/admin/audit/export.csv')
  const records = parse(await response.text(), { columns: true }) as Record<string, string>[]
  const cells = records.flatMap((record) => Object.values(record))
  expect(cells.filter((cell) => /^[=+@\t\r]|^-(?!\d)/.test(cell))).toEqual([])
})

test('does it all by keyboard', async ({ openAs }) => {
  const page = await openAs('admin')
  await page.goto('/admin')
  await ready(page)
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await expect(page).toHaveURL(/\/admin\/audit$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Audit log')
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search the log' })
  await expect(search).toBeFocused()
  await page.keyboard.type('ctr_032')
  await expect(page).toHaveURL(/q=ctr_032/)

  await pressOn(page, page.getByRole('button', { name: 'Action', exact: true }))
  const option = page.getByRole('checkbox', { name: /^contract/ })
  await pressOn(page, option, 'Space')
  await expect(page).toHaveURL(/action=contract/)
  await page.keyboard.press('Escape')
  await pressOn(page, page.getByRole('columnheader', { name: 'Actor' }).getByRole('link'))
  await expect(page).toHaveURL(/sort=actor/)
  await expect(page.getByRole('columnheader', { name: 'Actor' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )

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

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search pages and actions' })).toBeVisible()
  await page.keyboard.type('alerts')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/admin\/alerts$/)
  await tabTo(page, page.getByRole('button', { name: /^Account of/ }), 'Shift+Tab')
})
