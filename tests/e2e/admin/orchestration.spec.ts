import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { axeCheck, SIZES, showTheme, THEMES } from '@/tests/support/browser/axe'
import { ask } from '@/tests/support/browser/http'
import { hasFocus, pressOn, ready, tabTo } from '@/tests/support/browser/keyboard'
import { makeDraft, send } from '@/tests/support/browser/leases'
import { expect, test } from '@/tests/support/browser/test'

const LIST = '/admin/orchestration'

/** A lease that both sides have just signed: its channel is ordered and nothing is broadcast. */
async function aSignedLease(site: string): Promise<string> {
  const { contractId, leaseId } = await makeDraft(site, {
    lessee: 'subscriber2',
    poolId: 'pool_002',
  })
  const { body } = await ask(site, { path: `/api/v1/contracts/${contractId}`, as: 'admin' })
  const { termsHash } = JSON.parse(body) as { termsHash: string }
  for (const as of ['treasury2', 'subscriber2'] as const) {
    await send(site, as, `/contracts/${contractId}/signatures`, { termsHash })
  }
  return leaseId
}

async function aFreshOpening(site: string): Promise<string> {
  const leaseId = await aSignedLease(site)
  const { body } = await ask(site, { path: '/api/v1/channels?state=pending', as: 'admin' })
  const { channels } = JSON.parse(body) as { channels: { id: string; leaseId: string | null }[] }
  return channels.find((channel) => channel.leaseId === leaseId)?.id ?? ''
}

test('shows what is late on top, filters it, and opens its log in a drawer', async ({ openAs }) => {
  const page = await openAs('admin2')
  await page.goto(LIST)
  await ready(page)
  const first = page.locator('tbody tr[data-id]').first()
  await expect(first).toContainText('Late')
  await expect(first).toContainText(/\d of \d/)
  await page.getByRole('button', { name: 'Late', exact: true }).click()
  const option = page.getByRole('checkbox', { name: /^Late only/ })
  const promised = Number(await option.locator('.num').innerText())
  await option.click()
  await expect(page).toHaveURL(/late=yes/)
  await expect(page.locator('tbody tr[data-id]')).toHaveCount(promised)
  await page.keyboard.press('Escape')

  const link = page.locator('[data-row-link]').first()
  await link.click()
  const drawer = page.getByRole('dialog', { name: /^Channel chan_/ })
  await expect(drawer.getByRole('heading', { name: 'Step log' })).toBeVisible()
  await expect(drawer.getByRole('listitem').first()).toContainText('Done')
  await expect(drawer.getByRole('link', { name: /^lease_/ })).toHaveAttribute(
    'href',
    /\/admin\/leases\/lease_/,
  )
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(page).toHaveURL(/late=yes/)
  await expect.poll(() => hasFocus(link)).toBe(true)
})

test('runs the next step now, and tells what came of it', async ({ openAs }) => {
  const page = await openAs('admin2')
  await page.goto(`${LIST}/chan_049`)
  await ready(page)
  const steps = page.getByRole('main').getByRole('listitem')
  const before = await steps.count()
  await page.getByRole('button', { name: 'Advance', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Advance chan_049?' })
  await dialog.getByRole('button', { name: 'Advance channel' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('status').filter({ hasText: /^Advanced: chan_049/ })).toHaveCount(1)
  await expect(steps).toHaveCount(before + 1)
  await page.goto('/admin/audit?entityId=chan_049')
  await expect(page.locator('tbody tr[data-id]').first()).toContainText('channel.')
})

test('says why what is broadcast is neither given up nor tried anew, and what it waits for', async ({
  openAs,
}) => {
  const page = await openAs('admin2')
  await page.goto(`${LIST}?q=chan_014`)
  await ready(page)
  await expect(page.locator('tbody tr[data-id]')).toContainText('Confirmation 1 of 3')
  await page.getByRole('button', { name: 'Actions for chan_014' }).click()
  for (const name of [/^Retry/, /^Fail/]) {
    await expect(page.getByRole('button', { name })).toContainText(
      'stay bound until it is confirmed or can never be. Once the channel is open it can be closed.',
    )
  }
})

test('gives a channel up by keyboard, and orders its capacity again', async ({ openAs, site }) => {
  const leaseId = await aSignedLease(site)
  const page = await openAs('admin2')
  await page.goto(`${LIST}?q=${leaseId}`)
  await ready(page)
  const rows = page.locator('tbody tr[data-id]')
  const id = (await rows.first().getAttribute('data-id')) ?? ''
  await page.goto(`${LIST}/${id}`)
  await ready(page)
  const main = page.getByRole('main')
  const retry = main.getByRole('button', { name: 'Retry', exact: true })
  await expect(retry).toHaveAttribute('aria-disabled', 'true')
  await pressOn(page, main.getByRole('button', { name: 'Fail', exact: true }))
  const dialog = page.getByRole('dialog', { name: `Fail ${id}?` })
  await tabTo(page, dialog.getByLabel('Reason'))
  await page.keyboard.type('too short')
  await pressOn(page, dialog.getByRole('button', { name: 'Fail channel' }))
  await expect(dialog.getByText('At least 10 characters.')).toBeVisible()
  await expect(dialog.getByLabel('Reason')).toHaveValue('too short')
  await dialog.getByLabel('Reason').fill('The peer cancelled the opening')
  await pressOn(page, dialog.getByRole('button', { name: 'Fail channel' }))
  await expect(dialog).toBeHidden()
  await expect(main.getByRole('listitem').first()).toContainText('Given up')

  await expect(retry).not.toHaveAttribute('aria-disabled')
  await pressOn(page, retry)
  const again = page.getByRole('dialog', { name: `Retry ${id}?` })
  await expect(again).toContainText('ordered again where the treasury has room')
  await pressOn(page, again.getByRole('button', { name: 'Retry channel' }))
  await expect(again).toBeHidden()
  await expect(main).toContainText('Failed')
  await page.goto(`${LIST}?q=${leaseId}`)
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Pending')
  await expect(rows).not.toHaveAttribute('data-id', id)
})

test('shows the channels as a board whose cards are reached by keyboard', async ({ openAs }) => {
  const page = await openAs('admin2')
  await page.goto(LIST)
  await ready(page)
  await pressOn(page, page.getByRole('link', { name: 'Board' }))
  await expect(page).toHaveURL(/view=board/)
  const opening = page.getByRole('region', { name: /^Opening/ })
  const card = opening.getByRole('link').first()
  await tabTo(page, card)
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: /^Channel chan_/ })
  await expect(drawer).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(page).toHaveURL(/view=board/)
  await page
    .getByRole('region', { name: /^Active/ })
    .getByRole('link', { name: /more channels in the table/ })
    .click()
  await expect(page).toHaveURL(/state=active/)
})

test('scripts a fault of the demo', async ({ openAs }) => {
  const page = await openAs('admin2')
  await page.goto(LIST)
  await ready(page)
  await page.getByRole('button', { name: 'Script a fault' }).click()
  const dialog = page.getByRole('dialog', { name: 'Script a fault' })
  await dialog.getByLabel('Node').selectOption({ index: 19 })
  await dialog.getByLabel('Kind').selectOption({ label: 'Peer offline' })
  await dialog.getByLabel('Count').fill('2')
  await dialog.getByRole('button', { name: 'Script fault' }).click()
  await expect(dialog).toBeHidden()
  await expect(
    page.getByRole('status').filter({ hasText: /^Peer offline: waits for the next 2 operations/ }),
  ).toHaveCount(1)
})

test('downloads the filtered channels', async ({ openAs }) => {
  const page = await openAs('admin2')
  await page.goto(`${LIST}?treasury=trs_002&sort=-capacity&per=100`)
  await ready(page)
  const shown = await page
    .locator('tbody tr[data-id]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-id')))
  expect(shown.length).toBeGreaterThan(5)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^admin-channels_\d{4}-\d{2}-\d{2}\.csv$/)
  const records = parse(await readFile(await download.path(), 'utf8'), { columns: true }) as Record<
    string,
    string
  >[]
  expect(records.map(({ channel }) => channel)).toEqual(shown)
  const capacities = records.map(({ capacity_sats }) => Number(capacity_sats))
  expect(capacities).toEqual([...capacities].sort((a, b) => b - a))
})

test('has no fault that axe finds in its dialogs on a phone', async ({ openAs, site }) => {
  test.setTimeout(120_000)
  const page = await openAs('admin2', { viewport: SIZES[0], reducedMotion: 'reduce' })
  const id = await aFreshOpening(site)
  for (const theme of THEMES) {
    await page.goto(`${LIST}/${id}`)
    await ready(page)
    await showTheme(page, theme)
    await page.getByRole('button', { name: 'Fail', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await axeCheck(page, `fail dialog, ${theme}`)
    await page.goto(LIST)
    await ready(page)
    await showTheme(page, theme)
    await page.getByRole('button', { name: 'Script a fault' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await axeCheck(page, `fault dialog, ${theme}`)
  }
})
