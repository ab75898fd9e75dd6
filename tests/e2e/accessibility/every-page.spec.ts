import type { Page } from '@playwright/test'
import { axeMatrix } from '@/tests/support/browser/axe'
import { expect, test } from '@/tests/support/browser/test'
import { PAGES, type PageEntry } from './pages'

const VISITORS = ['anonymous', 'treasury', 'subscriber', 'admin'] as const
const NARROW = { width: 320, height: 640 }

// They only look, so that several workers may share them out.
test.describe.configure({ mode: 'parallel', timeout: 600_000 })

async function visit(page: Page, { path, status }: PageEntry) {
  const response = await page.goto(path)
  expect.soft(response?.status(), path).toBe(status ?? 200)
}

/** One heading, one main part and a title that no earlier page has; a page's views may share it. */
async function expectOutline(page: Page, { path, status }: PageEntry, titles: Map<string, string>) {
  await expect.soft(page.locator('h1'), path).toHaveCount(1)
  await expect.soft(page.locator('main'), path).toHaveCount(1)
  if (status !== undefined || path.includes('?q=')) return
  const title = await page.title()
  const [pathname = path] = path.split('?')
  expect.soft(titles.get(title) ?? pathname, `${path} is called ${title}`).toBe(pathname)
  titles.set(title, pathname)
}

for (const who of VISITORS) {
  test(`finds no fault on any page of ${who}: axe, 320 px, heading, main part and title`, async ({
    openAs,
    guard,
  }) => {
    guard.expected.add(403).add(404)
    const page = await openAs(who, { reducedMotion: 'reduce' })
    const titles = new Map<string, string>()
    for (const entry of PAGES.filter((candidate) => candidate.who === who)) {
      await page.setViewportSize(NARROW)
      await visit(page, entry)
      await expectOutline(page, entry, titles)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect.soft(width, `${entry.path} at 320 px`).toBeLessThanOrEqual(NARROW.width)
      await axeMatrix(page, entry.path)
    }
  })
}
