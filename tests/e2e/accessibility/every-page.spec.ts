import type { Page } from '@playwright/test'
import { axeMatrix } from '@/tests/support/browser/axe'
import { expect, test } from '@/tests/support/browser/test'
import { PAGES, type PageEntry } from './pages'

const VISITORS = ['anonymous', 'treasury', 'subscriber', 'admin'] as const

async function visit(page: Page, { path, status }: PageEntry) {
  const response = await page.goto(path)
  expect.soft(response?.status(), path).toBe(status ?? 200)
}

for (const who of VISITORS) {
  const pages = PAGES.filter((entry) => entry.who === who)

  test(`has no fault that axe finds on any page of ${who}`, async ({ openAs, guard }) => {
    test.setTimeout(600_000)
    guard.expected.add(403).add(404)
    const page = await openAs(who, { reducedMotion: 'reduce' })
    for (const entry of pages) {
      await visit(page, entry)
      await axeMatrix(page, entry.path)
    }
  })

  test(`gives each page of ${who} one heading, one main part and a title of its own`, async ({
    openAs,
    guard,
  }) => {
    guard.expected.add(403).add(404)
    const page = await openAs(who)
    const titles = new Map<string, string>()
    for (const entry of pages.filter(({ path }) => !path.includes('?q='))) {
      await visit(page, entry)
      await expect.soft(page.locator('h1'), entry.path).toHaveCount(1)
      await expect.soft(page.locator('main'), entry.path).toHaveCount(1)
      const title = await page.title()
      if (entry.status === undefined) {
        expect.soft(titles.get(title), `${entry.path} is called ${title}`).toBeUndefined()
        titles.set(title, entry.path)
      }
    }
  })

  test(`scrolls no page of ${who} sideways at 320 px`, async ({ openAs, guard }) => {
    guard.expected.add(403).add(404)
    const page = await openAs(who, { viewport: { width: 320, height: 640 } })
    for (const entry of pages) {
      await visit(page, entry)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect.soft(width, entry.path).toBeLessThanOrEqual(320)
    }
  })
}
