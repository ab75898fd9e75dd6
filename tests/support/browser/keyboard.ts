import { expect, type Locator, type Page } from '@playwright/test'

const MOST_TABS = 120

/** Goes on with Tab until the element has the focus, as someone without a mouse does. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await expect(target).toBeVisible()
  if (await hasFocus(target)) return
  for (let count = 0; count < MOST_TABS; count += 1) {
    await page.keyboard.press(key)
    if (await hasFocus(target)) return
  }
  throw new Error(`${target} cannot be reached with ${key}`)
}

export async function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}

/** Tab to it, then the key that people expect to work. */
export async function pressOn(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter') {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/** Shortcuts answer once the page's scripts run. */
export async function ready(page: Page) {
  const isListening = page.locator('html[data-live=on]').waitFor({ state: 'attached' })
  await Promise.race([page.waitForLoadState('networkidle'), isListening.catch(() => undefined)])
}
