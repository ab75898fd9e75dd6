import type { Page } from '@playwright/test'
import { pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import {
  axeOnPhone,
  captureAction,
  confirmDialog,
  makeDraft,
  readTerms,
  replay,
} from '@/tests/support/browser/leases'
import { expect, test } from '@/tests/support/browser/test'

/** The one that ends within 14 days; left as it was. */
const LEASE = 'lease_021'
const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })

test('renews an expiring lease by keyboard, contract read, and takes it back', async ({
  openAlone,
  site,
}) => {
  const page = await openAlone('subscriber')
  await page.goto('/subscriber')
  await ready(page)
  const card = page.locator(`#expiring [data-id=${LEASE}]`)
  await pressOn(page, card.getByRole('button', { name: 'Renew' }))
  const dialog = page.getByRole('dialog', { name: 'Renew lease' })
  await expect(dialog.getByRole('radio', { name: 'Same price per day' })).toBeChecked()
  const terms = dialog.getByRole('region', { name: 'The new lease' })
  await expect(terms).toContainText('4 Dec 2026')
  await expect(terms).toContainText('Answer by')
  await expect(dialog).toContainText('Asking is your signature under the contract below')
  const send = dialog.getByRole('button', { name: 'Send renewal request' })
  await expect(send).toBeDisabled()
  await tabTo(page, dialog.getByRole('region', { name: 'The contract that is signed' }))
  await readTerms(page, dialog)
  const sent = await captureAction(page, () => confirmDialog(page, dialog, 'Send renewal request'))
  await expect(messages(page)).toContainText(/Renewal \w+ is sent; the other side has 72 hours/)
  await expect(dialog).toBeHidden()

  expect((await replay(site, 'treasury', sent)).status).toBe(403)
  expect((await replay(site, 'subscriber2', sent)).body).toContain('does not exist')
  expect((await replay(site, 'subscriber-viewer', sent)).body).toContain('Viewers can look')

  const withdraw = card.getByRole('button', { name: 'Withdraw renewal' })
  await pressOn(page, withdraw)
  const taking = page.getByRole('dialog', { name: 'Withdraw renewal' })
  await expect(taking).toContainText('can then no longer accept')
  await confirmDialog(page, taking, 'Withdraw')
  await expect(messages(page)).toContainText('is withdrawn')
  await expect(card.getByRole('button', { name: 'Renew' })).toBeVisible()
})

test('draws the new terms from what is typed, and keeps it after a refusal', async ({
  openAlone,
}) => {
  const page = await openAlone('subscriber')
  await page.goto('/subscriber')
  await ready(page)
  const card = page.locator(`#expiring [data-id=${LEASE}]`)
  await pressOn(page, card.getByRole('button', { name: 'Renew' }))
  const dialog = page.getByRole('dialog', { name: 'Renew lease' })
  const term = dialog.getByLabel('Term (days)')
  await tabTo(page, term)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('7')
  await expect(dialog.getByRole('region', { name: 'The new lease' })).toContainText('11 Dec 2026')
  await tabTo(page, dialog.getByRole('radio', { name: 'Same price per day' }))
  await page.keyboard.press('ArrowRight')
  const rate = dialog.getByLabel('Fee (ppm)')
  await tabTo(page, rate)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('900')
  await page.keyboard.press('Enter')
  await expect(rate, 'nothing is sent before the contract is read').toBeFocused()
  const text = dialog.getByRole('region', { name: 'The contract that is signed' })
  await expect(text).toContainText('term 7 days')
  await expect(text).toContainText('fee 900 ppm')
  await tabTo(page, text)
  await readTerms(page, dialog)
  await tabTo(page, rate)
  await page.keyboard.press('Enter')
  await expect(term, 'the server refused').toBeFocused()
  await expect(term).toHaveAttribute('aria-invalid', 'true')
  await expect(dialog).toContainText('A whole number from 30 to 365.')
  await expect(term).toHaveValue('7')
  await expect(rate).toHaveValue('900')
  await expect(dialog.getByRole('radio', { name: 'Rate in ppm' })).toBeChecked()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(card.getByRole('button', { name: 'Renew' })).toBeFocused()
})

test('offers viewers nothing that they can’t do', async ({ openAs }) => {
  const page = await openAs('subscriber-viewer')
  await page.goto('/subscriber')
  await ready(page)
  const card = page.locator(`#expiring [data-id=${LEASE}]`)
  await expect(card).toBeVisible()
  await expect(card.getByRole('button')).toHaveCount(0)
  await expect(page.locator('[data-slot=viewer-notice]')).toContainText('as a viewer')
  await expect(page.getByRole('link', { name: 'Renew now' })).toHaveCount(0)
})

test('has no fault in its dialogs on a phone', async ({ openAs, site }) => {
  test.setTimeout(180_000)
  const { contractId } = await makeDraft(site, { lessee: 'subscriber', poolId: 'pool_002' })
  const page = await openAs('subscriber', { reducedMotion: 'reduce' })
  await page.goto('/subscriber')
  await ready(page)
  const item = page.locator(`[data-id=${contractId}]`)
  for (const name of ['Sign contract', 'Turn contract down']) {
    await item.getByRole('button', { name }).click()
    await expect(page.getByRole('dialog', { name })).toContainText(contractId)
    expect(await axeOnPhone(page, name), 'nothing sticks out').toBeLessThanOrEqual(0)
    await page.keyboard.press('Escape')
  }
  await page.locator('#expiring').getByRole('button', { name: 'Renew' }).click()
  const dialog = page.getByRole('dialog', { name: 'Renew lease' })
  for (const choice of ['Same price per day', 'Rate in ppm', 'Fixed fee']) {
    await dialog.getByRole('radio', { name: choice }).check()
    expect(await axeOnPhone(page, choice), 'nothing sticks out').toBeLessThanOrEqual(0)
  }
})
