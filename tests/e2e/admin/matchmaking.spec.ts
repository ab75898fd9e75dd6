import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { axeCheck, showTheme } from '@/tests/support/browser/axe'
import { openAllocate, openTicket } from '@/tests/support/browser/desk'
import { ask } from '@/tests/support/browser/http'
import { ready } from '@/tests/support/browser/keyboard'
import { makeTicket } from '@/tests/support/browser/market'
import type { PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

const AREA = '/admin/matchmaking'

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
      /Pool exposure with all that is wanted [\d.]+ BTC of/,
    )
  }
  const short = pools.filter({ has: page.locator('[data-check=term][data-passed=false]') }).first()
  await expect(short).toContainText('Failed: Term 60 of at least 90 days')
  await expect(short).toContainText('Smallest change that would fit: term 90 days instead of 60')
  await expect(short.getByRole('button')).toHaveCount(0)

  const unfit = await openTicket(page, 'dmd_007')
  await expect(unfit).toContainText('No change of the request helps')
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
  const told = panel.getByRole('region', { name: 'Timeline' }).getByRole('listitem')
  const story = [
    /Requested by/,
    /Taken in hand by .*, lapses/,
    /BTC of .* reserved by .*, held until/,
    /Matched by/,
    /BTC of .* released by .*: The treasury asked for it/,
    /Open again by .*, lapses/,
    /Rejected by .*: Nobody lends at this price/,
  ]
  await expect(told).toHaveText(story)
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
  await dialog.getByLabel('Name', { exact: true }).fill('alpine  CORE')
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
  await expect(dialog.getByText('Another pool has this name: Alpine core.')).toBeVisible()
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
