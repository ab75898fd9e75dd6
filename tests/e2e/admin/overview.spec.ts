import { expectFigureBehind } from '@/tests/support/browser/figures'
import { expect, test } from '@/tests/support/browser/test'
import { ADMIN_KPIS, ADMIN_QUEUES } from '../security/routes'

for (const kpi of ADMIN_KPIS) {
  test(`opens the list behind ${kpi} with the same total`, async ({ openAs }) => {
    await expectFigureBehind(await openAs('admin'), '/admin', kpi)
  })
}

test('shows in every queue as many as its list holds', async ({ openAs }) => {
  const page = await openAs('admin')
  for (const queue of ADMIN_QUEUES) {
    await page.goto('/admin')
    const panel = page.locator(`[data-queue=${queue}]`)
    const all = panel.getByRole('link', { name: /^All/ })
    if ((await all.count()) === 0) {
      await expect(panel).toContainText('Nothing waits here.')
      continue
    }
    const count = Number(/\d+/.exec(await all.innerText())?.[0])
    await all.click()
    await expect(page).toHaveURL(`/admin/queues/${queue}`)
    await expect(page.locator('tbody tr[data-id]')).toHaveCount(count)
  }
})
