import { cookieHeader, sharedSession } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'
import { OWN_SITE, useOwnServer } from './own-server'

const server = useOwnServer()

test('a page outlives its server, says how old it is, and catches up', async ({ browser }) => {
  test.setTimeout(120_000)
  // Without the guard: failing requests are the point.
  const context = await browser.newContext({ baseURL: OWN_SITE })
  const cookies = await sharedSession(OWN_SITE, 'subscriber')
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: OWN_SITE })))
  const page = await context.newPage()
  await page.goto('/subscriber')
  await page.locator('html[data-live=on]').waitFor({ state: 'attached' })
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))

  await server.stop()
  await expect(page.getByText(/^Reconnecting/)).toBeVisible()
  await expect(page.getByText(/data \d+ s old/)).toBeVisible()

  await server.start()
  const moved = await fetch(`${OWN_SITE}/api/demo/clock`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: OWN_SITE,
      cookie: cookieHeader(await sharedSession(OWN_SITE, 'admin')),
    },
    body: JSON.stringify({ advance: 'PT1H' }),
  })
  expect(moved.status).toBe(200)
  await expect(page.locator('[data-slot=demo-clock]')).toContainText('+1 hour', { timeout: 20_000 })
  await expect(page.getByText(/^Reconnecting/)).toHaveCount(0)
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  await context.close()
})
