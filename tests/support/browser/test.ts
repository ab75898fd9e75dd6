import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { type Guard, watch } from './guard'
import { moveClock } from './move-clock'
import { type PersonaName, sharedSession, signIn } from './personas'

export { expect } from '@playwright/test'

type Who = PersonaName | 'anonymous'

interface Fixtures {
  /** Origin of the server under test. */
  site: string
  guard: Guard
  /** A page of its own context. The session is shared with other tests: don't end it. */
  openAs: (who: Who, options?: BrowserContextOptions) => Promise<Page>
  /** The same with a session that this test may end. */
  openAlone: (who: PersonaName, options?: BrowserContextOptions) => Promise<Page>
}

/** Every page is watched: a console error, failed request or CSP violation fails the test. */
export const test = base.extend<Fixtures & { contexts: BrowserContext[] }>({
  browser: [async ({ browser }, use) => use(moveClock(browser)), { scope: 'worker' }],
  site: async ({ baseURL }, use) => use(baseURL ?? ''),
  guard: async ({ browserName: _ }, use) => {
    const guard: Guard = { faults: [], expected: new Set(), expectsNoScripts: false }
    await use(guard)
    expect(guard.faults, 'console, network and policy stay clean').toEqual([])
  },
  contexts: async ({ browserName: _ }, use) => {
    const contexts: BrowserContext[] = []
    await use(contexts)
    await Promise.all(contexts.map((context) => context.close()))
  },
  openAs: async ({ browser, site, guard, contexts }, use) => {
    await use(async (who, options = {}) => {
      const context = await browser.newContext(options)
      contexts.push(context)
      await watch(context, guard)
      if (options.javaScriptEnabled === false) guard.expectsNoScripts = true
      if (who !== 'anonymous') await context.addCookies(await shared(site, who))
      return context.newPage()
    })
  },
  openAlone: async ({ browser, site, guard, contexts }, use) => {
    await use(async (who, options = {}) => {
      const context = await browser.newContext(options)
      contexts.push(context)
      await watch(context, guard)
      await context.addCookies(ofSite(site, await signIn(site, who)))
      return context.newPage()
    })
  },
})

async function shared(site: string, who: PersonaName) {
  return ofSite(site, await sharedSession(site, who))
}

/** The session alone: theme and unit come from what the person has saved. */
function ofSite(url: string, cookies: readonly { name: string; value: string }[]) {
  return cookies.map((cookie) => ({ ...cookie, url }))
}
