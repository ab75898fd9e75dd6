import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { axeCheck, showTheme } from '@/tests/support/browser/axe'
import { ask } from '@/tests/support/browser/http'
import { hasFocus, pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import { axeOnPhone } from '@/tests/support/browser/leases'
import { makeTicket } from '@/tests/support/browser/market'
import type { PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

const AREA = '/admin/matchmaking'

async function openTicket(page: Page, ticketId: string): Promise<Locator> {
  await page.goto(`${AREA}?ticket=${ticketId}`)
  await ready(page)
  const panel = page.getByRole('region', { name: 'Suggested pools' })
  await expect(panel).toContainText(`for ${ticketId}`)
  return panel
}

async function openAllocate(page: Page, pool: string): Promise<Locator> {
  await page.getByRole('button', { name: `Allocate from ${pool}` }).click()
  const dialog = page.getByRole('dialog', { name: 'Allocate capacity' })
  await expect(dialog).toBeVisible()
  return dialog
}

test('shows the pending requests, fallbacks of renewals on top, then the oldest', async ({
  openAs,
}) => {
  const page = await openAs('admin')
  await page.goto('/admin')
  await ready(page)
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(AREA)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Matchmaking')
  const rows = page.getByRole('table', { name: 'Demand tickets' }).locator('tbody tr')
  await expect(rows.first()).toContainText('After a renewal')
  const times = await rows
    .locator('time')
    .evaluateAll((found) => found.map((time) => time.getAttribute('datetime') ?? ''))
  expect(times.slice(1)).toEqual(times.slice(1).sort())
  await page
    .getByRole('navigation', { name: 'State of the requests' })
    .getByText('Rejected')
    .click()
  await expect(page).toHaveURL(/status=rejected/)
  await expect(rows.filter({ hasText: 'Rejected' }).first()).toBeVisible()
  await expect(rows.filter({ hasText: 'Pending' })).toHaveCount(0)
})

test('leads from the command center’s queue to the request', async ({ openAs }) => {
  const page = await openAs('admin')
  await page.goto('/admin')
  const first = page.locator('[data-queue=new-requests] li').first()
  const id = await first.getAttribute('data-id')
  await first.getByRole('link').click()
  await expect(page).toHaveURL(`${AREA}?ticket=${id}`)
  await expect(page.getByRole('region', { name: 'Suggested pools' })).toContainText(`for ${id}`)
})

test('says of every pool which checks it passes, with numbers, and what would make it fit', async ({
  openAs,
  site,
}) => {
  const page = await openAs('admin')
  const panel = await openTicket(page, await makeTicket(site, { termDays: 60 }))
  const pools = panel.locator('li[data-id^=pool_]')
  expect(await pools.count()).toBeGreaterThan(3)
  for (const pool of await pools.all()) {
    await expect(pool.locator('li[data-check]')).toHaveCount(9)
    await expect(pool.locator('[data-check=pool_exposure]')).toContainText(
      /Pool exposure [\d.]+ BTC of/,
    )
  }
  const short = pools.filter({ has: page.locator('[data-check=term][data-passed=false]') }).first()
  await expect(short).toContainText('Failed: Term 60 of at least 90 days')
  await expect(short).toContainText('Smallest change that would fit: term 90 days instead of 60')
  await expect(short.getByRole('button')).toHaveCount(0)

  const unfit = await openTicket(page, 'dmd_007')
  await expect(unfit).toContainText('No change of the request helps')
})

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
  await expect(dialog.getByText('More than the request still asks for.')).toBeVisible()
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
  await expect(slow.getByText('More than the request still asks for.')).toBeVisible()
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
  await expect(dialog.getByText('more than its exposure limit')).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Fresh figures' })).toContainText(most)
  await expect(dialog.getByLabel('Size (BTC)')).toHaveValue('25')
  await dialog.getByLabel('Fee model').selectOption('fixed')
  await dialog.getByLabel('Fixed fee (BTC)').fill('90')
  await dialog.getByLabel('Size (BTC)').fill('1')
  await dialog.getByRole('button', { name: 'Reserve' }).click()
  await expect(dialog.getByText('the request says 0 to 20000 ppm')).toBeVisible()
  await expect(dialog.getByLabel('Fixed fee (BTC)')).toBeFocused()
  await expect(dialog.getByLabel('Fee model')).toHaveValue('fixed')
})

test('assigns, releases and rejects a request, each with its reason', async ({ openAs, site }) => {
  const id = await makeTicket(site)
  const page = await openAs('admin')
  const panel = await openTicket(page, id)
  await panel.getByRole('button', { name: 'Assign to me' }).click()
  await expect(panel.getByRole('button', { name: 'Give back' })).toBeVisible()

  const dialog = await openAllocate(page, 'Alpine core')
  await dialog.getByRole('button', { name: 'Reserve' }).click()
  await expect(dialog).toBeHidden()
  await expect(panel).toContainText('no pool is suggested for it any more')
  await panel.getByRole('button', { name: /^Release lease_/ }).click()
  const release = page.getByRole('dialog', { name: /^Release reservation/ })
  await release.getByLabel('Reason').fill('The treasury asked for it')
  await release.getByRole('button', { name: 'Release' }).click()
  await expect(panel.getByRole('region', { name: 'Allocations' })).toContainText('Released')

  await panel.getByRole('button', { name: 'Reject' }).click()
  const reject = page.getByRole('dialog', { name: 'Reject request' })
  await reject.getByLabel('Reason').selectOption('price')
  await reject.getByLabel('Explanation').fill('No')
  await reject.getByRole('button', { name: 'Reject request' }).click()
  await expect(reject.getByText('At least 10 characters.')).toBeVisible()
  await expect(reject.getByLabel('Explanation')).toBeFocused()
  await expect(reject.getByLabel('Reason')).toHaveValue('price')
  await reject.getByLabel('Explanation').fill('Nobody lends at this price')
  await reject.getByRole('button', { name: 'Reject request' }).click()
  await expect(reject).toBeHidden()
  await expect(panel).toContainText('Price: Nobody lends at this price')
  await expect(panel.getByRole('button', { name: 'Reject' })).toHaveCount(0)
})

test('opens a pool, refuses a taken name, and tells of somebody else’s change', async ({
  openAs,
}) => {
  const [page, other] = [await openAs('admin'), await openAs('admin2')]
  for (const each of [page, other]) {
    await each.goto(AREA)
    await ready(each)
  }
  await page.getByRole('button', { name: 'New pool' }).click()
  const dialog = page.getByRole('dialog', { name: 'New pool' })
  await dialog.getByLabel('Name', { exact: true }).fill('Alpine core')
  await dialog.getByLabel('Nickname').fill('Pool of a test')
  await dialog.getByLabel('Most for one lessee (BTC)').fill('5')
  await dialog.getByLabel('Jurisdictions').fill('de, Germany')
  await dialog.getByRole('button', { name: 'Create pool' }).click()
  await expect(dialog.getByText('“GERMANY” is no country code')).toBeVisible()
  await dialog.getByLabel('Jurisdictions').fill('de, fr')
  await dialog.getByRole('button', { name: 'Create pool' }).click()
  await expect(dialog.getByText('At least one treasury.')).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Aldermoor Treasury' }).check()
  await dialog.getByRole('button', { name: 'Create pool' }).click()
  await expect(dialog.getByText('Another pool has this name.')).toBeVisible()
  await expect(dialog.getByRole('checkbox', { name: 'Aldermoor Treasury' })).toBeChecked()
  await dialog.getByLabel('Name', { exact: true }).fill('Made by a test')
  await dialog.getByRole('button', { name: 'Create pool' }).click()
  await expect(dialog).toBeHidden()
  const row = page.getByRole('row', { name: /^Made by a test/ })
  await expect(row).toContainText('DE FR')

  await other.reload()
  await ready(other)
  const edit = async (at: Page) => {
    await at.getByRole('button', { name: 'Edit pool Made by a test' }).click()
    return at.getByRole('dialog', { name: 'Edit pool' })
  }
  const [slow, quick] = [await edit(page), await edit(other)]
  await slow.getByLabel('Shortest term (days)').fill('45')
  await quick.getByLabel('Shortest term (days)').fill('60')
  await quick.getByRole('button', { name: 'Save pool' }).click()
  await expect(quick).toBeHidden()
  await slow.getByRole('button', { name: 'Save pool' }).click()
  await expect(slow.getByText('Another admin saved')).toBeVisible()
  await expect(slow.getByLabel('Shortest term (days)')).toHaveValue('45')
  await slow.getByRole('button', { name: 'Save pool' }).click()
  await expect(slow).toBeHidden()
  await expect(row).toContainText('From 45 days')
})

test('downloads the filtered requests and all pools', async ({ openAs }) => {
  const page = await openAs('admin')
  await page.goto(`${AREA}?status=all&kind=renewal_fallback,scale_up&sort=-size&per=100`)
  await ready(page)
  const rows = page.getByRole('table', { name: 'Demand tickets' }).locator('tbody tr')
  const shown = await rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-id')))
  expect(shown.length).toBeGreaterThan(1)
  const tickets = await download(page, page.getByRole('link', { name: 'CSV', exact: true }))
  expect(tickets.name).toMatch(/^admin-matchmaking_\d{4}-\d{2}-\d{2}\.csv$/)
  expect(tickets.records.map(({ id }) => id)).toEqual(shown)
  for (const { size_sats = '', size_btc = '', filled_sats, remaining_sats } of tickets.records) {
    expect(Math.round(Number(size_btc) * 1e8)).toBe(Number(size_sats))
    expect(Number(filled_sats) + Number(remaining_sats)).toBe(Number(size_sats))
  }
  const pools = await download(page, page.getByRole('link', { name: 'CSV of all pools' }))
  expect(pools.name).toMatch(/^admin-pools_\d{4}-\d{2}-\d{2}\.csv$/)
  const table = page.getByRole('table', { name: 'All pools' }).locator('tbody tr')
  await expect(table).toHaveCount(pools.records.length)
})

async function download(page: Page, link: Locator) {
  const downloading = page.waitForEvent('download')
  await link.click()
  const file = await downloading
  const text = await readFile(await file.path(), 'utf8')
  const records = parse(text, { columns: true }) as Record<string, string>[]
  return { name: file.suggestedFilename(), records }
}

test('is closed to treasuries and subscribers, and knows no request that does not exist', async ({
  site,
}) => {
  const people: PersonaName[] = ['treasury', 'treasury-viewer', 'subscriber', 'subscriber-viewer']
  for (const path of [
    AREA,
    `${AREA}?ticket=dmd_001`,
    `${AREA}/export.csv`,
    `${AREA}/pools/export.csv`,
  ]) {
    for (const as of people)
      expect((await ask(site, { path, as })).status, `${as} ${path}`).toBe(403)
  }
  for (const ticket of ['dmd_999', 'lease_001', "'--", '%00']) {
    const { status } = await ask(site, { path: `${AREA}?ticket=${ticket}`, as: 'admin' })
    expect(status, ticket).toBe(ticket === '%00' ? 200 : 404)
  }
})

test('has no barrier with its dialogs open on a phone, in both themes', async ({
  openAs,
  site,
}) => {
  const id = await makeTicket(site)
  const page = await openAs('admin', { viewport: { width: 390, height: 844 } })
  await openTicket(page, id)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow, 'nothing scrolls sideways').toBeLessThanOrEqual(0)
  const openers = ['Allocate from Alpine core', 'Reject', 'New pool', 'Edit pool Alpine core']
  for (const opener of openers) {
    await page.getByRole('button', { name: opener, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    const box = await dialog.boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390, opener).toBe(true)
    await showTheme(page, 'light')
    await axeCheck(page, `${opener}, light`)
    await showTheme(page, 'dark')
    await axeCheck(page, `${opener}, dark`, 'colours')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
})

test('shows requests, checks and pools without scripts', async ({ openAs }) => {
  const page = await openAs('admin', { javaScriptEnabled: false })
  await page.goto(AREA)
  await page
    .getByRole('table', { name: 'Demand tickets' })
    .getByRole('link', { name: 'dmd_002' })
    .click()
  await expect(page).toHaveURL(`${AREA}?ticket=dmd_002`)
  const panel = page.getByRole('region', { name: 'Suggested pools' })
  await expect(panel.locator('li[data-check]').first()).toBeVisible()
  await expect(page.getByRole('table', { name: 'All pools' })).toContainText('Alpine core')
})
