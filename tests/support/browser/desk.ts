import type { Locator, Page } from '@playwright/test'
import { ready } from './keyboard'
import { expect } from './test'

/** Opens a request at the matchmaking desk. @returns the panel of its suggested pools. */
export async function openTicket(page: Page, ticketId: string): Promise<Locator> {
  await page.goto(`/admin/matchmaking?ticket=${ticketId}`)
  await ready(page)
  const panel = page.getByRole('region', { name: 'Suggested pools' })
  await expect(panel).toContainText(`for ${ticketId}`)
  return panel
}

/** Of the request that is open. */
export async function openAllocate(page: Page, pool: string): Promise<Locator> {
  await page.getByRole('button', { name: `Allocate from ${pool}` }).click()
  const dialog = page.getByRole('dialog', { name: 'Allocate capacity' })
  await expect(dialog).toBeVisible()
  return dialog
}
