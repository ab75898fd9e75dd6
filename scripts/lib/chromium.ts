import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { tryInstall } from './packages'

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const DOWNLOAD_MS = 180_000

/** `PLAYWRIGHT_CHROMIUM_PATH`, else a system Chromium, else Playwright's own, else null. */
export function findChromium(): string | null {
  const given = process.env.PLAYWRIGHT_CHROMIUM_PATH
  if (given) return existsSync(given) ? given : null
  const system = SYSTEM_NAMES.map(inPath).find((found) => found !== null)
  if (system !== undefined) return system
  const own = chromium.executablePath()
  return existsSync(own) ? own : null
}

/** As `findChromium`, but fetches Playwright's own or Debian's package when there is none. */
export function obtainChromium(): string | null {
  const found = findChromium()
  if (found !== null || process.env.PLAYWRIGHT_CHROMIUM_PATH) return found
  console.log("Downloading Playwright's Chromium.")
  const cli = ['node_modules/@playwright/test/cli.js', 'install', 'chromium']
  spawnSync(process.execPath, cli, { stdio: 'ignore', timeout: DOWNLOAD_MS })
  return findChromium() ?? (tryInstall('chromium') ? findChromium() : null)
}

function inPath(name: string): string | null {
  const { status, stdout } = spawnSync('which', [name])
  return status === 0 ? stdout.toString().trim() : null
}
