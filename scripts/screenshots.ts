/**
 * The pictures that the README shows: one overview per role, from the production build with an
 * embedded store of its own, at a frozen instant, so that a new run changes only what changed.
 */
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { findChromium } from './lib/chromium'
import { freePort } from './lib/free-port'
import { startServer } from './lib/server'
import { buildIfNeeded } from './server/build'

const FOLDER = 'docs/pictures'
const NOW = '2026-11-20T09:30:00.000Z'
const PASSWORD = 'flowrate-demo-2026'
const ROLES = ['treasury', 'subscriber', 'admin'] as const
const LARGEST_BYTES = 250_000
const DRAWN_MS = 1500

async function main(): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === null) {
    throw new Error('No Chromium was found; set PLAYWRIGHT_CHROMIUM_PATH.')
  }
  buildIfNeeded()
  mkdirSync(FOLDER, { recursive: true })
  const server = await startServer({ port: await freePort(), env: { FLOWRATE_NOW: NOW } })
  try {
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    })
    for (const role of ROLES) await takePicture(browser, server.base, role)
    await browser.close()
  } finally {
    await server.stop()
  }
}

async function takePicture(browser: Browser, base: string, role: (typeof ROLES)[number]) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    timezoneId: 'UTC',
    locale: 'en-GB',
  })
  const answer = await context.request.post(`${base}/api/auth/sign-in/email`, {
    headers: { origin: base },
    data: { email: `${role}@flowrate.example`, password: PASSWORD },
  })
  if (!answer.ok()) throw new Error(`Sign-in as ${role} answered ${answer.status()}.`)
  const page = await context.newPage()
  await page.goto(`${base}/${role}`)
  await page.locator('html[data-live=on]').waitFor({ state: 'attached' })
  await page.waitForTimeout(DRAWN_MS)
  const file = path.join(FOLDER, `${role}.png`)
  await page.screenshot({ path: file })
  await context.close()
  const { size } = statSync(file)
  if (size > LARGEST_BYTES)
    throw new Error(`${file} has ${size} bytes; ${LARGEST_BYTES} is the limit.`)
  console.log(`${file}: ${Math.round(size / 1000)} kB`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
