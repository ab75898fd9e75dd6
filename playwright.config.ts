import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/lib/chromium'
import { beginStoreIn, NOW } from './tests/support/browser/begun-store'
import { ownWorker, portOf } from './tests/support/browser/ports'

/** Each worker has a server with a store of its own, so that no test meets another one's rows. */
const workers = Number(process.env.E2E_WORKERS ?? Math.min(2, availableParallelism()))
const site = (worker: number) => `http://127.0.0.1:${portOf(worker)}`
const chromium = findChromium()
const dataDirOf = (worker: number) => path.join(process.env.E2E_DATA_DIR ?? '', String(worker))

// Servers that tests start beside those below live at the same instant, whatever the machine's clock says.
process.env.FLOWRATE_NOW = NOW

// Workers load this file again and use the folder of the run, which ends after its server.
if (process.env.E2E_DATA_DIR === undefined) {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-e2e-'))
  process.env.E2E_DATA_DIR = folder
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (let worker = 0; worker < workers; worker += 1) beginStoreIn(dataDirOf(worker))
}

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL: site(ownWorker()),
    timezoneId: 'UTC',
    locale: 'en-GB',
    // A recording costs a third of the run; `npx playwright test --trace on <file>` makes one.
    trace: 'off',
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium }),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
    },
  },
  webServer: Array.from({ length: workers }, (_, worker) => ({
    command: 'node scripts/start.mjs',
    url: `${site(worker)}/api/ready`,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    env: {
      PORT: String(portOf(worker)),
      FLOWRATE_DATA_DIR: dataDirOf(worker),
      DATABASE_URL: '',
    },
  })),
})
