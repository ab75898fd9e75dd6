import type { Page } from '@playwright/test'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { alterStore } from '@/tests/support/browser/alter-store'
import { axeCheck, showTheme } from '@/tests/support/browser/axe'
import { pressOn } from '@/tests/support/browser/keyboard'
import { emailOf } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'
import { useOwnServer } from './own-server'

const server = useOwnServer()
test.describe.configure({ timeout: 180_000 })

/** As if nobody had done anything for so long: for the server alone. */
async function leaveServer(minutes: number) {
  await server.stop()
  await alterStore(
    server.dataDir,
    `update session set last_active_at = last_active_at - interval '${minutes} minutes'`,
  )
  await server.start()
}

/** The same for the page too. */
async function pass(page: Page, minutes: number) {
  await leaveServer(minutes)
  await page.clock.fastForward(minutes * 60_000)
}

test('warns before it signs out, stays at a word, and comes back to what was typed', async ({
  openAlone,
  guard,
}) => {
  const page = await openAlone('subscriber')
  await page.clock.install()
  await page.goto('/subscriber/leases')
  await page.locator('html[data-live=on]').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Request more capacity' }).click()
  const form = page.getByRole('dialog', { name: 'Request capacity' })
  await form.getByLabel('Comment').fill('for the winter')
  const told = page.waitForResponse((response) => response.url().endsWith('/me/session'))
  await page.clock.fastForward('01:05')
  expect((await told).status(), 'what was typed is told within a minute').toBe(200)

  await pass(page, 58.5)
  const warning = page.getByRole('alertdialog', { name: /^You will be signed out in / })
  await expect(warning).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(page, theme)
    await axeCheck(page, `warning, ${theme}`)
  }
  await expect(warning.getByRole('button', { name: 'Stay signed in' })).toBeFocused()
  const stayed = page.waitForResponse(
    (response) => response.url().endsWith('/me/session') && response.request().method() === 'POST',
  )
  await page.keyboard.press('Enter')
  expect((await stayed).status()).toBe(200)
  await expect(warning).toBeHidden()
  await expect(form.getByLabel('Comment')).toHaveValue('for the winter')

  guard.expected.add(401)
  await pass(page, 61)
  const over = page.getByRole('alertdialog', { name: 'You are signed out' })
  await expect(over).toContainText('What you typed is still here')
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(page, theme)
    await axeCheck(page, `over, ${theme}`)
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(over).toBeVisible()
  const [other] = await Promise.all([
    page.waitForEvent('popup'),
    pressOn(page, over.getByRole('link', { name: 'Sign in in a new tab' })),
  ])
  await expect(other.locator('[data-slot=signed-out]')).toContainText('Your session is over')
  await other.getByLabel('E-mail').fill(emailOf('subscriber'))
  await other.getByLabel('Password').fill(DEMO_PASSWORD)
  await other.keyboard.press('Enter')
  await expect(other).toHaveURL(/\/subscriber\/leases$/)
  await other.close()
  await page.bringToFront()
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(over).toBeHidden()
  await expect(form.getByLabel('Comment')).toHaveValue('for the winter')
  guard.faults.length = 0
})

test('is covered as soon as the machine wakes, and another organisation gets a page of its own', async ({
  openAlone,
  guard,
}) => {
  guard.expected.add(401)
  const page = await openAlone('subscriber')
  const slept = new Date('2026-11-30T12:00:00.000Z')
  await page.clock.install({ time: slept })
  await page.goto('/subscriber/leases')
  await page.locator('html[data-live=on]').waitFor({ state: 'attached' })
  let answer = () => undefined as void
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/v1/me/session', async (route) => {
    await mayAnswer
    await route.continue()
  })

  await leaveServer(61)
  // Timers stand while a machine sleeps; the time of day does not.
  await page.clock.setSystemTime(new Date(slept.getTime() + 61 * 60_000))
  await page.getByRole('button', { name: 'Request more capacity' }).press('Enter')
  const cover = page.locator('[data-slot=session-over]')
  await expect(cover).toContainText('Are you still signed in?')
  await expect(page.getByRole('dialog', { name: 'Request capacity' })).toBeHidden()
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(page, theme)
    await axeCheck(page, `asking, ${theme}`)
  }
  answer()
  await expect(cover).toContainText('You are signed out')

  const other = await page.context().newPage()
  await other.goto('/sign-in')
  await other.getByLabel('E-mail').fill(emailOf('subscriber2'))
  await other.getByLabel('Password').fill(DEMO_PASSWORD)
  await other.keyboard.press('Enter')
  await expect(other).toHaveURL(/\/subscriber$/)
  await other.close()
  await page.bringToFront()
  const reloaded = page.waitForEvent('load')
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await reloaded
  await expect(cover).toBeHidden()
  await expect(page).toHaveURL(/\/subscriber\/leases$/)
  await expect(page.getByRole('banner')).toContainText('Pennantry Wallet')
  guard.faults.length = 0
})
