/**
 * What a page costs: bytes, paint, blocking time, layout shift, first byte, navigation, filtering.
 * Medians of cold loads, signed in, on the production build with an embedded store of its own.
 */
import http from 'node:http'
import { chromium } from '@playwright/test'
import { type ColdLoad, coldLoad, keystroke, navigation, type Target } from './bench/browser'
import { signIn, timedGet, visibleTextLength } from './bench/http'
import { kilobytes, median, round } from './bench/statistics'
import { findChromium } from './lib/chromium'
import { startServer } from './lib/server'

const RUNS = 5
const FIRST_BYTE_REQUESTS = 25
const PASSWORD = 'flowrate-demo-2026'

const PAGES = [
  { path: '/treasury', email: 'treasury@flowrate.example', content: 'main [data-kpi]' },
  { path: '/subscriber', email: 'subscriber@flowrate.example', content: 'main [data-kpi]' },
  { path: '/admin', email: 'admin@flowrate.example', content: 'main [data-kpi]' },
  {
    path: '/admin/matchmaking?ticket=dmd_002',
    email: 'admin@flowrate.example',
    content: 'main table tbody tr',
  },
  { path: '/admin/leases', email: 'admin@flowrate.example', content: 'main table tbody tr' },
  { path: '/admin/audit', email: 'admin@flowrate.example', content: 'main table tbody tr' },
] as const

const LIMITS: Readonly<Record<string, number>> = {
  'JS in HTML, kB': 190,
  'JS in all, kB': 330,
  'content after first paint, ms': 50,
  'blocking, ms': 300,
  'layout shift': 0.02,
  'first byte, ms': 40,
}

async function main(): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === null)
    throw new Error('No Chromium was found; set PLAYWRIGHT_CHROMIUM_PATH.')
  const server = await startServer({ port: 3901 })
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
  })
  try {
    for (const { path, email, content } of PAGES) {
      const cookie = await signIn(server.base, email, PASSWORD)
      const target: Target = { base: server.base, path, cookie, content }
      console.log(`\n${path}`)
      await reportHttp(target)
      for (const cpuSlowdown of [1, 4]) {
        const loads: ColdLoad[] = []
        for (let run = 0; run < RUNS; run += 1) {
          loads.push(await coldLoad(browser, target, cpuSlowdown))
        }
        const of = (pick: (load: ColdLoad) => number) => median(loads.map(pick))
        print(`CPU ${cpuSlowdown}×`, {
          'JS in HTML, kB': kilobytes(of((load) => load.scriptsInHtmlBytes)),
          'JS in all, kB': kilobytes(of((load) => load.scriptsInAllBytes)),
          'first paint, ms': round(of((load) => load.firstPaintMs)),
          'content after first paint, ms': round(
            of((load) => load.contentPaintMs - load.firstPaintMs),
          ),
          'blocking, ms': round(of((load) => load.blockingMs)),
          'layout shift': round(
            of((load) => load.layoutShift),
            4,
          ),
        })
      }
    }
    const cookie = await signIn(server.base, 'admin@flowrate.example', PASSWORD)
    const overview = { base: server.base, path: '/admin', cookie, content: 'main [data-kpi]' }
    const audit = { ...overview, path: '/admin/audit', content: 'main table tbody tr' }
    const moves = []
    const keys = []
    for (let run = 0; run < RUNS; run += 1) {
      moves.push(
        await navigation(
          browser,
          overview,
          'nav a[href="/admin/audit"]',
          'main input[type=search]',
        ),
      )
      keys.push(...(await keystroke(browser, audit, 'lea')))
    }
    console.log('\nMoving and filtering')
    print('/admin → /admin/audit', { 'median, ms': round(median(moves)) })
    print('keystroke → new rows, debounce included', { 'median, ms': round(median(keys)) })
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function reportHttp(target: Target): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const answers = []
  for (let index = 0; index < FIRST_BYTE_REQUESTS + 3; index += 1) {
    answers.push(await timedGet(target.base + target.path, target.cookie, agent))
  }
  agent.destroy()
  const warm = answers.slice(3)
  const html = warm.at(-1)?.body.toString() ?? ''
  print('HTTP', {
    status: warm.at(-1)?.status ?? 0,
    'first byte, ms': round(median(warm.map((answer) => answer.firstByteMs)), 1),
    'HTML, kB': kilobytes(html.length),
    'text without JS, characters': visibleTextLength(html),
  })
}

function print(label: string, figures: Readonly<Record<string, number>>): void {
  const parts = Object.entries(figures).map(([name, value]) => {
    const limit = LIMITS[name]
    const mark = limit !== undefined && value > limit ? ` (over ${limit})` : ''
    return `${name} ${value}${mark}`
  })
  console.log(`  ${label.padEnd(8)} ${parts.join(' · ')}`)
}

await main()
