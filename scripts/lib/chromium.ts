import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** `PLAYWRIGHT_CHROMIUM_PATH`, else a system Chromium, else Playwright's own, else null. */
export function findChromium(): string | null {
  const given = process.env.PLAYWRIGHT_CHROMIUM_PATH
  if (given) return existsSync(given) ? given : null
  const system = SYSTEM_NAMES.map(inPath).find((found) => found !== null)
  if (system !== undefined && system !== null) return system
  const own = chromium.executablePath()
  return existsSync(own) ? own : null
}

function inPath(name: string): string | null {
  try {
    return execFileSync('which', [name], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return null
  }
}
