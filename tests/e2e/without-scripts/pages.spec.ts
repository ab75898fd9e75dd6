import { ask } from '@/tests/support/browser/http'
import { expect, test } from '@/tests/support/browser/test'
import { PAGES } from '../accessibility/pages'

const OFF = { javaScriptEnabled: false } as const

/** Text of a piece of HTML as it stands, without what scripts would have to move into place. */
function textOf(html: string): string {
  return html
    .replace(/<(script|style|template)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

test('says everything in the first HTML of every page, with nothing left for scripts to put there', async ({
  site,
}) => {
  for (const { who, path, status: expected = 200 } of PAGES) {
    const { body, status } = await ask(site, { path, as: who, headers: { accept: 'text/html' } })
    expect.soft(status, path).toBe(expected)
    const main = /<main\b.*<\/main>/s.exec(body)?.[0] ?? ''
    expect.soft(textOf(/<h1\b.*?<\/h1>/s.exec(main)?.[0] ?? ''), path).toMatch(/\w/)
    expect.soft(textOf(main).length, path).toBeGreaterThan(80)
    // What is streamed later stands hidden at the end, and a placeholder in its place.
    expect.soft(body, path).not.toMatch(/<div hidden="" id="S:|<template id="B:/)
    expect.soft(main, path).not.toContain('data-slot="skeleton"')
  }
})

for (const area of ['treasury', 'subscriber', 'admin'] as const) {
  test(`shows the ${area} overview in the first HTML`, async ({ openAs }) => {
    const page = await openAs(area, OFF)
    await page.goto(`/${area}`)
    const main = page.getByRole('main')
    const text = await main.innerText()
    expect(text.length).toBeGreaterThan(1200)
    for (const card of await main.locator('[data-kpi]').all()) {
      expect(await card.innerText()).toMatch(/\d|—|None/)
    }
    const box = main.locator('[data-slot=time-chart]').first()
    await expect(box.locator('svg').first()).toBeVisible()
    await box.locator('summary').click()
    await expect(box.locator('tbody tr').first()).toBeVisible()
    await box.getByRole('link', { name: '90 days' }).click()
    await expect(page).toHaveURL(/range=90/)
    await expect(box.getByRole('link', { name: '90 days' })).toHaveAttribute('aria-current', 'true')
  })
}

test('signs in by form and by persona, and out again', async ({ openAs }) => {
  const page = await openAs('anonymous', OFF)
  await page.goto('/sign-in?next=%2Fsubscriber%2Falerts')
  await page.getByLabel('E-mail').fill('subscriber-viewer@flowrate.example')
  await page.getByLabel('Password').fill('flowrate-demo-2026')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/subscriber\/alerts$/)
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByRole('button', { name: 'Second admin' }).click()
  await expect(page).toHaveURL(/\/admin$/)
})

test('searches, sorts, filters and pages the log by links and forms', async ({ openAs }) => {
  const page = await openAs('admin', OFF)
  await page.goto('/admin/audit?to=2026-11-19&per=10')
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(page.getByText(/^Page 2 of/)).toBeVisible()
  await page.getByRole('columnheader', { name: 'Actor' }).getByRole('link').click()
  await expect(page.getByRole('columnheader', { name: 'Actor' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('ctr_032')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=ctr_032/)
  await expect(page).toHaveURL(/sort=actor/)
  await page.getByRole('button', { name: 'Action', exact: true }).click()
  await page.getByRole('checkbox', { name: /^contract/ }).click()
  await expect(page).toHaveURL(/action=contract/)
  for (const row of await page.locator('tbody tr[data-id]').all()) {
    await expect(row).toContainText('contract.')
  }
  await page.locator('[data-row-link]').first().click()
  await expect(page).toHaveURL(/\/admin\/audit\/\w+$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('finds a lease by its tab and reads its contract', async ({ openAs }) => {
  const page = await openAs('treasury', OFF)
  await page.goto('/treasury/leases')
  await page
    .getByRole('navigation', { name: 'Leases' })
    .getByRole('link', { name: /^Active/ })
    .click()
  await expect(page).toHaveURL(/tab=active$/)
  await page.locator('[data-row-link]').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^lease_/)
  await page.getByText('Read the contract').click()
  await expect(page.getByRole('heading', { name: 'Signed terms' })).toBeVisible()
})

test('marks an alert as read by its form', async ({ openAs }) => {
  const page = await openAs('subscriber2', OFF)
  await page.goto('/subscriber/alerts')
  const row = page
    .locator('tbody tr[data-id]', { has: page.getByRole('button', { name: /^Dismiss/ }) })
    .first()
  const id = await row.getAttribute('data-id')
  await row.getByRole('button', { name: /^Dismiss/ }).click()
  await page.goto('/subscriber/alerts?state=dismissed')
  await page.locator(`tr[data-id="${id}"]`).getByRole('button', { name: /^Undo/ }).click()
  await page.goto('/subscriber/alerts')
  await expect(page.locator(`tr[data-id="${id}"]`)).toBeVisible()
})
