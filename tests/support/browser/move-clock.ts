import { readFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { clockAheadMs } from '@/scripts/lib/moved-days'

/** Gives every page the clock of this process, where that one was moved. */
export function moveClock(browser: Browser): Browser {
  const aheadMs = clockAheadMs()
  if (aheadMs === 0) return browser
  const script = readFileSync('scripts/lib/moved-clock.mjs', 'utf8')
  const content = `globalThis.clockAheadMs = ${aheadMs}\n${script}`
  const newContext = browser.newContext.bind(browser)
  return Object.assign(browser, {
    newContext: async (...options: Parameters<Browser['newContext']>) => {
      const context = await newContext(...options)
      await context.addInitScript({ content })
      return context
    },
  })
}
