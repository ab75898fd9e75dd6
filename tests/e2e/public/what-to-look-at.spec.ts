import { ask } from '@/tests/support/browser/http'
import { expect, test } from '@/tests/support/browser/test'

const ROLES = [
  { role: 'treasury', cases: 7 },
  { role: 'subscriber', cases: 5 },
  { role: 'admin', cases: 7 },
] as const

for (const { role, cases } of ROLES) {
  test(`the ${role}'s overview leads to every special case`, async ({ openAs, site }) => {
    const page = await openAs(role)
    await page.goto(`/${role}`)
    const card = page.getByRole('region', { name: /^What to look at/ })
    const links = card.getByRole('link')
    await expect(links).toHaveCount(cases)
    await expect(card.locator('[data-highlight=lease-at-14-days]')).toContainText('14 days left')
    const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    for (const target of targets) {
      const [path = '', anchor] = (target ?? '').split('#')
      const { status, body } = await ask(site, { path, as: role })
      expect(status, path).toBe(200)
      if (anchor !== undefined) expect(body, path).toContain(`id="${anchor}"`)
    }
  })
}

test('the card folds away by keyboard', async ({ openAs }) => {
  const page = await openAs('treasury')
  await page.goto('/treasury')
  const card = page.getByRole('region', { name: /^What to look at/ })
  await card.locator('summary').press('Enter')
  await expect(card.getByRole('link').first()).toBeHidden()
})
