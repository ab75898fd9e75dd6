import { expect, type Locator, type Page } from '@playwright/test'

/** Values that a row shows, exactly: amounts in satoshis, all else as numbers. */
async function exactValues(row: Locator): Promise<string[]> {
  return row
    .locator('data')
    .evaluateAll((found) => found.map((one) => one.getAttribute('value') ?? ''))
}

/** The card's list says the card's value again in its total row. */
export async function expectFigureBehind(page: Page, overview: string, kpi: string): Promise<void> {
  await page.goto(overview)
  const card = page.locator(`[data-kpi=${kpi}]`)
  const value = (await card.getAttribute('data-value')) ?? ''
  const label = (await card.getByRole('link').innerText()).trim()
  await card.getByRole('link').click()
  await expect(page).toHaveURL(`${overview}/kpi/${kpi}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const total = page.locator('tr[data-slot=total]')
  if ((await total.count()) === 0) {
    expect(value, `${label} without rows`).toBe('0')
    return
  }
  const words = (await total.innerText()).replaceAll(',', '').split(/[\s%]+/)
  const said = [...(await exactValues(total)), ...words].filter((text) => text !== '')
  expect(said.map(Number), label).toContain(Number(value))
}
