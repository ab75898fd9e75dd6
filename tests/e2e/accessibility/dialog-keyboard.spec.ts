import type { Page } from '@playwright/test'
import { axeCheck, showTheme } from '@/tests/support/browser/axe'
import { hasFocus, pressOn, ready } from '@/tests/support/browser/keyboard'
import type { PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

test.describe.configure({ timeout: 120_000 })

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Discard what you typed?' })

async function openPoolDialog(page: Page) {
  await page.goto('/admin/matchmaking')
  await ready(page)
  const opener = page.getByRole('button', { name: 'New pool' })
  await pressOn(page, opener)
  const dialog = page.getByRole('dialog', { name: 'New pool' })
  const name = dialog.getByLabel('Name', { exact: true })
  await expect(name).toBeFocused()
  return { opener, dialog, name }
}

test('begins in the first field; Enter sends and loses nothing', async ({ openAs }) => {
  const page = await openAs('admin')
  const { dialog, name } = await openPoolDialog(page)
  await page.keyboard.type('ab')
  await page.keyboard.press('Enter')
  await expect(dialog.locator('[aria-invalid=true]').first()).toBeFocused()
  await expect(dialog).toBeVisible()
  await expect(name).toHaveValue('ab')
})

test('asks before Escape, Close, Cancel or a click outside lose what was typed', async ({
  openAs,
}) => {
  const page = await openAs('admin')
  const { opener, dialog, name } = await openPoolDialog(page)
  await page.keyboard.type('Alpine reserve')

  for (let round = 0; round < 3; round += 1) {
    await page.keyboard.press('Escape')
    await expect(question(page)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(question(page)).toBeHidden()
    await expect(name).toHaveValue('Alpine reserve')
    await expect(name).toBeFocused()
  }
  const keep = page.getByRole('button', { name: 'Keep it' })
  await pressOn(page, dialog.getByRole('button', { name: 'Close' }))
  await expect(keep).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question(page)).toBeHidden()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await keep.click()
  await expect(question(page)).toBeHidden()
  for (let round = 0; round < 2; round += 1) {
    await page.mouse.click(5, 400)
    await expect(question(page)).toBeVisible()
    for (const theme of ['light', 'dark'] as const) {
      await showTheme(page, theme)
      await axeCheck(page, `question, ${theme}`)
    }
    await keep.click()
    await expect(question(page)).toBeHidden()
  }
  await expect(name).toHaveValue('Alpine reserve')

  await page.keyboard.press('Escape')
  await pressOn(page, page.getByRole('button', { name: 'Discard', exact: true }))
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(name).toHaveValue('')
})

test('closes at once when nothing was typed, or all of it was taken back', async ({ openAs }) => {
  const page = await openAs('admin')
  const { opener, dialog } = await openPoolDialog(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await opener.press('Enter')
  await page.keyboard.type('a')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

interface Opened {
  who: PersonaName
  page: string
  button: string | RegExp
  /** The label of the field that has the focus; null for a dialog without one. */
  first: string | RegExp | null
}

const DIALOGS: readonly Opened[] = [
  {
    who: 'subscriber',
    page: '/subscriber/leases',
    button: 'Request more capacity',
    first: /^Size/,
  },
  { who: 'subscriber', page: '/subscriber/leases/lease_030', button: /^Scale:/, first: /^Size/ },
  {
    who: 'subscriber',
    page: '/subscriber/leases/lease_030',
    button: /^Cancel at term:/,
    first: null,
  },
  { who: 'treasury', page: '/treasury/leases/lease_030', button: /^Increase:/, first: /size/i },
  { who: 'admin', page: '/admin/leases/lease_030', button: /^Pause:/, first: /^Reason/ },
  { who: 'admin', page: '/admin/leases/lease_030', button: /^Terminate:/, first: /^Reason/ },
  { who: 'admin', page: '/admin/matchmaking', button: /^Edit/, first: /^Name/ },
]

for (const { who, page: address, button, first } of DIALOGS) {
  test(`${String(button)} of ${who} opens in its first field, not on Close`, async ({ openAs }) => {
    const page = await openAs(who)
    await page.goto(address)
    await ready(page)
    await page.getByRole('button', { name: button }).first().press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeVisible()
    const focused = first === null ? dialog : dialog.getByLabel(first).first()
    await expect(focused).toBeFocused()
    if (first !== null) return
    await page.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
  })
}

test.describe('a form in a drawer', () => {
  async function openDrawer(page: Page) {
    await page.goto('/treasury/leases?tab=active')
    await ready(page)
    const link = page.locator('tr[data-id=lease_030] [data-row-link]')
    await pressOn(page, link)
    const drawer = page.getByRole('dialog', { name: 'lease_030' })
    await expect(drawer).toBeVisible()
    const opener = drawer.getByRole('button', { name: /^Increase:/ })
    await pressOn(page, opener)
    const dialog = page.getByRole('dialog', { name: 'Increase lease' })
    const size = dialog.getByLabel(/^Extra size/)
    await expect(size).toBeFocused()
    return { link, drawer, opener, dialog, size }
  }

  test('keeps what was typed: Enter sends, and one Escape closes the dialog alone', async ({
    openAs,
  }) => {
    const page = await openAs('treasury')
    const { link, drawer, opener, dialog, size } = await openDrawer(page)
    await page.keyboard.type('0,05')
    await page.keyboard.press('Enter')
    await expect(size, 'refused with what was typed').toHaveAttribute('aria-invalid', 'true')
    await expect(size).toBeFocused()
    await expect(size).toHaveValue('0,05')

    for (let round = 0; round < 2; round += 1) {
      await page.keyboard.press('Escape')
      await expect(question(page)).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(question(page)).toBeHidden()
      await expect(size).toBeFocused()
      await expect(size).toHaveValue('0,05')
    }
    await page.keyboard.press('Escape')
    await pressOn(page, page.getByRole('button', { name: 'Discard', exact: true }))
    await expect(dialog).toBeHidden()
    await expect(drawer, 'the drawer stays').toBeVisible()
    await expect(page).toHaveURL(/lease_030$/)
    await expect(opener).toBeFocused()

    await page.keyboard.press('Enter')
    await expect(size).toBeFocused()
    await expect(size).toHaveValue('')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(drawer, 'one Escape closes one thing').toBeVisible()
    await expect(opener).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(drawer).toHaveCount(0)
    await expect.poll(() => hasFocus(link)).toBe(true)
  })

  test('is not lost with a click beside it, which closes neither', async ({ openAs }) => {
    const page = await openAs('treasury')
    const { drawer, dialog, size } = await openDrawer(page)
    await page.keyboard.type('0.01')
    await page.mouse.click(5, 400)
    await expect(question(page)).toBeVisible()
    await page.getByRole('button', { name: 'Keep it' }).click()
    await expect(size).toHaveValue('0.01')
    await expect(dialog).toBeVisible()
    await expect(drawer).toBeVisible()
  })
})
