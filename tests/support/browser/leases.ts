import { expect, type Locator, type Page } from '@playwright/test'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { axeCheck, SIZES, showTheme } from './axe'
import { type Answer, ask } from './http'
import { pressOn } from './keyboard'
import { makeTicket } from './market'
import { cookieHeader, type PersonaName, signIn } from './personas'

/** A write by the JSON routes, as a person who has just signed in. */
export async function send(
  site: string,
  as: PersonaName,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const answer = await ask(site, {
    path: `/api/v1${path}`,
    method: 'POST',
    headers: {
      cookie: cookieHeader(await signIn(site, as)),
      'content-type': 'application/json',
      origin: site,
    },
    body: JSON.stringify(body),
  })
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`)
  return JSON.parse(answer.body) as Record<string, unknown>
}

export interface Draft {
  leaseId: string
  contractId: string
}

/** A contract that nobody has signed, for a small part of a pool. */
export async function makeDraft(
  site: string,
  { lessee, poolId }: { lessee: PersonaName; poolId: string },
): Promise<Draft> {
  const sizeSats = 5_000_000
  const ticketId = await makeTicket(site, { sizeSats }, lessee)
  const { allocations } = await send(site, 'admin2', `/tickets/${ticketId}/allocations`, {
    ...{ poolId, sizeSats, feeModel: 'ppm', feePpm: 9000, issue: true, version: 1 },
  })
  const [draft] = allocations as Draft[]
  if (draft === undefined) throw new Error(`Nothing was allocated for ${ticketId}`)
  return draft
}

/** Sends a dialog by keyboard, with the password if it is asked for. */
export async function confirmDialog(page: Page, dialog: Locator, submit: string): Promise<void> {
  const button = dialog.getByRole('button', { name: submit, exact: true })
  await pressOn(page, button)
  const password = dialog.getByLabel('Confirm with your password')
  await Promise.race([password.waitFor(), dialog.waitFor({ state: 'hidden' })])
  if (await password.isHidden()) return
  await page.keyboard.type(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
}

export interface SentAction {
  path: string
  action: string
  type: string
  body: string
}

/** What the page sends when it calls a server action, to be sent again by others. */
export async function captureAction(page: Page, act: () => Promise<void>): Promise<SentAction> {
  const sending = page.waitForRequest((request) => 'next-action' in request.headers())
  await act()
  const request = await sending
  const headers = await request.allHeaders()
  return {
    path: new URL(request.url()).pathname,
    action: headers['next-action'] ?? '',
    type: headers['content-type'] ?? '',
    body: request.postDataBuffer()?.toString('utf8') ?? '',
  }
}

export function replay(site: string, as: PersonaName, sent: SentAction): Promise<Answer> {
  return ask(site, {
    path: sent.path,
    as,
    method: 'POST',
    headers: {
      origin: site,
      accept: 'text/x-component',
      'next-action': sent.action,
      'content-type': sent.type,
    },
    body: sent.body,
  })
}

/** No fault on a phone in either theme, and nothing wider than the screen. */
export async function axeOnPhone(page: Page, state: string): Promise<number> {
  await page.setViewportSize(SIZES[0])
  await showTheme(page, 'light')
  await axeCheck(page, `${state}, light`)
  await showTheme(page, 'dark')
  await axeCheck(page, `${state}, dark`, 'colours')
  return page.evaluate(() => {
    const dialog = document.querySelector('dialog[open]')
    const { scrollWidth = 0, clientWidth = 0 } = dialog ?? {}
    return Math.max(
      scrollWidth - clientWidth,
      document.documentElement.scrollWidth - window.innerWidth,
    )
  })
}

/** Goes to the end of the contract by keyboard, which opens the tick, and sets it. */
export async function readTerms(page: Page, dialog: Locator): Promise<void> {
  const text = dialog.getByRole('region', { name: 'The contract that is signed' })
  const tick = dialog.getByRole('checkbox', { name: 'I have read the terms' })
  await expect(text).toBeFocused()
  await expect(text).toContainText('Service level and credits')
  await expect(text).toContainText('Early end')
  await expect(tick).toBeDisabled()
  await page.keyboard.press('End')
  await expect(tick).toBeEnabled()
  await pressOn(page, tick, 'Space')
  await expect(tick).toBeChecked()
}
