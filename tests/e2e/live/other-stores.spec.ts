import type { Page } from '@playwright/test'
import { alterStore } from '@/tests/support/browser/alter-store'
import { ask } from '@/tests/support/browser/http'
import { ready } from '@/tests/support/browser/keyboard'
import { axeOnPhone } from '@/tests/support/browser/leases'
import { expect, test } from '@/tests/support/browser/test'
import { OWN_SITE, useOwnServer } from './own-server'

/** Stores as no command leaves them: organisations that have just begun, and one that is damaged. */
const NEWCOMERS = `
  insert into organisation (id, kind, name, jurisdiction, created_at)
  values ('trs_new', 'treasury', 'Newly Begun Treasury', 'DE', '2026-11-20T09:00:00.000Z'),
         ('sub_new', 'subscriber', 'Newly Begun Wallet', 'DE', '2026-11-20T09:00:00.000Z');
  update membership set organisation_id = 'trs_new' where user_id = 'usr_treasury2';
  update membership set organisation_id = 'sub_new' where user_id = 'usr_subscriber2';
`
/** No job reads it, so that the server itself comes to be ready. */
const DAMAGE = 'alter table payout rename to lost_payout;'
const REPAIR = 'alter table lost_payout rename to payout;'

const server = useOwnServer()
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(240_000)
  await server.stop()
  await alterStore(server.dataDir, NEWCOMERS)
  await server.start()
})

async function open(page: Page, path: string) {
  const answer = await page.goto(path)
  expect(answer?.status(), path).toBe(200)
  await ready(page)
}

test('tells a treasury that has just begun what comes first', async ({ openAs }) => {
  const page = await openAs('treasury2', { reducedMotion: 'reduce' })
  await open(page, '/treasury')
  await expect(page.getByText('No nodes connected')).toBeVisible()
  expect(await axeOnPhone(page, 'overview of a new treasury')).toBeLessThanOrEqual(0)
  await open(page, '/treasury/leases')
  await expect(page.getByText('Nothing is leased yet')).toBeVisible()
  expect(await axeOnPhone(page, 'leases of a new treasury')).toBeLessThanOrEqual(0)
})

test('leads a subscriber that has just begun to its first request', async ({ openAs }) => {
  const page = await openAs('subscriber2', { reducedMotion: 'reduce' })
  await open(page, '/subscriber')
  await expect(page.getByText('No capacity leased yet')).toBeVisible()
  expect(await axeOnPhone(page, 'overview of a new subscriber')).toBeLessThanOrEqual(0)
  await open(page, '/subscriber/leases')
  await expect(page.getByText('You have not leased capacity yet')).toBeVisible()
  expect(await axeOnPhone(page, 'leases of a new subscriber')).toBeLessThanOrEqual(0)
  await open(page, '/subscriber')
  await page.getByRole('link', { name: 'Request your first capacity' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Requests')
})

test('says that a page failed and not why, shows the others, and tries again when asked', async ({
  openAs,
  guard,
}) => {
  test.setTimeout(240_000)
  await server.stop()
  await alterStore(server.dataDir, DAMAGE)
  await server.start()
  guard.expected.add(500)
  const page = await openAs('admin', { reducedMotion: 'reduce' })
  const answer = await page.goto('/admin')
  expect(answer?.status()).toBe(500)
  const failed = page.getByRole('main').getByRole('alert')
  await expect(failed).toContainText('This page could not be shown')
  await expect(failed).toContainText('Nothing was changed or lost.')
  const errorId = await failed.locator('code').textContent()
  const line = () =>
    server
      .output()
      .split('\n')
      .find((each) => each.includes(`"errorId":"${errorId}"`))
  await expect.poll(line).toContain(`"requestId":"${answer?.headers()['x-request-id']}"`)
  const menu = page.getByRole('navigation', { name: 'Flowrate operations' })
  await expect(menu.getByRole('link', { name: 'Leases' })).toBeVisible()
  expect(await axeOnPhone(page, 'a page that failed')).toBeLessThanOrEqual(0)
  for (const headers of [{}, { rsc: '1' }]) {
    const { body } = await ask(OWN_SITE, { path: '/admin', as: 'admin', headers })
    expect(body).not.toMatch(/relation |select .* from |node_modules|\.ts:\d/i)
  }
  expect((await ask(OWN_SITE, { path: '/admin/leases', as: 'admin' })).status).toBe(200)
  expect(guard.faults).toEqual([expect.stringContaining('/admin: Error: Minified React error')])
  guard.faults.length = 0

  await server.stop()
  await alterStore(server.dataDir, REPAIR)
  await server.start()
  await failed.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Command center')
  // While the server was away, the page that stayed open asked for nothing but that.
  const asked = guard.faults.filter((fault) => !/\/api\/(events|ready)/.test(fault))
  expect(asked).toEqual([])
  guard.faults.length = 0
})
