import type { Page } from '@playwright/test'
import { expectFigureBehind } from '@/tests/support/browser/figures'
import { pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import { expect, test } from '@/tests/support/browser/test'
import { TREASURY_KPIS } from '../security/routes'

for (const kpi of TREASURY_KPIS) {
  test(`opens the list behind ${kpi} with the same total`, async ({ openAs }) => {
    await expectFigureBehind(await openAs('treasury'), '/treasury', kpi)
  })
}

function chart(page: Page) {
  return page.locator('[data-slot=time-chart]').first()
}

test('leads from one click on a persona to the numbers and what they mean', async ({ openAs }) => {
  const page = await openAs('anonymous')
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.getByRole('button', { name: 'Treasury', exact: true }).click()
  await expect(page).toHaveURL(/\/treasury$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  await page.getByRole('button', { name: 'About Net APY' }).click()
  const about = page.getByRole('dialog', { name: 'Net APY' })
  await expect(about).toContainText('365')
  await expect(about).toContainText(/\d+\.\d+/)
  await page.keyboard.press('Escape')
  await expect(about).toBeHidden()
})

test('reads the chart by mouse: period, series, days and table', async ({ openAs }) => {
  const page = await openAs('treasury2')
  await page.goto('/treasury')
  await ready(page)
  const box = chart(page)
  await box.getByRole('link', { name: '30 days' }).click()
  await expect(page).toHaveURL(/range=30/)
  await expect(box.getByText('Total of 30 days')).toBeVisible()
  const totals = await box.locator('[data-total]').count()
  expect(totals).toBeGreaterThan(0)

  const series = box.getByRole('list', { name: 'Series' }).getByRole('button').first()
  await series.click()
  await expect(series).toHaveAttribute('aria-pressed', 'false')
  await series.click()
  await expect(series).toHaveAttribute('aria-pressed', 'true')

  await box.getByRole('group', { name: /arrow keys/ }).hover()
  await expect(box.getByRole('status')).toHaveText(/\w+ \d+|\d+ \w+/)
  await box.getByText('View as table').click()
  await expect(box.locator('tbody tr')).toHaveCount(31)

  await page.goto('/treasury')
  await expect(chart(page).getByText('Total of 30 days')).toBeVisible()
  await chart(page).getByRole('link', { name: '7 days' }).click()
  await ready(page)
})

test('says in the table of the chart what its totals say', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto('/treasury?range=7')
  await ready(page)
  const box = chart(page)
  await box.getByText('View as table').click()
  const foot = await box.locator('tfoot td').allInnerTexts()
  const said = await box.locator('[data-total]').allInnerTexts()
  expect(said.length).toBeGreaterThan(0)
  const figure = (text: string) => /-?[\d,]+(\.\d+)?/.exec(text.replace(/^\D*/, ''))?.[0]
  expect(foot.flatMap((text) => figure(text) ?? [])).toEqual(
    expect.arrayContaining(said.flatMap((text) => figure(text) ?? [])),
  )
})

test('switches unit and theme, and keeps both after signing out', async ({ openAlone }) => {
  const page = await openAlone('treasury2')
  await page.goto('/treasury')
  await ready(page)
  const amount = page.locator('[data-kpi=deployed] [data-slot=amount]').first()
  await page.getByRole('button', { name: 'sats', exact: true }).click()
  await expect(amount).toHaveText(/^[\d,]+\s*sats$/)
  await page.getByRole('button', { name: 'Dark theme' }).click()
  await expect(page.locator('html')).toHaveClass(/\bdark\b/)
  await ready(page)

  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/treasury')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Second treasury' }).click()
  await expect(page).toHaveURL(/\/treasury$/)
  await expect(amount).toHaveText(/^[\d,]+\s*sats$/)
  await expect(page.locator('html')).toHaveClass(/\bdark\b/)

  await page.getByRole('button', { name: 'BTC', exact: true }).click()
  await expect(amount).toHaveText(/^\d+\.\d{8}\s*BTC$/)
  await page.getByRole('button', { name: 'Theme of the system' }).click()
  await expect(page.locator('html')).toHaveClass(/\bsystem\b/)
  await ready(page)
})

test('is read by keyboard alone, from sign-in to sign-out', async ({ openAs }) => {
  const page = await openAs('anonymous')
  await page.goto('/sign-in')
  await ready(page)
  await pressOn(page, page.getByRole('button', { name: 'Second treasury' }))
  await expect(page).toHaveURL(/\/treasury$/)
  await ready(page)

  await page.goto('/treasury?range=7')
  await ready(page)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()

  const about = page.getByRole('button', { name: 'About Deployed' })
  await pressOn(page, about)
  const glossary = page.getByRole('dialog', { name: 'Deployed' })
  await expect(glossary).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(glossary).toBeHidden()
  await expect(about).toBeFocused()

  const box = chart(page)
  await pressOn(page, box.getByRole('link', { name: '90 days' }))
  await expect(box.getByText('Total of 90 days')).toBeVisible()
  const series = box.getByRole('list', { name: 'Series' }).getByRole('button').first()
  await pressOn(page, series, 'Space')
  await expect(series).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Space')
  await tabTo(page, box.getByRole('group', { name: /arrow keys/ }))
  const said = box.getByRole('status')
  await page.keyboard.press('Home')
  const first = await said.innerText()
  await page.keyboard.press('ArrowRight')
  await expect(said).not.toHaveText(first)
  await page.keyboard.press('End')
  await expect(said).toContainText('so far')
  await page.keyboard.press('Escape')
  await expect(said).toBeEmpty()
  await pressOn(page, box.locator('summary'))
  await expect(box.getByRole('table')).toBeVisible()
  await pressOn(page, box.getByRole('link', { name: '7 days' }), 'Enter').catch(() => undefined)

  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page).toHaveURL(/\/treasury\/alerts$/)
  await page.keyboard.press('?')
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(shortcuts).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(shortcuts).toHaveCount(0)

  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search pages and actions' })
  await expect(palette).toBeVisible()
  await page.keyboard.type('sign out')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sign-in/)
})
