import type { BrowserContext, Page } from '@playwright/test'

export interface Guard {
  /** What went wrong in any page so far. */
  faults: string[]
  /** Answers that this test means to get, by status. */
  expected: Set<number>
  /** Pages are opened without JavaScript. A policy that blocks a script is a console error too. */
  expectsNoScripts: boolean
}

/** A client navigation that is overtaken by another one drops its request; so does a download. */
const DROPPED = 'net::ERR_ABORTED'
/** How a browser without scripts declines one that a header announced. */
const DECLINED = 'csp'
const REFUSED_RESOURCE = /^Failed to load resource: the server responded with a status of (\d+)/

/** Collects every console error and warning, page error, failed request and CSP violation. */
export async function watch(context: BrowserContext, guard: Guard): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  context.on('page', (page) => watchPage(page, guard))
}

function watchPage(page: Page, guard: Guard): void {
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const status = REFUSED_RESOURCE.exec(message.text())?.[1]
    if (status !== undefined && guard.expected.has(Number(status))) return
    guard.faults.push(
      `console ${message.type()} on ${page.url()}: ${message.text()} ${message.location().url}`,
    )
  })
  page.on('pageerror', (error) =>
    guard.faults.push(`page error on ${page.url()}: ${error.message}`),
  )
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown'
    if (reason === DROPPED) return
    if (reason === DECLINED && guard.expectsNoScripts) return
    guard.faults.push(`failed request ${request.url()}: ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() < 400 || guard.expected.has(response.status())) return
    guard.faults.push(`${response.status()} ${response.url()}`)
  })
}
