import type { Page } from '@playwright/test'
import { pressOn, ready } from '@/tests/support/browser/keyboard'
import type { PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

function bell(page: Page) {
  return page.getByRole('banner').getByRole('link', { name: /^Alerts, / })
}

async function openCount(page: Page): Promise<number> {
  const name = (await bell(page).getAttribute('aria-label')) ?? ''
  return Number(/(\d+) open/.exec(name)?.[1] ?? 0)
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
    const before = await openCount(page)
    expect(before).toBeGreaterThan(0)
    const row = rowOf(page, await openAlert(page))
    await row.getByRole('button', { name: /^Mark read/ }).click()
    await expect(row).toContainText('Read')
    await row.getByRole('button', { name: /^Acknowledge/ }).click()
    await expect(row).toContainText('Acknowledged')
    await row.getByRole('button', { name: /^Dismiss/ }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Dismissed.' })).toBeAttached()
    await expect.poll(() => openCount(page)).toBe(before - 1)
    const undo = page.getByRole('button', { name: /^Undo/ }).first()
    if (!(await undo.isVisible())) await page.goto('/treasury/alerts?state=dismissed')
    await page.getByRole('button', { name: /^Undo/ }).first().click()
    await expect(page.getByRole('status').filter({ hasText: 'Restored.' })).toBeAttached()
    await page.reload()
    expect(await openCount(page)).toBe(before)
  })
}

test('keeps the place of whoever works through the list by keyboard', async ({ openAs }) => {
  const page = await openAs('treasury2')
  await page.goto('/treasury/alerts?state=delivered,read,acknowledged')
  await ready(page)
  const before = await openCount(page)
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
  await expect.poll(() => openCount(page)).toBe(before - 1)
  await expect(rowOf(page, nextId).getByRole('button').first()).toBeFocused()
})

test('leaves what one person dismissed open for a colleague', async ({ openAs }) => {
  const viewer = await openAs('treasury-viewer')
  const owner = await openAs('treasury')
  await viewer.goto('/treasury/alerts')
  await owner.goto('/treasury/alerts')
  const before = await openCount(owner)
  await ready(viewer)
  const row = rowOf(viewer, await openAlert(viewer))
  await row.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(row).toHaveCount(0)
  await owner.reload()
  expect(await openCount(owner)).toBe(before)
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
