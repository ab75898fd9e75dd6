import type { Page } from '@playwright/test'
import { expect, test } from '@/tests/support/browser/test'

const isStream = (request: { url: () => string }) => request.url().includes('/api/events?')

/** A mark that a reload would take away. */
async function mark(page: Page) {
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
}
const isSame = (page: Page) => page.evaluate(() => 'isSamePage' in window)

async function listening(page: Page) {
  await page.locator('html[data-live=on]').waitFor({ state: 'attached' })
}

/** As the browser does it when another tab comes to the front. */
async function show(page: Page, state: 'visible' | 'hidden') {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}

function firstUnread(page: Page) {
  return page
    .locator('tbody tr[data-id]', { has: page.getByRole('button', { name: /^Mark read/ }) })
    .first()
}

test('shows in one window what is done in another, and takes no focus', async ({ openAs }) => {
  const [one, two] = [await openAs('subscriber2'), await openAs('subscriber2')]
  for (const page of [one, two]) {
    await page.goto('/subscriber/alerts')
    await listening(page)
    await mark(page)
  }
  const id = await firstUnread(one).getAttribute('data-id')
  const search = two.getByRole('searchbox').first()
  await search.focus()
  const row = two.locator(`tr[data-id="${id}"]`)
  await expect(row.getByRole('button', { name: /^Acknowledge/ })).toBeVisible()

  await one
    .locator(`tr[data-id="${id}"]`)
    .getByRole('button', { name: /^Acknowledge/ })
    .click()
  await expect(row).toHaveClass(/flash/)
  await expect(row).toContainText('Acknowledged')
  await expect(two.locator('[data-slot=live]')).toHaveText('Updated')
  await expect(row).not.toHaveClass(/flash/)
  await expect(search).toBeFocused()
  expect(await isSame(two)).toBe(true)
})

test('hangs up while it is hidden, and catches up when it is shown', async ({ openAs }) => {
  const [one, two] = [await openAs('admin2'), await openAs('admin2')]
  for (const page of [one, two]) {
    await page.goto('/admin/alerts')
    await listening(page)
    await mark(page)
  }
  const hungUp = two.waitForEvent('requestfailed', isStream)
  await show(two, 'hidden')
  await hungUp

  const id = await firstUnread(one).getAttribute('data-id')
  const change = one.locator(`tr[data-id="${id}"]`).getByRole('button', { name: /^Mark read/ })
  await change.click()
  await expect(change).toHaveCount(0)
  await expect(
    two.locator(`tr[data-id="${id}"]`).getByRole('button', { name: /^Mark read/ }),
  ).toBeVisible()

  const again = two.waitForRequest(isStream)
  await show(two, 'visible')
  await again
  await expect(
    two.locator(`tr[data-id="${id}"]`).getByRole('button', { name: /^Mark read/ }),
  ).toHaveCount(0)
  expect(await isSame(two)).toBe(true)
})
