import type { Page } from '@playwright/test'
import { axeCheck, axeMatrix, SIZES, showTheme, THEMES } from '@/tests/support/browser/axe'
import { ready } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'

const REDUCED = { reducedMotion: 'reduce' } as const

async function openByButton(page: Page, name: string | RegExp) {
  await page.getByRole('button', { name }).first().click()
}

test.describe.configure({ timeout: 180_000 })

test('has no fault in the palette and the list of shortcuts', async ({ openAs }) => {
  const page = await openAs('treasury', REDUCED)
  await page.goto('/treasury')
  await ready(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search pages and actions' })).toBeVisible()
  await axeMatrix(page, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await axeMatrix(page, 'shortcuts')
})

test('has no fault in glossary, account menu and chart table', async ({ openAs }) => {
  const page = await openAs('treasury', REDUCED)
  await page.goto('/treasury')
  await openByButton(page, /^About /)
  await expect(page.getByRole('dialog').first()).toBeVisible()
  await axeMatrix(page, 'glossary')
  await page.keyboard.press('Escape')
  await openByButton(page, /^Account of /)
  await axeMatrix(page, 'account menu')
  await page.keyboard.press('Escape')
  await page.getByText('View as table').first().click()
  await axeMatrix(page, 'chart as table')
})

test('has no fault in filters, view menu and drawer of the log', async ({ openAs }) => {
  const page = await openAs('admin', REDUCED)
  await page.goto('/admin/audit?q=ctr_032&entityType=Contract')
  await ready(page)
  for (const menu of ['Action', 'More filters', 'View']) {
    await page.getByRole('button', { name: menu, exact: true }).click()
    await axeMatrix(page, `${menu} menu`)
    await page.keyboard.press('Escape')
  }
  await page.setViewportSize(SIZES[2])
  await page.locator('[data-row-link]').first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await axeMatrix(page, 'drawer')
})

test('has no fault in an empty result, a failed form and the phone menu', async ({ openAs }) => {
  const page = await openAs('subscriber', { ...REDUCED, viewport: SIZES[0] })
  await page.goto('/subscriber/alerts?q=nothing-has-this-name')
  await expect(page.getByText('No alerts match')).toBeVisible()
  await axeMatrix(page, 'empty result')
  await page.setViewportSize(SIZES[0])
  await page.getByRole('button', { name: 'Open menu' }).click()
  await expect(page.getByRole('dialog', { name: 'Menu' })).toBeVisible()
  for (const theme of THEMES) {
    await showTheme(page, theme)
    await axeCheck(page, `phone menu, ${theme}`)
  }
  const stranger = await openAs('anonymous', REDUCED)
  await stranger.goto('/sign-in')
  await ready(stranger)
  await stranger.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(stranger.getByRole('alert').filter({ hasText: /\w/ }).first()).toBeVisible()
  await axeMatrix(stranger, 'failed form')
})
