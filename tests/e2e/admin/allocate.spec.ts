import { openAllocate, openTicket } from '@/tests/support/browser/desk'
import { hasFocus, pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import { axeOnPhone } from '@/tests/support/browser/leases'
import { makeTicket } from '@/tests/support/browser/market'
import { expect, test } from '@/tests/support/browser/test'

const AREA = '/admin/matchmaking'

test('allocates by keyboard alone: choose, reserve, issue the contract', async ({
  openAs,
  site,
}) => {
  const id = await makeTicket(site)
  const page = await openAs('admin')
  await page.goto(AREA)
  await ready(page)
  await page.keyboard.press('/')
  await page.keyboard.type(id)
  await expect(page).toHaveURL(new RegExp(`q=${id}`))
  const rows = page.getByRole('table', { name: 'Demand tickets' }).locator('tbody tr')
  await expect(rows).toHaveCount(1)
  await tabTo(page, page.getByRole('link', { name: 'CSV', exact: true }))
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'Suggested pools' })
  await expect(panel).toContainText(`for ${id}`)
  await expect(panel).toBeFocused()
  await page.keyboard.press('Escape')
  await expect.poll(() => hasFocus(rows.locator('[data-row-link]'))).toBe(true)

  await pressOn(page, panel.getByRole('button', { name: 'Allocate from Alpine core' }))
  const dialog = page.getByRole('dialog', { name: 'Allocate capacity' })
  const quote = dialog.getByRole('region', { name: 'What this means' })
  await tabTo(page, dialog.getByLabel('Size (BTC)'))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0.2')
  await tabTo(page, dialog.getByLabel('Fee (ppm)'))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('10000')
  await expect(quote.locator('dt:text-is("Fee") + dd data')).toHaveAttribute('value', '200000')
  await expect(quote).toContainText('Net to treasury')
  await pressOn(page, dialog.getByRole('button', { name: 'Reserve' }))
  await expect(dialog).toBeHidden()
  await expect(
    page.getByRole('region', { name: 'Messages' }).getByText(/^Reserved: 0.20000000 BTC/),
  ).toBeVisible()
  await expect(rows).toContainText('40.00')
  const list = panel.getByRole('region', { name: 'Allocations' })
  await expect(list).toContainText('Reserved')
  await expect(list).toContainText(/held for (3 days|2 days 23 hours)/)

  await pressOn(page, list.getByRole('button', { name: /^Issue contract of/ }))
  await expect(list).toContainText(/contract ctr_/)
  await expect(list).toContainText('left to sign')
})

test('splits by hand over the treasuries that may give, with a sum and a price that follow', async ({
  openAs,
  site,
}) => {
  const id = await makeTicket(site)
  const page = await openAs('admin', { reducedMotion: 'reduce' })
  await openTicket(page, id)
  const dialog = await openAllocate(page, 'Alpine core')
  await dialog.getByLabel('Pool').selectOption('pool_005')
  await dialog.getByLabel('Size (BTC)').fill('0.3')
  await tabTo(page, dialog.getByLabel('Treasury'))
  await page.keyboard.type('Split by hand')
  const group = dialog.getByRole('group', { name: 'Split by hand' })
  const [one, other] = [group.getByLabel(/^Aldermoor/), group.getByLabel(/BTC/).nth(1)]
  const typed = Number(await one.inputValue()) + Number(await other.inputValue())
  expect(typed).toBeCloseTo(0.3, 8)
  expect(await axeOnPhone(page, 'split by hand'), 'nothing sticks out').toBeLessThanOrEqual(0)
  await tabTo(page, one)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0.2')
  await tabTo(page, other)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0.25000001')
  await expect(group).toContainText('0.45000001 of at most')
  const quote = dialog.getByRole('region', { name: 'What this means' })
  await expect(quote).toContainText('Split over 2 treasuries')
  // Satoshis typed as bitcoin: more than there are is not a price, and not the end of the page.
  await one.fill('15000000')
  await other.fill('10000000')
  await expect(group).toContainText('25,000,000.00000000 of at most')
  await expect(quote).toContainText('Enter a size')
  await one.fill('0.2')
  await other.fill('0.4')
  await pressOn(page, dialog.getByRole('button', { name: 'Reserve' }))
  await expect(dialog.getByText(/more than the .* that the request still asks for/)).toBeVisible()
  await expect(other).toHaveValue('0.4')
  await other.fill('0.3')
  await pressOn(page, dialog.getByRole('button', { name: 'Reserve' }))
  await expect(dialog).toBeHidden()
  const list = page.getByRole('region', { name: 'Allocations' })
  await expect(list).toContainText('0.20000000')
  await expect(list).toContainText('0.30000000')
})

test('shows the loser of two admins the fresh figures and keeps what was typed', async ({
  openAs,
  site,
}) => {
  const id = await makeTicket(site)
  const [first, second] = [await openAs('admin'), await openAs('admin2')]
  await openTicket(first, id)
  await openTicket(second, id)
  const slow = await openAllocate(first, 'Alpine core')
  const quick = await openAllocate(second, 'Alpine core')
  await slow.getByLabel('Size (BTC)').fill('0.45')
  await slow.getByLabel('Fee (ppm)').fill('9100')
  await slow.getByLabel('Treasury').selectOption({ index: 1 })
  await slow.getByLabel('Note').fill('Agreed by telephone')

  await quick.getByLabel('Size (BTC)').fill('0.3')
  await quick.getByRole('button', { name: 'Issue contract' }).click()
  await expect(quick).toBeHidden()

  await slow.getByRole('button', { name: 'Issue contract' }).click()
  const fresh = slow.getByRole('region', { name: 'Fresh figures' })
  await expect(fresh).toContainText('Still wanted')
  await expect(fresh.locator('dd').first()).toHaveText(/^0\.20000000 BTC \(was 0\.50000000\)$/)
  await expect(slow.getByRole('alert').first()).toContainText('changed meanwhile')
  await expect(slow.getByLabel('Size (BTC)')).toHaveValue('0.45')
  await expect(slow.getByLabel('Fee (ppm)')).toHaveValue('9100')
  await expect(slow.getByLabel('Note')).toHaveValue('Agreed by telephone')
  await expect(slow.getByLabel('Treasury')).not.toHaveValue('')

  await slow.getByRole('button', { name: 'Issue contract' }).click()
  await expect(slow.getByText(/more than the .* that the request still asks for/)).toBeVisible()
  await slow.getByLabel('Size (BTC)').fill('0.2')
  await slow.getByRole('button', { name: 'Issue contract' }).click()
  await expect(slow).toBeHidden()
  await expect(first.getByRole('region', { name: 'Suggested pools' })).toContainText('Matched')
})

test('refuses more than a lessee may hold and says how much is left', async ({ openAs, site }) => {
  const id = await makeTicket(site, { sizeSats: 3_000_000_000 })
  const page = await openAs('admin')
  await openTicket(page, id)
  const dialog = await openAllocate(page, 'Harbour large')
  const most = await dialog.getByLabel('Size (BTC)').inputValue()
  await dialog.getByLabel('Size (BTC)').fill('25')
  await dialog.getByRole('button', { name: 'Reserve' }).click()
  await expect(dialog.getByText(/above the limit of .* for one lessee/)).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Fresh figures' })).toContainText(most)
  await expect(dialog.getByLabel('Size (BTC)')).toHaveValue('25')
  await dialog.getByLabel('Fee model').selectOption('fixed')
  await dialog.getByLabel('Fixed fee (BTC)').fill('0.9')
  await dialog.getByLabel('Size (BTC)').fill('1')
  await dialog.getByRole('button', { name: 'Reserve' }).click()
  await expect(dialog.getByText(/is above the limit of 20,000 ppm/)).toBeVisible()
  await expect(dialog.getByLabel('Fixed fee (BTC)')).toBeFocused()
  await expect(dialog.getByLabel('Fee model')).toHaveValue('fixed')
})
