import { ready } from '@/tests/support/browser/keyboard'
import { axeOnPhone } from '@/tests/support/browser/leases'
import { expect, test } from '@/tests/support/browser/test'

/** Dialogs of a running lease that no other test opens on a phone. */
const DIALOGS = {
  treasury: ['Increase', 'Request early end'],
  subscriber: ['Scale', 'Cancel at term', 'Request early end'],
  admin: ['Increase', 'Request early end', 'Pause', 'Terminate'],
} as const

for (const role of ['treasury', 'subscriber', 'admin'] as const) {
  test(`has no fault in the dialogs of a running lease of ${role} on a phone`, async ({
    openAs,
  }) => {
    test.setTimeout(120_000)
    const page = await openAs(role, { reducedMotion: 'reduce' })
    await page.goto(`/${role}/leases/lease_030`)
    await ready(page)
    for (const name of DIALOGS[role]) {
      await page
        .getByRole('main')
        .getByRole('button', { name: `${name}: lease_030` })
        .click()
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('lease_030')
      expect(await axeOnPhone(page, name), 'nothing sticks out').toBeLessThanOrEqual(0)
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    }
  })
}
