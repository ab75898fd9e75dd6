import type { Page } from '@playwright/test'
import { pressOn, ready } from '@/tests/support/browser/keyboard'
import {
  axeOnPhone,
  captureAction,
  confirmDialog,
  makeDraft,
  readTerms,
  replay,
  send,
} from '@/tests/support/browser/leases'
import { expect, test } from '@/tests/support/browser/test'

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })

test('signs a contract from the overview by keyboard, then the lessee does', async ({
  openAlone,
  site,
}) => {
  const { contractId, leaseId } = await makeDraft(site, {
    lessee: 'subscriber2',
    poolId: 'pool_002',
  })
  const page = await openAlone('treasury2')
  await page.goto('/treasury')
  await ready(page)
  const item = page.locator(`[data-id=${contractId}]`)
  await expect(item).toContainText('Nobody has signed yet')
  const button = item.getByRole('button', { name: 'Sign contract' })
  await pressOn(page, button)
  const dialog = page.getByRole('dialog', { name: 'Sign contract' })
  await expect(dialog).toContainText(`lease ${leaseId}`)
  await expect(dialog).toContainText(/SHA-256 [0-9a-f]{64}/)
  await expect(dialog).toContainText('Flowrate margin')
  await expect(dialog.getByRole('button', { name: 'Sign', exact: true })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()

  await page.keyboard.press('Enter')
  await readTerms(page, dialog)
  const sent = await captureAction(page, () => confirmDialog(page, dialog, 'Sign'))
  await expect(messages(page)).toContainText(`Contract ${contractId} is signed`)
  await expect(messages(page).getByRole('link')).toHaveAttribute(
    'href',
    `/treasury/leases/${leaseId}`,
  )
  await expect(item).toHaveCount(0)

  // The same request by others: another area's people, another treasury's, viewers.
  expect((await replay(site, 'subscriber2', sent)).status).toBe(403)
  expect((await replay(site, 'treasury', sent)).body).toContain('does not exist')
  expect((await replay(site, 'treasury-viewer', sent)).body).toContain('Viewers can look')

  const lessee = await openAlone('subscriber2')
  await lessee.goto('/subscriber')
  await ready(lessee)
  const theirs = lessee.locator(`[data-id=${contractId}]`)
  await expect(theirs).toContainText('The provider has signed')
  await pressOn(lessee, theirs.getByRole('button', { name: 'Sign contract' }))
  const box = lessee.getByRole('dialog', { name: 'Sign contract' })
  await readTerms(lessee, box)
  await confirmDialog(lessee, box, 'Sign')
  await expect(messages(lessee)).toContainText('It is in force')
})

test('accepts one renewal and declines another by keyboard', async ({ openAlone, site }) => {
  const asked = { termDays: 30 }
  await send(site, 'subscriber2', '/leases/lease_007/renewals', asked)
  const page = await openAlone('treasury')
  await page.goto('/treasury')
  await ready(page)
  const accept = page.getByRole('button', { name: 'Accept renewal: lease_007' })
  await pressOn(page, accept)
  const dialog = page.getByRole('dialog', { name: 'Accept renewal' })
  await expect(dialog).toContainText('30 days')
  await expect(dialog.getByRole('button', { name: 'Accept', exact: true })).toBeDisabled()
  await readTerms(page, dialog)
  await confirmDialog(page, dialog, 'Accept')
  await expect(messages(page)).toContainText(/Renewal \w+ is accepted as lease_\w+/)
  await expect(accept).toHaveCount(0)

  await send(site, 'subscriber2', '/leases/lease_024/renewals', asked)
  const other = await openAlone('treasury2')
  await other.goto('/treasury')
  await ready(other)
  const decline = other.getByRole('button', { name: 'Decline renewal: lease_024' })
  await pressOn(other, decline)
  const refusal = other.getByRole('dialog', { name: 'Decline renewal' })
  await expect(refusal.getByLabel('Reason (optional)')).toBeVisible()
  await confirmDialog(other, refusal, 'Decline')
  await expect(messages(other)).toContainText('asked of the market instead')
  await expect(decline).toHaveCount(0)
})

test('shows viewers what waits, without a way to act', async ({ openAs, site }) => {
  await makeDraft(site, { lessee: 'subscriber2', poolId: 'pool_001' })
  const page = await openAs('treasury-viewer')
  await page.goto('/treasury')
  await ready(page)
  await expect(page.getByRole('region', { name: 'Contracts to sign' })).toContainText('Sign by')
  await expect(page.locator('main button[aria-haspopup=dialog]')).toHaveCount(0)
  await expect(page.locator('main [aria-disabled=true]')).toHaveCount(0)
})

test('has no fault in its dialogs on a phone', async ({ openAs, site }) => {
  test.setTimeout(180_000)
  const { contractId } = await makeDraft(site, { lessee: 'subscriber2', poolId: 'pool_002' })
  const page = await openAs('treasury2', { reducedMotion: 'reduce' })
  await page.goto('/treasury')
  await ready(page)
  const item = page.locator(`[data-id=${contractId}]`)
  for (const name of ['Sign contract', 'Turn contract down']) {
    await item.getByRole('button', { name }).click()
    const dialog = page.getByRole('dialog', { name })
    await expect(dialog).toContainText(contractId)
    expect(await axeOnPhone(page, name), 'nothing sticks out').toBeLessThanOrEqual(0)
    await page.keyboard.press('Escape')
  }
  for (const name of ['Accept renewal', 'Decline renewal']) {
    await page.getByRole('button', { name: `${name}: lease_031` }).click()
    await expect(page.getByRole('dialog', { name })).toContainText('Answer by')
    expect(await axeOnPhone(page, name), 'nothing sticks out').toBeLessThanOrEqual(0)
    await page.keyboard.press('Escape')
  }
})
