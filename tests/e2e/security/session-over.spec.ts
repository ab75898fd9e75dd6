import type { Page } from '@playwright/test'
import type { PersonaName } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

const FILES: readonly { who: PersonaName; page: string; link: string | RegExp; back: string }[] = [
  {
    who: 'treasury',
    page: '/treasury/leases?tab=all&sort=-size',
    link: 'CSV',
    back: '/treasury/leases?tab=all&sort=-size',
  },
  {
    who: 'treasury',
    page: '/treasury/kpi/deployed',
    link: 'Export CSV',
    back: '/treasury/kpi/deployed',
  },
  {
    who: 'subscriber',
    page: '/subscriber/leases/lease_021',
    link: 'Download contract (PDF)',
    back: '/subscriber/leases/lease_021',
  },
  {
    who: 'admin',
    page: '/admin/matchmaking',
    link: 'CSV of all pools',
    back: '/admin/matchmaking',
  },
]

/** As when the session ends elsewhere: the page stays open, its cookie names nothing any more. */
async function endElsewhere(page: Page) {
  const [first] = await page.context().cookies()
  const site = new URL(page.url()).origin
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`)
  const answer = await fetch(`${site}/api/auth/sign-out`, {
    method: 'POST',
    headers: { cookie: cookie.join('; '), origin: site, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(first && answer.ok).toBe(true)
}

for (const { who, page: address, link, back } of FILES) {
  test(`a file of ${address} without a session leads to sign-in and back`, async ({
    openAlone,
    site,
  }) => {
    const page = await openAlone(who)
    await page.goto(address)
    const file = page.getByRole('link', { name: link, exact: true }).first()
    const download = page.waitForEvent('download')
    await file.click()
    expect((await download).suggestedFilename()).toMatch(/\.(csv|pdf)$/)

    await endElsewhere(page)
    await file.click()
    await expect(page).toHaveURL(/\/sign-in\?next=/)
    const said = page.locator('[data-slot=signed-out]')
    await expect(said).toContainText('Your session is over. The file was not downloaded')
    await page
      .getByRole('button', { name: who[0]?.toUpperCase() + who.slice(1), exact: true })
      .click()
    await expect(page).toHaveURL(`${site}${back}`)
  })
}

test('no link to a file of the server names the file itself', async ({ openAs }) => {
  const page = await openAs('subscriber')
  for (const address of ['/subscriber/leases', '/subscriber/leases/lease_021', '/subscriber']) {
    await page.goto(address)
    await expect(page.locator('a[download][href^="/"]')).toHaveCount(0)
  }
})
