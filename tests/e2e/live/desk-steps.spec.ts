import type { Page } from '@playwright/test'
import { ask } from '@/tests/support/browser/http'
import { hasFocus, pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import { axeOnPhone, confirmDialog } from '@/tests/support/browser/leases'
import { expect, test } from '@/tests/support/browser/test'
import { OWN_SITE, useOwnServer } from './own-server'

const UNDELIVERED = 'lease_045'
const RUNNING = 'lease_030'

useOwnServer()
test.describe.configure({ mode: 'serial', timeout: 120_000 })

function said(page: Page) {
  return page.getByRole('region', { name: 'Messages' })
}

async function openDialog(page: Page, name: string, lease: string) {
  await page.goto(`/admin/leases/${lease}`)
  await ready(page)
  const opener = page.getByRole('main').getByRole('button', { name: `${name}: ${lease}` })
  await pressOn(page, opener)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Reason')).toBeVisible()
  return { dialog, opener }
}

test('an admin cancels by keyboard what was signed and can’t be delivered', async ({ openAs }) => {
  const page = await openAs('admin', { reducedMotion: 'reduce' })
  const first = await openDialog(page, 'Cancel lease', UNDELIVERED)
  expect(await axeOnPhone(page, 'cancelling a lease'), 'nothing sticks out').toBeLessThanOrEqual(0)
  await pressOn(page, first.dialog.getByRole('button', { name: 'Keep lease' }))
  await expect(first.dialog).toBeHidden()
  await expect.poll(() => hasFocus(first.opener)).toBe(true)

  const { dialog } = await openDialog(page, 'Cancel lease', UNDELIVERED)
  const reason = dialog.getByLabel('Reason')
  await tabTo(page, reason)
  await page.keyboard.type('short')
  await pressOn(page, dialog.getByRole('button', { name: 'Cancel lease' }))
  await expect(dialog.getByText('At least 10 characters.')).toBeVisible()
  await expect(reason).toHaveValue('short')
  await expect.poll(() => hasFocus(reason)).toBe(true)
  await page.keyboard.type('age of the peer for a week')
  await confirmDialog(page, dialog, 'Cancel lease')
  await expect(said(page)).toContainText(`${UNDELIVERED} is cancelled.`)
  const facts = page.locator('[data-slot=panel]', { hasText: 'Facts' }).first()
  await expect(facts).toContainText('Cancelled')
  await page.getByRole('link', { name: 'dmd_016' }).click()
  await expect(page.getByRole('main')).toContainText('Pending')
})

test('an admin moves a running lease to another node by keyboard, and nothing is missing meanwhile', async ({
  openAs,
}) => {
  const page = await openAs('admin', { reducedMotion: 'reduce' })
  const { dialog } = await openDialog(page, 'Reassign capacity', RUNNING)
  expect(await axeOnPhone(page, 'reassigning'), 'nothing sticks out').toBeLessThanOrEqual(0)
  await expect(dialog.getByRole('button', { name: 'Reassign' })).toBeDisabled()
  await expect.poll(() => hasFocus(dialog.getByRole('radio', { name: /^chan_003/ }))).toBe(true)
  await page.keyboard.press('Space')
  await tabTo(page, dialog.getByLabel('Reason'))
  await page.keyboard.type('The node goes into maintenance.')
  await confirmDialog(page, dialog, 'Reassign')
  await expect(said(page)).toContainText(`A channel that takes over for ${RUNNING} is being opened`)
  const channels = page.locator('[data-slot=panel]', { hasText: 'Backing channels' }).last()
  await expect(channels).toContainText(/chan_003\s*Active/)
  await expect(channels).toContainText('1.50000000 of 1.50000000 BTC delivered now')

  const { status } = await ask(OWN_SITE, {
    path: '/api/demo/clock',
    method: 'POST',
    as: 'admin',
    headers: { 'content-type': 'application/json', origin: OWN_SITE },
    body: JSON.stringify({ advance: 'PT6H' }),
  })
  expect(status).toBe(200)
  await expect(channels).toContainText('No longer backs it')
  await expect(channels).toContainText('1.50000000 of 1.50000000 BTC delivered now')
  await expect(channels.getByText('ALDERMOOR-02', { exact: false })).toBeVisible()
})
