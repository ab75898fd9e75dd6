import type { Browser, Page } from '@playwright/test'

export interface ColdLoad {
  scriptsInHtmlBytes: number
  scriptsInAllBytes: number
  firstPaintMs: number
  contentPaintMs: number
  blockingMs: number
  layoutShift: number
}

interface Observed {
  firstPaint: number
  content: number | null
  shift: number
  longTasks: [start: number, duration: number][]
}

declare global {
  interface Window {
    benchObserved: Observed
    benchKey: Promise<number>
  }
}

/** Runs in the page before its own scripts. */
function observe(selector: string) {
  const seen: Observed = { firstPaint: 0, content: null, shift: 0, longTasks: [] }
  window.benchObserved = seen
  const on = (type: string, each: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
      type,
      buffered: true,
    })
  on('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.firstPaint = entry.startTime
  })
  on('layout-shift', (entry) => {
    const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
    if (!shift.hadRecentInput) seen.shift += shift.value
  })
  on('longtask', (entry) => seen.longTasks.push([entry.startTime, entry.duration]))
  // Told by the browser itself, as the first paint is: scripts may run between a paint and a callback.
  on('element', (entry) => {
    seen.content ??= entry.startTime
  })
  const parsed = new MutationObserver(() => {
    const content = document.querySelector(selector)
    if (content === null) return
    // Paints are told of the block that holds a text, which may be any of the elements around it.
    let element = document.createTreeWalker(content, NodeFilter.SHOW_TEXT).nextNode()?.parentElement
    if (!element) return
    for (; element && content.contains(element); element = element.parentElement) {
      element.setAttribute('elementtiming', 'content')
    }
    parsed.disconnect()
  })
  parsed.observe(document, { childList: true, subtree: true })
}

async function openPage(browser: Browser, base: string, cookie: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies(
    cookie.split('; ').map((pair) => ({
      name: pair.slice(0, pair.indexOf('=')),
      value: pair.slice(pair.indexOf('=') + 1),
      url: base,
    })),
  )
  // The loader that runs this file marks functions with a helper that the page lacks.
  await context.addInitScript('globalThis.__name = (value) => value')
  return { context, page: await context.newPage() }
}

export interface Target {
  base: string
  path: string
  cookie: string
  /** The page's own numbers or rows. */
  content: string
}

/** One load with an empty cache; everything is read five seconds after the load event. */
export async function coldLoad(
  browser: Browser,
  target: Target,
  cpuSlowdown: number,
): Promise<ColdLoad> {
  const { context, page } = await openPage(browser, target.base, target.cookie)
  try {
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    if (cpuSlowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
    const urls = new Map<string, string>()
    const bytes = new Map<string, number>()
    session.on('Network.responseReceived', ({ requestId, response }) =>
      urls.set(requestId, response.url),
    )
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const url = urls.get(requestId)
      if (url?.split('?')[0]?.endsWith('.js')) bytes.set(url, encodedDataLength)
    })
    await page.addInitScript(observe, target.content)
    const response = await page.goto(target.base + target.path, { waitUntil: 'load' })
    const html = (await response?.text()) ?? ''
    await page.waitForTimeout(5000)
    const seen = await page.evaluate(() => window.benchObserved)
    const named = [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(
      ([, source]) => new URL(source ?? '', target.base).href,
    )
    const preloaded = [...html.matchAll(/<link[^>]+as="script"[^>]*href="([^"]+)"/g)].map(
      ([, source]) => new URL(source ?? '', target.base).href,
    )
    const inHtml = [...new Set([...named, ...preloaded])]
    return {
      scriptsInHtmlBytes: inHtml.reduce((sum, url) => sum + (bytes.get(url) ?? 0), 0),
      scriptsInAllBytes: [...bytes.values()].reduce((sum, value) => sum + value, 0),
      firstPaintMs: seen.firstPaint,
      contentPaintMs: Math.max(seen.content ?? Number.NaN, seen.firstPaint),
      blockingMs: seen.longTasks.reduce((sum, [, ms]) => sum + Math.max(0, ms - 50), 0),
      layoutShift: seen.shift,
    }
  } finally {
    await context.close()
  }
}

/** Click on a link to another page until that page's own content is painted. */
export async function navigation(
  browser: Browser,
  target: Target,
  link: string,
  arrived: string,
): Promise<number> {
  const { context, page } = await openPage(browser, target.base, target.cookie)
  try {
    await settle(page, target)
    await page.locator(link).first().hover()
    await page.waitForTimeout(150)
    const elapsed = page.evaluate(
      (selector) =>
        new Promise<number>((resolve) => {
          addEventListener(
            'click',
            (event) => {
              const start = event.timeStamp
              const look = () => {
                if (document.querySelector(selector) === null) requestAnimationFrame(look)
                else requestAnimationFrame(() => resolve(performance.now() - start))
              }
              look()
            },
            { capture: true, once: true },
          )
        }),
      arrived,
    )
    await page.locator(link).first().click()
    return await elapsed
  } finally {
    await context.close()
  }
}

/** A keystroke in the search field until the rows have changed. */
export async function keystroke(browser: Browser, target: Target, keys: string): Promise<number[]> {
  const { context, page } = await openPage(browser, target.base, target.cookie)
  try {
    await settle(page, target)
    await page.locator('main input[type=search]').first().focus()
    const times: number[] = []
    for (const key of keys) {
      // The watcher is in place before the key is pressed, else a busy page misses it.
      await page.evaluate(() => {
        const body = document.querySelector('main table tbody')
        window.benchKey = new Promise<number>((resolve) => {
          addEventListener(
            'keydown',
            (event) => {
              const start = event.timeStamp
              const watcher = new MutationObserver(() => {
                watcher.disconnect()
                requestAnimationFrame(() => resolve(performance.now() - start))
              })
              watcher.observe(body ?? document.body, {
                childList: true,
                subtree: true,
                characterData: true,
              })
              setTimeout(() => resolve(Number.NaN), 3000)
            },
            { capture: true, once: true },
          )
        })
      })
      await page.keyboard.press(key)
      times.push(await page.evaluate(() => window.benchKey))
      await page.waitForTimeout(500)
    }
    return times.filter((time) => !Number.isNaN(time))
  } finally {
    await context.close()
  }
}

async function settle(page: Page, target: Target): Promise<void> {
  await page.goto(target.base + target.path, { waitUntil: 'load' })
  await page.waitForSelector(target.content)
  await page.waitForTimeout(2500)
}
