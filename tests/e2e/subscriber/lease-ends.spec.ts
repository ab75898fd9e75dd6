import type { Page } from '@playwright/test'
import { hasFocus, pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import { axeOnPhone, captureAction, confirmDialog, replay } from '@/tests/support/browser/leases'
import { expect, test } from '@/tests/support/browser/test'

/** Both run for longer than the notice, between the first subscriber and the first treasury. */
const ENDING = 'lease_011'
const RUNNING = 'lease_030'

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })
const action = (page: Page, label: string, lease: string) =>
  page.getByRole('main').getByRole('button', { name: `${label}: ${lease}`, exact: true })

test('asks for an early end by keyboard, and the treasury approves it', async ({
  openAlone,
  site,
}) => {
  const page = await openAlone('subscriber')
  await page.goto(`/subscriber/leases/${ENDING}`)
  await ready(page)
  await pressOn(page, action(page, 'Request early end', ENDING))
  const dialog = page.getByRole('dialog', { name: 'Request early end' })
  await expect(dialog).toContainText('30 days')
  await expect(dialog).toContainText('20 Dec 2026')
  await expect(dialog).toContainText('10 % of what is not yet accrued')
  const reason = dialog.getByLabel('Reason')
  await tabTo(page, reason)
  await page.keyboard.type('Too short')
  await pressOn(page, dialog.getByRole('button', { name: 'Send request' }))
  await expect(reason).toHaveAttribute('aria-invalid', 'true')
  await expect(reason).toHaveValue('Too short')
  await expect(reason).toBeFocused()
  await page.keyboard.type(', we move elsewhere')
  const sent = await captureAction(page, () => confirmDialog(page, dialog, 'Send request'))
  await expect(messages(page)).toContainText(/Early end \w+ waits for an answer/)
  await expect(page.getByText('Early end asked for').first()).toBeVisible()
  await expect(action(page, 'Withdraw early end', ENDING)).toBeVisible()

  // The same request by others: another area's people, another subscriber's, viewers.
  expect((await replay(site, 'treasury', sent)).status).toBe(403)
  expect((await replay(site, 'subscriber2', sent)).body).toContain('does not exist')
  expect((await replay(site, 'subscriber-viewer', sent)).body).toContain('Viewers can look')

  const other = await openAlone('treasury')
  await other.goto(`/treasury/leases/${ENDING}`)
  await ready(other)
  const answer = action(other, 'Answer early end', ENDING)
  await pressOn(other, answer)
  const box = other.getByRole('dialog', { name: 'Answer early end' })
  await expect(box).toContainText('The subscriber')
  await expect(box).toContainText('we move elsewhere')
  expect(await axeOnPhone(other, 'answering an early end')).toBeLessThanOrEqual(0)
  const submit = box.getByRole('button', { name: 'Send answer' })
  await expect(submit).toBeDisabled()
  await pressOn(other, box.getByRole('radio', { name: 'Approve' }), 'Space')
  await confirmDialog(other, box, 'Send answer')
  await expect(messages(other)).toContainText(/is approved: it ends on 20 Dec 2026, 12:00 UTC/)
  await expect(other.getByText('Ends early').first()).toBeVisible()
  await expect(answer).toHaveCount(0)

  // The asking side's open page learns of it.
  await expect(page.getByText('Ends early').first()).toBeVisible()
  await expect(action(page, 'Withdraw early end', ENDING)).toHaveCount(0)
})

test('sets a lease to end at its term by keyboard, and takes it back', async ({ openAs }) => {
  const page = await openAs('subscriber')
  await page.goto(`/subscriber/leases/${RUNNING}`)
  await ready(page)
  const cancel = action(page, 'Cancel at term', RUNNING)
  await pressOn(page, cancel)
  const dialog = page.getByRole('dialog', { name: 'Cancel at term' })
  await expect(dialog).toContainText('9 Jan 2027')
  await page.keyboard.press('Escape')
  await expect.poll(() => hasFocus(cancel)).toBe(true)
  await page.keyboard.press('Enter')
  await confirmDialog(page, dialog, 'End at term')
  await expect(messages(page)).toContainText(`${RUNNING} ends at its term.`)
  await expect(page.getByRole('main').getByText('Ends at term').first()).toBeVisible()
  await expect(action(page, 'Renew', RUNNING)).toHaveAttribute('aria-disabled', 'true')

  await pressOn(page, action(page, 'Undo cancel at term', RUNNING))
  const undo = page.getByRole('dialog', { name: 'Undo cancel at term' })
  await confirmDialog(page, undo, 'Allow renewals again')
  await expect(messages(page)).toContainText(`${RUNNING} may be renewed again.`)
  await expect(cancel).toBeVisible()
  await expect(action(page, 'Renew', RUNNING)).not.toHaveAttribute('aria-disabled')
})
