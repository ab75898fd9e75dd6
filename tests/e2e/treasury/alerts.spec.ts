import type { Page } from '@playwright/test'
import { pressOn, ready } from '@/tests/support/browser/keyboard'
import type { PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

function bell(page: Page) {
  return page.getByRole('banner').getByRole('link', { name: /^Alerts, / })
}

/** As the bell says it; compare it within one page alone, since the minute's tick may raise an alert. */
async function openCount(page: Page): Promise<number> {
  const name = (await bell(page).getAttribute('aria-label')) ?? ''
  return Number(/(\d+) open/.exec(name)?.[1] ?? 0)
}

/** Of a list that shows the open ones alone. */
function listed(page: Page): Promise<number> {
  return page.locator('tbody tr[data-id]').count()
}

function rowOf(page: Page, id: string) {
  return page.locator(`tr[data-id="${id}"]`)
}

/** The first alert that this person may still acknowledge. */
async function openAlert(page: Page): Promise<string> {
  const row = page
    .locator('tbody tr[data-id]', { has: page.getByRole('button', { name: /^Mark read/ }) })
    .first()
  return (await row.getAttribute('data-id')) ?? ''
}

test('filters alerts by state and severity, each chip taken away alone', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto('/treasury/alerts')
  await ready(page)
  const rows = page.locator('tbody tr[data-id]')
  const all = await rows.count()
  await page.getByRole('button', { name: 'Severity', exact: true }).click()
  const option = page.getByRole('checkbox').filter({ visible: true }).first()
  const promised = Number(await option.locator('.num').innerText())
  await option.click()
  await expect(page).toHaveURL(/severity=/)
  await expect(rows).toHaveCount(promised)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /Remove filter Severity/ }).click()
  await expect(page).not.toHaveURL(/severity=/)
  await expect(rows).toHaveCount(all)
})

for (const persona of ['treasury2', 'treasury-viewer'] satisfies PersonaName[]) {
  test(`lets ${persona} read, acknowledge, dismiss and take back`, async ({ openAs }) => {
    const page = await openAs(persona)
    await page.goto('/treasury/alerts')
    await ready(page)
    expect(await openCount(page)).toBeGreaterThan(0)
    const id = await openAlert(page)
    const row = rowOf(page, id)
    await row.getByRole('button', { name: /^Mark read/ }).click()
    await expect(row).toContainText('Read')
    await row.getByRole('button', { name: /^Acknowledge/ }).click()
    await expect(row).toContainText('Acknowledged')
    await row.getByRole('button', { name: /^Dismiss/ }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Dismissed.' })).toBeAttached()
    await expect(row).toHaveCount(0)
    expect(await openCount(page)).toBe(await listed(page))
    const undo = page.getByRole('button', { name: /^Undo/ }).first()
    if (!(await undo.isVisible())) await page.goto('/treasury/alerts?state=dismissed')
    await page.getByRole('button', { name: /^Undo/ }).first().click()
    await expect(page.getByRole('status').filter({ hasText: 'Restored.' })).toBeAttached()
    await page.goto('/treasury/alerts')
    await expect(row).toContainText('Acknowledged')
    expect(await openCount(page)).toBe(await listed(page))
  })
}

test('keeps the place of whoever works through the list by keyboard', async ({ openAs }) => {
  const page = await openAs('treasury2')
  await page.goto('/treasury/alerts?state=delivered,read,acknowledged')
  await ready(page)
  const id = await openAlert(page)
  const row = rowOf(page, id)
  const next = page.locator(`tr[data-id="${id}"] + tr[data-id]`)
  const nextId = (await next.getAttribute('data-id')) ?? ''
  const button = (name: RegExp) => row.getByRole('button', { name })
  const said = (text: string) => page.getByRole('status').filter({ hasText: text })
  await pressOn(page, button(/^Mark read/))
  await expect(button(/^Acknowledge/)).toBeFocused()
  await expect(said('Marked as read.')).toBeAttached()
  await expect(button(/^Acknowledge/)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(button(/^Dismiss/)).toBeFocused()
  await expect(row).toContainText('Acknowledged')
  await expect(button(/^Dismiss/)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(row).toHaveCount(0)
  expect(await openCount(page)).toBe(await listed(page))
  await expect(rowOf(page, nextId).getByRole('button').first()).toBeFocused()
})

test('leaves what one person dismissed open for a colleague', async ({ openAs }) => {
  const viewer = await openAs('treasury-viewer')
  const owner = await openAs('treasury')
  await viewer.goto('/treasury/alerts')
  await owner.goto('/treasury/alerts')
  await ready(viewer)
  const id = await openAlert(viewer)
  const row = rowOf(viewer, id)
  await row.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(row).toHaveCount(0)
  await owner.reload()
  await expect(rowOf(owner, id)).toBeVisible()
  expect(await openCount(owner)).toBe(await listed(owner))
})

for (const [persona, area] of [
  ['treasury', 'treasury'],
  ['subscriber', 'subscriber'],
  ['admin', 'admin'],
] as const satisfies [PersonaName, string][]) {
  test(`counts the open alerts of ${persona} alike in bell, sidebar, banner and list`, async ({
    openAs,
  }) => {
    const page = await openAs(persona)
    await page.goto(`/${area}`)
    await ready(page)
    const open = await openCount(page)
    const banners = page.locator('[data-slot="alert-banners"]')
    const shown = await banners.locator('li[data-id]').count()
    const all = banners.getByRole('link', { name: /open alert/ })
    await expect(all).toHaveText(`${open - shown} more, ${open} open alerts`)
    await expect(
      page
        .getByRole('navigation')
        .getByRole('link', { name: `Alerts ${open} open` })
        .first(),
    ).toBeAttached()
    await all.click()
    await expect(page).toHaveURL(new RegExp(`/${area}/alerts$`))
    await page.goto(`/${area}/alerts?per=100`)
    await expect(page.locator('tbody tr[data-id]')).toHaveCount(open)
  })
}
