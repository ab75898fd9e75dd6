import type { Locator, Page } from '@playwright/test'
import { ask } from '@/tests/support/browser/http'
import { confirmDialog, readTerms } from '@/tests/support/browser/leases'
import type { PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'
import { OWN_SITE, useOwnServer } from './own-server'

/** Everything that comes due within the jump is done before the answer. */
const DUE_WORK = { timeout: 60_000 }
const BTC = 100_000_000

useOwnServer()
test.use({ actionTimeout: 20_000 })

interface LeaseRow {
  id: string
  status: string
  sizeSats: number
  startAt: string
  endAt: string
  renewsLeaseId: string | null
}

async function leasesOf(as: PersonaName): Promise<LeaseRow[]> {
  const { body } = await ask(OWN_SITE, { path: '/api/v1/leases?per=100', as })
  return (JSON.parse(body) as { leases: LeaseRow[] }).leases
}

const kpi = async (page: Page, name: string) =>
  Number(await page.locator(`[data-kpi=${name}]`).getAttribute('data-value'))

const expectKpi = (page: Page, name: string, value: number) =>
  expect(page.locator(`[data-kpi=${name}]`)).toHaveAttribute('data-value', String(value), {
    timeout: 20_000,
  })

/** A link of the menu: the page changes without being loaded anew. */
const follow = (page: Page, name: string) =>
  page.locator('nav a').filter({ hasText: name }).first().click()

const panel = (page: Page, name: string) => page.getByRole('region', { name })

async function moveClock(admin: Page, days: string): Promise<void> {
  const control = admin.getByRole('dialog', { name: 'Product clock' })
  if (await control.isHidden()) await admin.getByRole('button', { name: 'Product clock' }).click()
  await control.getByLabel('Days ahead').fill(days)
  await control.getByRole('button', { name: 'Move' }).click()
  if (Number(days) > 1)
    await control.getByRole('button', { name: `Move ${days} days ahead` }).click()
  await expect(control.getByLabel('Days ahead', { exact: true })).toHaveValue('', DUE_WORK)
  await admin.keyboard.press('Escape')
}

async function allocate(admin: Page, poolId: string, btc: string, treasury: string): Promise<void> {
  const card = panel(admin, 'Suggested pools').locator(`li[data-id=${poolId}]`)
  await card.getByRole('button', { name: /^Allocate/ }).click()
  const dialog = admin.getByRole('dialog', { name: 'Allocate capacity' })
  await dialog.getByLabel('Treasury').selectOption(treasury)
  await dialog.getByLabel('Size (BTC)').fill(btc)
  await dialog.getByLabel('Fee (ppm)').fill('9000')
  await dialog.getByRole('button', { name: 'Issue contract' }).click()
  await expect(dialog).toBeHidden()
}

async function sign(page: Page, item: Locator): Promise<void> {
  await item.getByRole('button', { name: 'Sign contract' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign contract' })
  await readTerms(page, dialog)
  await confirmDialog(page, dialog, 'Sign')
  await expect(item).toHaveCount(0)
}

test('a lease’s whole life in four windows, without a reload', async ({ openAlone }) => {
  test.setTimeout(300_000)
  const subscriber = await openAlone('subscriber')
  const admin = await openAlone('admin')
  const treasury = await openAlone('treasury')
  const treasury2 = await openAlone('treasury2')
  await subscriber.goto('/subscriber')
  await admin.goto('/admin')
  await treasury.goto('/treasury')
  await treasury2.goto('/treasury')
  for (const page of [subscriber, admin, treasury, treasury2]) {
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))
    await page.locator('html[data-live=on]').waitFor({ state: 'attached' })
  }
  const before = {
    inbound: await kpi(subscriber, 'inbound-leased'),
    platform: await kpi(admin, 'active-leases'),
    first: await kpi(treasury, 'active-leases'),
    second: await kpi(treasury2, 'active-leases'),
  }

  await test.step('2 BTC for 90 days are asked for, and the desk sees it', async () => {
    await follow(admin, 'Matchmaking')
    await follow(subscriber, 'Leases')
    await subscriber.getByRole('link', { name: /^Requests/ }).click()
    await subscriber.waitForURL('**/subscriber/leases/requests')
    await subscriber.getByRole('button', { name: 'Request more capacity' }).click()
    const dialog = subscriber.getByRole('dialog', { name: 'Request capacity' })
    await dialog.getByLabel('Size (BTC)').fill('2')
    await dialog.getByLabel('Term (days)').fill('90')
    await dialog.getByRole('radio', { name: 'Custom' }).check()
    await dialog.getByLabel('Lowest price (ppm)').fill('0')
    await dialog.getByLabel('Highest price (ppm)').fill('20000')
    await dialog.getByRole('button', { name: 'Send request' }).click()
    await expect(dialog).toBeHidden()
  })
  const newest = subscriber.locator('tr[data-id^=dmd_]').filter({ hasText: '2.00000000' }).first()
  const ticketId = await newest.getAttribute('data-id')

  await test.step('1.2 BTC come from one pool and 0.8 from another', async () => {
    await admin.locator(`tr[data-id=${ticketId}]`).getByRole('link').first().click()
    await expect(panel(admin, 'Suggested pools')).toContainText(`for ${ticketId}`)
    await allocate(admin, 'pool_001', '1.2', 'trs_001')
    await allocate(admin, 'pool_002', '0.8', 'trs_002')
    await expect(newest).toContainText('Matched')
  })

  await test.step('both treasuries and the subscriber sign', async () => {
    const toSign = (page: Page, size: string) =>
      panel(page, 'Contracts to sign').locator('li').filter({ hasText: size })
    await sign(treasury, toSign(treasury, '1.20000000'))
    await sign(treasury2, toSign(treasury2, '0.80000000'))
    await follow(subscriber, 'Overview')
    await sign(subscriber, toSign(subscriber, '1.20000000'))
    await sign(subscriber, toSign(subscriber, '0.80000000'))
  })

  const made = (await leasesOf('admin')).filter(
    ({ status, sizeSats }) =>
      status === 'pending' && (sizeSats === 1.2 * BTC || sizeSats === 0.8 * BTC),
  )
  expect(made.map(({ sizeSats }) => sizeSats).sort((a, b) => a - b)).toEqual([0.8 * BTC, 1.2 * BTC])
  const [second, first] = made.sort((a, b) => a.sizeSats - b.sizeSats)

  await test.step('the channels open step by step', async () => {
    await follow(admin, 'Orchestration')
    const rows = admin.locator('tr[data-id^=chan_]')
    const own = (id: string | undefined) => rows.filter({ hasText: id ?? '' })
    await expect(own(first?.id).first()).toContainText(/Pending|Opening/)
    await moveClock(admin, 'PT10M')
    await expect(own(first?.id).first()).toContainText(/Opening/)
    await moveClock(admin, 'PT2H')
    // Those that are through sort among all the others, mostly off this page of the table.
    const underWay = rows.filter({ hasText: /Pending|Opening/ })
    await expect(underWay.filter({ hasText: first?.id ?? '' })).toHaveCount(0)
    await expect(underWay.filter({ hasText: second?.id ?? '' })).toHaveCount(0)
  })

  await test.step('both leases run, and every role counts the same', async () => {
    await expectKpi(subscriber, 'inbound-leased', before.inbound + 2 * BTC)
    await expectKpi(treasury, 'active-leases', before.first + 1)
    await expectKpi(treasury2, 'active-leases', before.second + 1)
    await follow(admin, 'Command center')
    await expectKpi(admin, 'active-leases', before.platform + 2)
  })

  await test.step('a renewal is asked for and accepted', async () => {
    await moveClock(admin, '80')
    const card = panel(subscriber, 'Expiring leases').locator(`[data-id=${first?.id}]`)
    await card.getByRole('button', { name: /^Renew/ }).click()
    const dialog = subscriber.getByRole('dialog', { name: 'Renew lease' })
    await dialog.getByRole('region', { name: 'The contract that is signed' }).focus()
    await readTerms(subscriber, dialog)
    await confirmDialog(subscriber, dialog, 'Send renewal request')
    await expect(dialog).toBeHidden()
    const waiting = panel(treasury, 'Renewals awaiting your answer')
      .locator('li')
      .filter({ hasText: first?.id ?? '' })
    await waiting.getByRole('button', { name: /^Accept renewal/ }).click()
    const answer = treasury.getByRole('dialog', { name: 'Accept renewal' })
    await readTerms(treasury, answer)
    await confirmDialog(treasury, answer, 'Accept')
    await expect(waiting).toHaveCount(0)
  })

  await test.step('the old lease ends in the instant in which its renewal begins', async () => {
    await moveClock(admin, '20')
    const rows = await leasesOf('admin')
    const old = rows.find(({ id }) => id === first?.id)
    const renewal = rows.find(({ renewsLeaseId }) => renewsLeaseId === first?.id)
    expect([old?.status, renewal?.status]).toEqual(['expired', 'active'])
    expect(renewal?.startAt).toBe(old?.endAt)
    expect(rows.find(({ id }) => id === second?.id)?.status).toBe('expired')

    const live = ({ status }: LeaseRow) => status === 'active' || status === 'paused'
    const own = (await leasesOf('subscriber')).filter(live)
    const inbound = own.reduce((sum, { sizeSats }) => sum + sizeSats, 0)
    await expectKpi(subscriber, 'inbound-leased', inbound)
    await expectKpi(treasury, 'active-leases', (await leasesOf('treasury')).filter(live).length)
    await expectKpi(treasury2, 'active-leases', (await leasesOf('treasury2')).filter(live).length)
    await expectKpi(admin, 'active-leases', rows.filter(live).length)
  })

  for (const page of [subscriber, admin, treasury, treasury2]) {
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  }
})
