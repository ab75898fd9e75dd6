import { ask } from '@/tests/support/browser/http'
import { expect, test } from '@/tests/support/browser/test'

test('the model stands in the first HTML, without a session', async ({ site }) => {
  const { status, body } = await ask(site, { path: '/model' })
  expect(status).toBe(200)
  for (const text of [
    'Data model',
    'Aldermoor Treasury',
    'gross-at-least-net',
    'named rules hold',
  ]) {
    expect(body).toContain(text)
  }
})

test('an unknown entity or page falls back', async ({ site }) => {
  const { status, body } = await ask(site, { path: '/model?entity=nothing&page=999' })
  expect(status).toBe(200)
  expect(body).toContain('Aldermoor Treasury')
})

test('entities and pages are chosen without JavaScript', async ({ openAs }) => {
  const page = await openAs('anonymous', { javaScriptEnabled: false })
  await page.goto('/')
  await page.getByRole('link', { name: 'Data model' }).click()
  const entities = page.getByRole('navigation', { name: 'Entities' })
  await entities.getByRole('link', { name: /^Channel 100 of 100/ }).click()
  const rows = page.getByRole('table', { name: /^Channel, rows/ }).locator('tbody tr')
  await expect(rows).toHaveCount(25)
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(rows.first()).toHaveAttribute('data-id', 'chan_026')
  await expect(page.getByText('Page 2 of 4')).toBeVisible()
})
